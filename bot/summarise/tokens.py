"""Texts of any script in, words out: by Unicode alone, without dictionaries."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

from bot.summarise.atoms import Span, language_in

_STEM = 6
_MARKS = "".join(chr(code) for code in range(0x300, 0x1F000) if unicodedata.category(chr(code)).startswith("M"))
_SPACELESS = "\u0e01-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_LETTER = rf"(?:[^\W_]|[{_MARKS}])"
_WORD = re.compile(rf"{_LETTER}+(?:['’\u200c\u200d]{_LETTER}+)*")
_WITHOUT_SPACES = re.compile(rf"[{_SPACELESS}\U00020000-\U0003ffff]+")
_SHORTENED = re.compile(r"^\w{1,2}['’]")
_GAP = re.compile(r"[ \u00a0]|[-‐‑]")
_SHORTEST = 3


def words_in(text: str) -> Iterator[str]:
    """Yield the words of a text as written, in order, without links, mentions, code and numbers.

    Scripts that put no spaces between words (Chinese, Japanese, Thai and their like) yield every run of two and of
    three characters, since nothing says where a word ends. Of "l'équipe" only "équipe" is a word.
    """
    for start, end in language_in(text):
        for found in _WORD.finditer(text, start, end):
            yield from _parts_of(found.group())


@lru_cache(maxsize=1 << 16)
def stem_of(word: str) -> str:
    """Return the start of a word without case and accents, which words of one family share in most languages."""
    if is_written_without_spaces(word):
        return word
    plain = unicodedata.normalize("NFKD", word.casefold())
    letters = "".join(each for each in plain if not unicodedata.combining(each))
    return letters[:_STEM]


def is_written_without_spaces(word: str) -> bool:
    """Return whether a word or character is of a script that puts no spaces between words."""
    return _WITHOUT_SPACES.match(word) is not None


def is_common(word: str) -> bool:
    """Return whether a word says nothing by itself: too short, or one that only joins others."""
    if is_written_without_spaces(word):
        return False
    return len(word) < _SHORTEST or not _listed("common_words.txt").isdisjoint((word.casefold(), stem_of(word)))


@lru_cache(maxsize=1 << 16)
def names_nothing(word: str) -> bool:
    """Return whether a word cannot begin or end the name of a matter: it only joins, judges, or says that one wants."""
    return is_common(word) or word.casefold() in _listed("weak_words.txt")


def joins_names(word: str) -> bool:
    """Return whether a word may stand inside a name of several words, as in "quality of life"."""
    return word.casefold() in _listed("joining_words.txt")


def begins_a_sentence(word: str) -> bool:
    """Return whether another sentence begins at this word, as at "it", "because", or what somebody asks: "should".

    Half of those who speak of a matter may be against what the other half asks.
    """
    return word.casefold().replace("’", "'") in _listed("breaking_words.txt")


@cache
def _listed(name: str) -> frozenset[str]:
    """Words of the languages most used, from a list beside this module: in small rounds frequency cannot tell them."""
    return frozenset(Path(__file__).with_name(name).read_text("utf-8").split())


def rows_of_words(text: str) -> Iterator[list[Span]]:
    """Yield where words stand that follow each other with nothing but a space or a hyphen between them.

    Numbers, links, mentions, code and words of scripts without spaces end a row.
    """
    row: list[Span] = []
    for start, end in language_in(text):
        for found in _WORD.finditer(text, start, end):
            word = found.group()
            begins = found.start() + (len(short.group()) if (short := _SHORTENED.match(word)) else 0)
            if row and not _GAP.fullmatch(text, row[-1][1], found.start()):
                yield row
                row = []
            if word.isnumeric() or _WITHOUT_SPACES.search(word):
                continue
            row.append((found.start() if row else begins, found.end()))
    if row:
        yield row


def _parts_of(word: str) -> Iterator[str]:
    if word.isnumeric():
        return
    last = 0
    for run in _WITHOUT_SPACES.finditer(word):
        yield from _spaced(word[last : run.start()])
        yield from _runs_of(run.group())
        last = run.end()
    yield from _spaced(word[last:])


def _spaced(word: str) -> Iterator[str]:
    if len(shown := _SHORTENED.sub("", word)) > 1:
        yield shown


def _runs_of(run: str) -> Iterator[str]:
    for size in (2, 3):
        for start in range(len(run) - size + 1):
            yield run[start : start + size]
