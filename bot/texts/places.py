"""Recognising what people typed, in any language: their country and their languages; and time zones of a country."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import cast

from bot.texts.cldr import COUNTRIES, build_world_names_apart, world_names
from bot.texts.folding import fold
from bot.texts.languages import Languages, NotALanguage, recognise_languages, write_language
from bot.texts.locales import find_locale
from bot.texts.names import LETTERS_OF_A_CODE, SUGGESTIONS, Finding, Recognised, Unclear, Unknown
from bot.texts.zones import utc_offset_minutes, zone_label, zone_named_like, zones_of

__all__ = [
    "COUNTRIES",
    "Finding",
    "Languages",
    "NotALanguage",
    "Recognised",
    "Unclear",
    "Unknown",
    "recognise_country",
    "recognise_languages",
    "recognise_zones",
    "utc_offset_minutes",
    "warm",
    "write_language",
    "zone_label",
    "zones_of",
]

_READ_AT_MOST = 100
"""Characters of what was typed; the longest name of a country has about seventy."""
_FLAG = re.compile("[\U0001f1e6-\U0001f1ff]{2}")
_ARTICLE = re.compile(r"^(?:the|la|le|les|el|los|las|il|die|der|das|o|a|os|as)\s+|^l['’]", re.IGNORECASE)
_WORDS_IN_A_NAME = 5


def warm() -> None:
    """The names of all countries and languages are in memory. Takes two seconds: call it in a thread at start."""
    build_world_names_apart()


def recognise_country(text: str, locale: str | None = None) -> Finding:
    """The country somebody typed: its name in any language, ISO code, short form or flag.

    A typo is never taken for a country: what is nearly a name is `Unclear`, for the person to choose. `locale` (theirs,
    as Discord names it) decides where a name means different countries in different languages.
    """
    typed = text[:_READ_AT_MOST].strip()
    flags = [code for flag in _FLAG.findall(typed) if (code := _letters_of_flag(flag)) in COUNTRIES]
    if flags and not fold(_FLAG.sub("", typed)):
        return Recognised(flags[0]) if len(flags) == 1 else Unclear(tuple(dict.fromkeys(flags))[:SUGGESTIONS])
    typed = _FLAG.sub("", typed)
    for attempt in (typed, _ARTICLE.sub("", typed)):
        exact = _find_exactly(attempt, locale)
        if not isinstance(exact, Unknown) or world_names().countries.is_settled(attempt):
            return exact
    near = _countries_within(typed) or world_names().countries.find_nearly(typed)
    return Unclear(near) if near else Unknown()


def _letters_of_flag(flag: str) -> str:
    return "".join(chr(ord(char) - 0x1F1E6 + ord("A")) for char in flag)


def _find_exactly(typed: str, locale: str | None) -> Finding:
    countries = world_names().countries
    found = countries.find(typed)
    theirs = _names_in(find_locale(locale).language).get(fold(typed), ()) if locale else ()
    if not theirs or countries.is_settled(typed):
        return found
    meant = tuple(dict.fromkeys([*theirs, found.code] if isinstance(found, Recognised) else theirs))
    return Recognised(meant[0]) if len(meant) == 1 else Unclear(meant[:SUGGESTIONS])


@lru_cache(maxsize=64)
def _names_in(language: str) -> dict[str, tuple[str, ...]]:
    names: dict[str, tuple[str, ...]] = {}
    for code, name in cast("Mapping[str, str]", find_locale(language).territories).items():
        if code in COUNTRIES:
            names[fold(name)] = (*names.get(fold(name), ()), code)
    return names


def _countries_within(typed: str) -> tuple[str, ...]:
    """Countries that stand in a longer text, such as "Nairobi, Kenya" or "I am from Kenya"."""
    between_marks = [part for part in re.split(r"[,;:/()\n]+", typed) if part != typed]
    words = re.findall(r"\w[\w'’.-]*", typed)
    runs = [
        " ".join(words[start : start + length])
        for length in range(min(_WORDS_IN_A_NAME, len(words) - 1), 0, -1)
        for start in range(len(words) - length + 1)
    ]
    long_runs = [run for run in runs if len(fold(run)) > LETTERS_OF_A_CODE]
    found = [world_names().countries.find(part) for part in [*between_marks, *long_runs]]
    return tuple(dict.fromkeys(finding.code for finding in found if isinstance(finding, Recognised)))[:SUGGESTIONS]


def recognise_zones(text: str, locale: str | None = None) -> tuple[str, ...]:
    """The zones somebody may mean: one for an IANA name or its city, all of a country; none where it is neither."""
    typed = text[:_READ_AT_MOST].strip()
    if zone := zone_named_like(typed):
        return (zone,)
    found = recognise_country(typed, locale) if typed else Unknown()
    return zones_of(found.code) if isinstance(found, Recognised) else ()
