"""Recognising the languages somebody speaks in what they typed: "English, español y un poco de Français"."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import cast

from bot.texts.cldr import world_names
from bot.texts.folding import fold
from bot.texts.locales import SOURCE_LANGUAGE, find_locale
from bot.texts.names import LETTERS_OF_A_CODE, Recognised, Unclear

_READ_AT_MOST = 500
"""Characters of what was typed: some fifty languages."""
_MARKS = re.compile(r"[,;/|\n+&•·、،؛;，]+")
_AND = re.compile(
    r"\s+(?:and|y|e|et|und|i|u|и|та|і|ve|dan|na|och|og|kaj|και|ו|و|और|o|or|ou|oder)\s+|\s+و(?=\w)|[和與与と및]",
    re.IGNORECASE,
)
_IN_BRACKETS = re.compile(r"[(\[（].*?[)\]）]")


@dataclass(frozen=True, slots=True, kw_only=True)
class NotALanguage:
    """A part of what was typed that is no language for sure, and up to three codes it may mean."""

    text: str
    suggestions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Languages:
    """The languages found, as CLDR codes in the order typed and without doubles, and the parts not understood."""

    codes: tuple[str, ...]
    unknown: tuple[NotALanguage, ...]


def recognise_languages(text: str) -> Languages:
    """The languages in what somebody typed, in any language, between commas, "and" and the like, or just spaces.

    Varieties count as their language ("Brasileiro" as Portuguese, Egyptian Arabic as Arabic). A typo is never taken for
    a language: it is among the unknown parts with what it may mean.
    """
    codes, unknown = list[str](), list[NotALanguage]()
    for part in _MARKS.split(text[:_READ_AT_MOST]):
        for found in _languages_in(part.strip(" .-*–—\t\r")):
            if isinstance(found, str):
                codes.append(found)
            else:
                unknown.append(found)
    return Languages(codes=tuple(dict.fromkeys(codes)), unknown=tuple(dict.fromkeys(unknown)))


def _languages_in(part: str) -> Iterator[str | NotALanguage]:
    """The languages of one part: the whole of it, or what stands around "and", or single words of it."""
    if not fold(part):
        return
    for attempt in (part, _IN_BRACKETS.sub("", part).strip()):
        finding = world_names().languages.find(attempt)
        if isinstance(finding, Recognised):
            yield finding.code
            return
        if isinstance(finding, Unclear):
            yield NotALanguage(text=part, suggestions=finding.suggestions)
            return
    around_and = [piece for piece in _AND.split(f" {part} ") if piece.strip()]
    if len(around_and) > 1:
        for piece in around_and:
            yield from _languages_in(piece.strip())
        return
    yield from _languages_in_words(_IN_BRACKETS.sub(" ", part).split())


def _languages_in_words(words: list[str]) -> Iterator[str | NotALanguage]:
    """The longest names first, from left to right; what is between them was not understood."""
    start, left_over = 0, list[str]()
    while start < len(words):
        end, code = _longest_name(words, start)
        if code is None:
            left_over.append(words[start])
        else:
            yield from _not_understood(left_over)
            left_over = []
            yield code
        start = end
    yield from _not_understood(left_over)


def _longest_name(words: list[str], start: int) -> tuple[int, str | None]:
    for end in range(min(len(words), start + 4), start, -1):
        name = " ".join(words[start:end])
        # Short words are rather "to", "is" or "my" than Tongan, Icelandic or Burmese.
        if len(fold(name)) > LETTERS_OF_A_CODE or not fold(name).isascii():
            finding = world_names().languages.find(name)
            if isinstance(finding, Recognised):
                return end, finding.code
    return start + 1, None


def _not_understood(words: list[str]) -> Iterator[NotALanguage]:
    if words:
        text = " ".join(words)
        yield NotALanguage(text=text, suggestions=world_names().languages.find_nearly(text))


def write_language(code: str, locale: str) -> str:
    """A language as somebody of this locale would write it, so that it is recognised as this one and no other."""
    speakers = [cast("Mapping[str, str]", find_locale(each).languages) for each in (locale, SOURCE_LANGUAGE)]
    names = [names.get(code, code) for names in speakers]
    return next((name for name in names if recognise_languages(name).codes == (code,)), code)
