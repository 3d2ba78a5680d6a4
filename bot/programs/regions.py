"""The regions of the world by which participants are counted and partners are chosen from elsewhere."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from bot.programs.mistakes import Mistake, Notebook, ProgramMistakes
from bot.programs.sources import read_text, read_toml
from bot.texts.places import COUNTRIES

_KEYS = ("name", "countries")
_CODES = 'letters of ISO 3166-1, such as "KE"'


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A part of the world."""

    key: str
    """The name of its file: "sub-saharan-africa"."""
    name: str
    """For people, in English."""
    countries: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Regions:
    """All regions by their keys, in the order of the keys; every country is in exactly one."""

    by_key: Mapping[str, Region]

    def region_of(self, country: str) -> str | None:
        """The key of the region of a country (two letters); none if there is no such country."""
        return next((region.key for region in self.by_key.values() if country in region.countries), None)


def shipped_regions_folder() -> Path:
    """The folder of the regions that come with the bot: inside the wheel, or at the root of the repository."""
    package = Path(__file__).parents[1]
    installed = package / "_config"
    return (installed if installed.is_dir() else package.parent / "config") / "regions"


def load_regions(folder: Path) -> Regions:
    """The regions that the .toml files of a folder describe, every country in exactly one.

    Raises:
        ProgramMistakes: with all that is wrong in any of the files, and the countries that stand twice or nowhere.
    """
    regions: dict[str, Region] = {}
    mistakes: list[Mistake] = []
    first_named: dict[str, str] = {}
    for path in sorted(folder.glob("*.toml")):
        notes = Notebook(file=f"{folder.name}/{path.name}")
        if region := _read_region(path, notes, first_named):
            regions[region.key] = region
        mistakes += notes.mistakes
    mistakes += _missing(folder, first_named)
    if mistakes:
        raise ProgramMistakes(mistakes)
    return Regions(by_key=regions)


def _read_region(path: Path, notes: Notebook, first_named: dict[str, str]) -> Region | None:
    text = read_text(path, notes)
    values = None if text is None else read_toml(text, notes)
    if text is None or values is None:
        return None
    for key in values.keys() - set(_KEYS):
        notes.note((key,), "is no key of a region", " and ".join(_KEYS))
    name, countries = values.get("name"), values.get("countries")
    if not isinstance(name, str) or not name.strip():
        notes.note(("name",), "must be a text", 'name = "Europe"')
    if not isinstance(countries, list):
        notes.note(("countries",), "must be a list of countries", _CODES)
        return None
    codes = [str(code) for code in cast("list[object]", countries)]
    _check_countries(codes, text, notes, first_named)
    return Region(key=path.stem, name=str(name), countries=frozenset(codes))


def _check_countries(codes: list[str], text: str, notes: Notebook, first_named: dict[str, str]) -> None:
    for number, code in enumerate(codes):
        place, line = ("countries", number), _last_line_with(f'"{code}"', text)
        if code not in COUNTRIES:
            notes.note(place, f'is "{code}", which is no country', _CODES, line=line)
        elif code in first_named:
            notes.note(
                place, f'is "{code}", which stands in {first_named[code]} already', "each country once", line=line
            )
        else:
            first_named[code] = notes.file


def _last_line_with(quoted: str, text: str) -> int | None:
    found = text.rfind(quoted)
    return None if found < 0 else text.count("\n", 0, found) + 1


def _missing(folder: Path, first_named: Mapping[str, str]) -> list[Mistake]:
    notes = Notebook(file=folder.name)
    if not first_named:
        notes.note((), "holds no region", "a .toml file for each region")
    elif missing := sorted(COUNTRIES - first_named.keys()):
        notes.note((), f"has no region for {', '.join(missing)}", "each country in exactly one region")
    return notes.mistakes
