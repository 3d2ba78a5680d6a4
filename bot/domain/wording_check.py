"""Holds what a language model wrote against the summary it is about: what is not proved is dropped.

Shown are only sentences of which the themes exist, each quotation is word for word in a quote they name, each number is
a count of theirs, and nothing is said that no count holds, such as "most" or "half".
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from enum import StrEnum

from bot.domain.harmless import hides_something
from bot.domain.summary import Quote, Summary, Theme
from bot.domain.uncounted import AMOUNTS, amounts_in
from bot.domain.wording import LONGEST_SENTENCE, MOST_SENTENCES, Sentence, Translation, Wording

CHECKED_LANGUAGES = frozenset(AMOUNTS)
"""ISO 639-1. In others a number could be spelled in words that are not known here, so nothing is worded in them."""

_LEAST_LENGTH, _MOST_LENGTH = 0.2, 5.0
"""Of a translation against its original: Chinese takes a fifth of the characters of German."""
_QUOTATION = re.compile(
    r"“[^“”]*”|„[^„“”]*[“”]|«[^«»]*»|»[^«»]*«|‹[^‹›]*›|「[^「」]*」|『[^『』]*』|\"[^\"]*\""
    r"|(?<!\w)‘[^‘]*?’(?!\w)|(?<!\w)'[^']*'(?!\w)"
)
_LOOSE_MARK = re.compile(r"[“”„«»‹›「」『』\"‘]|(?<!\w)['’](?=\w)")
_NUMBER = re.compile(r"\d+(?:[.,:  ]?\d+)*")
_PERCENT = re.compile(r"[%‰٪％]")
_LINK = re.compile(r"https?:|www\.|<[@#:]|@\w|\]\(|`|discord\.gg", re.IGNORECASE)


class Untruth(StrEnum):
    """Why a sentence or a translation is not shown."""

    NUMBER_OF_NOTHING = "number_of_nothing"
    """It names no theme, or one or a quote that is not there."""
    TOO_LONG = "too_long"
    NOT_PLAIN = "not_plain"
    """Links, mentions, marks, more than one line, or nothing."""
    NOT_WORD_FOR_WORD = "not_word_for_word"
    NOT_COUNTED = "not_counted"
    OTHER_LANGUAGE = "other_language"
    OTHER_MATTER = "other_matter"


def untruths_in(sentence: Sentence, summary: Summary, language: str) -> Iterator[Untruth]:
    """Yield what is wrong with a sentence in this language (ISO 639-1); what it means no code can tell."""
    themes = [theme for theme in summary.themes if theme.number in sentence.themes]
    quotes = [quote for theme in themes for quote in theme.quotes if quote.number in sentence.quotes]
    if not themes or len(themes) < len({*sentence.themes}) or len(quotes) < len({*sentence.quotes}):
        yield Untruth.NUMBER_OF_NOTHING
    if len(sentence.text) > LONGEST_SENTENCE:
        yield Untruth.TOO_LONG
    if not _is_plain(sentence.text):
        yield Untruth.NOT_PLAIN
    said, quoted = told_apart(sentence.text)
    if _LOOSE_MARK.search(said) or not all(_stands_in(each, themes, quotes) for each in quoted):
        yield Untruth.NOT_WORD_FOR_WORD
    if not _is_counted(said, themes, summary, language):
        yield Untruth.NOT_COUNTED


def is_true_translation(translation: Translation, summary: Summary) -> bool:
    """Return whether a translation is of a quote, plain, about as long and with the same numbers.

    A quote with a link in it has none: the link could be another one.
    """
    quotes = (*(quote for theme in summary.themes for quote in theme.quotes), *summary.quotes)
    original = next((quote.text for quote in quotes if quote.number == translation.quote), None)
    if original is None or not _is_plain(translation.text):
        return False
    alike = _numbers_in(translation.text) == _numbers_in(original)
    return alike and _LEAST_LENGTH <= len(translation.text) / len(original) <= _MOST_LENGTH


def still_true(wording: Wording, summary: Summary) -> Wording | None:
    """Return the wording without what the summary, which may have changed, does not prove; None where nothing is left.

    Called twice it gives the same.
    """
    sentences = tuple(each for each in wording.sentences if not any(untruths_in(each, summary, wording.language)))
    translations = tuple(each for each in wording.translations if is_true_translation(each, summary))
    left = replace(wording, sentences=sentences[:MOST_SENTENCES], translations=translations)
    return left if sentences or translations else None


def told_apart(text: str) -> tuple[str, tuple[str, ...]]:
    """Return what a text says itself, and what it quotes."""
    quoted = tuple(found.group()[1:-1] for found in _QUOTATION.finditer(text))
    return _QUOTATION.sub(" … ", text), quoted


def _is_plain(text: str) -> bool:
    return bool(text.strip()) and len(text.splitlines()) == 1 and not (_LINK.search(text) or hides_something(text))


def _stands_in(quoted: str, themes: Collection[Theme], quotes: Collection[Quote]) -> bool:
    """Whether this is word for word in a quote; or the name of a theme, which may be set in quotation marks."""
    spans = [span.strip(" .,;:!?") for span in re.split(r"\[?(?:…|\.\.\.)\]?", quoted)]
    named = quoted.strip(" .,").casefold() in {theme.label.casefold() for theme in themes}
    return named or (all(spans) and any(all(span in quote.text for span in spans) for quote in quotes))


def _is_counted(said: str, themes: Collection[Theme], summary: Summary, language: str) -> bool:
    if _PERCENT.search(said) or any(amounts_in(said, language)):
        return False
    counts = {summary.figures.people, summary.figures.replies, len(summary.themes)}
    counts |= {count for theme in themes for count in (theme.people, len(theme.reply_ids), theme.agreed)}
    counts |= {count for theme in themes for each in theme.kinds for count in (each.people, each.replies)}
    return all(number.isdecimal() and int(number) in counts - {0} for number in _numbers_in(said))


def _numbers_in(text: str) -> list[str]:
    return sorted(_NUMBER.findall(text))
