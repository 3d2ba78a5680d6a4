"""Where the people of a file come from: `--regions`, and the countries that the file names."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from bot.domain.errors import RuleError
from bot.domain.ids import MemberId
from bot.programs.regions import load_regions, shipped_regions_folder
from bot.reports.tables import TableMistake, read_letters, read_lines
from bot.texts.places import COUNTRIES, Recognised, recognise_country

COUNTRY = "country"
_PERSON, _REGION = "participant_id", "region"


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Which region is whose: by country (two letters), and by person as the file of replies calls them."""

    regions: tuple[str, ...] = ()
    """By their names, in their order."""
    of_country: Mapping[str, str] = field(default_factory=dict[str, str])
    of_person: Mapping[str, str] = field(default_factory=dict[str, str])
    bad_lines: tuple[int, ...] = ()
    """Of a table: those that name no region, or neither person nor country, or say other than an earlier line."""


def read_places(source: Path | None) -> Places:
    """Return what is written there about regions; without a source, the regions that are shipped.

    A folder holds a .toml file for each region, as config/regions does. A .toml file has one table for each region
    with `countries` and optionally `name`. Any other file is a CSV table with the columns `region` and either
    `participant_id`, beside which countries keep the shipped regions, or `country`, which stands for itself.

    Raises:
        ProgramMistakes: the folder has mistakes.
        RuleError: `regions_unreadable`, `regions_line_unreadable`, `regions_without_column`, `regions_unknown_country`,
            `regions_country_twice`.
    """
    folder = shipped_regions_folder() if source is None else source
    if folder.is_dir():
        regions = load_regions(folder).by_key.values()
        names = tuple(region.name for region in regions)
        return Places(regions=names, of_country={code: each.name for each in regions for code in each.countries})
    return _read_toml(folder) if folder.suffix.casefold() == ".toml" else _read_table(folder)


def country_of(typed: str) -> str | None:
    """Return the two letters of a country that is named by them, or by its name in any language."""
    if typed.upper() in COUNTRIES:
        return typed.upper()
    found = recognise_country(typed)
    return found.code if isinstance(found, Recognised) else None


def find_regions(
    places: Places, people: Mapping[str, MemberId], countries: Mapping[MemberId, str]
) -> tuple[dict[MemberId, str], tuple[str, ...]]:
    """Return the regions of people, as far as they are known, and what stands for a country but is none.

    `countries` are as they were typed. What is said of a person goes before their country.
    """
    codes = {typed: country_of(typed) for typed in {*countries.values()}}
    found = {member: places.of_country.get(codes[typed] or "", "") for member, typed in countries.items()}
    found |= {people[name]: region for name, region in places.of_person.items() if name in people}
    unknown = sorted(typed for typed, code in codes.items() if code is None)
    return {member: region for member, region in found.items() if region}, tuple(unknown)


def _read_toml(file: Path) -> Places:
    try:
        body = tomllib.loads(file.read_text("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as mistake:
        raise RuleError("regions_unreadable", file=file.name, reason=str(mistake)) from None
    tables = {file.stem: body} if "countries" in body else body
    of_country: dict[str, str] = {}
    names: list[str] = []
    for key, table in tables.items():
        region = cast("dict[str, Any]", table) if isinstance(table, dict) else {}
        if not isinstance(region.get("countries"), list):
            raise RuleError("regions_without_column", file=file.name)
        names.append(str(region.get("name", key)))
        codes = _codes(region["countries"], file)
        if twice := of_country.keys() & {*codes}:
            raise RuleError("regions_country_twice", file=file.name, country=min(twice))
        of_country |= dict.fromkeys(codes, names[-1])
    return Places(regions=tuple(names), of_country=of_country)


def _codes(typed: Iterable[object], file: Path) -> list[str]:
    codes = {str(each): country_of(str(each)) for each in typed}
    if unknown := [name for name, code in codes.items() if code is None]:
        raise RuleError("regions_unknown_country", file=file.name, country=unknown[0])
    return [code for code in codes.values() if code is not None]


def _read_table(file: Path) -> Places:
    try:
        lines = list(read_lines(read_letters(file.read_bytes())[0]))
    except TableMistake as mistake:
        raise RuleError("regions_line_unreadable", file=file.name, line=mistake.line) from None
    header = [name.strip().casefold().removeprefix("demo:") for name in lines[0][1]] if lines else []
    key = next((name for name in (_PERSON, COUNTRY) if name in header), None)
    if key is None or _REGION not in header:
        raise RuleError("regions_without_column", file=file.name)
    return _places_of(lines[1:], header.index(key), header.index(_REGION), by_person=key == _PERSON)


def _places_of(lines: Sequence[tuple[int, list[str]]], key: int, region: int, *, by_person: bool) -> Places:
    found: dict[str, str] = {}
    bad: list[int] = []
    for line, cells in lines:
        whose, which = (cells[place].strip() if place < len(cells) else "" for place in (key, region))
        named = whose if by_person else country_of(whose) or ""
        if not named or not which or found.get(named, which) != which:
            bad.append(line)
        else:
            found[named] = which
    own = tuple(sorted({*found.values()}))
    if not by_person:
        return Places(regions=own, of_country=found, bad_lines=tuple(bad))
    shipped = read_places(None)
    regions = shipped.regions if {*own} <= {*shipped.regions} else own
    return Places(regions=regions, of_country=shipped.of_country, of_person=found, bad_lines=tuple(bad))
