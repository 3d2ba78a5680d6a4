"""What countries and languages are called in all languages of CLDR, read from Babel's data, and in our own list."""

import pickle
import threading
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import pycountry
from babel.core import get_global
from babel.localedata import locale_identifiers, resolve_locale_filename

from bot.texts.apart import process_apart
from bot.texts.names import BY_HAND, WELL_KNOWN, NameIndex, Naming

COUNTRIES = frozenset({country.alpha_2 for country in pycountry.countries} | {"XK"})
"""ISO 3166-1, and XK: the code in general use for Kosovo, which has librarians but no ISO code."""
_NONE = frozenset({"root", "mul", "mis", "und", "zxx"})
"""CLDR's codes for several languages, for none and for unknown ones."""
_BY_ISO = 50
"""The support of an English name in ISO 3166: as of a sixth of CLDR's languages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorldNames:
    """The two indexes: of all countries, of all languages."""

    countries: NameIndex
    languages: NameIndex


_ALSO_CALLED = tomllib.loads(Path(__file__).with_name("also_called.toml").read_text("utf-8"))
_WIDELY_SPOKEN: frozenset[str] = frozenset(_ALSO_CALLED["widely_spoken"])
_SAME_LANGUAGE: Mapping[str, str] = _ALSO_CALLED["languages"]["same"]


_KEPT: list[WorldNames] = []
"""The indexes, once they were made."""
_BUILDING = threading.Lock()


def world_names() -> WorldNames:
    """The indexes, built at the first call (about a second of work) and then kept for the life of the process.

    While another thread has them built, it is waited for.
    """
    with _BUILDING:
        if not _KEPT:
            _KEPT.append(build_world_names())
    return _KEPT[0]


def build_world_names_apart() -> None:
    """The indexes are here, built by a process that has ended. May be called twice, and in a thread.

    What building leaves behind is twice as large as the indexes, and never given back: 54 MiB instead of 22, measured.
    """
    with _BUILDING:
        if not _KEPT:
            _KEPT.append(_build_apart())


def _build_apart() -> WorldNames:
    try:
        with process_apart() as pool:
            # One after the other: while one is read, which takes 0.02 s, no other thread of ours runs.
            countries, languages = pool.submit(_countries).result(), pool.submit(_languages).result()
            return WorldNames(countries=countries, languages=languages)
    except BrokenProcessPool:
        # Where no process can be started so, such as in one that reads its program from a pipe.
        return build_world_names()


def _countries() -> NameIndex:
    return world_names().countries


def _languages() -> NameIndex:
    return world_names().languages


def build_world_names() -> WorldNames:
    """Return the indexes, made anew from the data of CLDR and ISO and from our own list."""
    territories, languages = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for locale, names in _names_by_locale():
        support = WELL_KNOWN if locale in _WIDELY_SPOKEN else 1
        for code in names["territories"].keys() & COUNTRIES:
            territories[names["territories"][code], code] += support
        for code in names["languages"].keys() - _NONE:
            languages[names["languages"][code], plain_language(code)] += support
    return WorldNames(
        countries=_index("countries", [*_namings(territories), *_names_of_iso()], _country_codes()),
        languages=_index("languages", _namings(languages), _language_codes({code for _, code in languages})),
    )


def plain_language(code: str) -> str:
    """The language as partners are matched by it: "pt" of "pt_BR", "ar" of "arz" (Egyptian Arabic)."""
    language = code.replace("-", "_").split("_")[0]
    return _SAME_LANGUAGE.get(language, language)


def _names_by_locale() -> Iterator[tuple[str, dict[str, dict[str, str]]]]:
    # Babel's own loader keeps every locale it read, 130 MB for all; so its files are read here and dropped one by one.
    for identifier in locale_identifiers():
        with Path(resolve_locale_filename(identifier)).open("rb") as file:
            data = cast("dict[str, Any]", pickle.load(file))
        yield identifier, {kind: cast("dict[str, str]", data.get(kind, {})) for kind in ("territories", "languages")}


def _namings(counted: Counter[tuple[str, str]]) -> list[Naming]:
    return [Naming(name=name, code=code, support=support) for (name, code), support in counted.items()]


def _names_of_iso() -> Iterator[Naming]:
    for country in pycountry.countries:
        for kind in ("name", "official_name", "common_name"):
            if name := getattr(country, kind, None):
                yield Naming(name=name, code=country.alpha_2, support=_BY_ISO)


def _country_codes() -> dict[str, str]:
    codes = {country.alpha_3.lower(): country.alpha_2 for country in pycountry.countries}
    return codes | {code.lower(): code for code in COUNTRIES}


def _language_codes(known: set[str]) -> dict[str, str]:
    aliases: Mapping[str, str] = get_global("language_aliases")
    codes = {alias: plain_language(code) for alias, code in aliases.items() if alias.isalpha() and len(alias) <= 3}
    return {alias: code for alias, code in codes.items() if code in known} | {code: code for code in known}


def _index(kind: str, namings: list[Naming], codes: Mapping[str, str]) -> NameIndex:
    ours: dict[str, Any] = _ALSO_CALLED[kind]
    unclear = {name: tuple(meant) for name, meant in ours["unclear"].items()}
    by_hand = [
        Naming(name=name, code=code, support=BY_HAND)
        for code, names in ours.items()
        if isinstance(names, list)
        for name in cast("list[str]", names)
    ]
    return NameIndex([*namings, *by_hand], codes, unclear)
