"""The files of `roundtable pair` as what the solver is told."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from itertools import chain
from pathlib import Path

from bot.cli.pairs.particulars import (
    hours_of,
    read_country,
    read_hours,
    read_languages,
    read_offset,
    read_wish,
)
from bot.cli.pairs.tables import Mistaken, Row, read_rows
from bot.domain.errors import RuleError
from bot.domain.particulars import Wish
from bot.pairing import Couple, History, Seeker, history_of
from bot.programs.regions import load_regions, shipped_regions_folder
from bot.texts.folding import fold_lightly

COLUMNS = (
    "id",
    "country",
    "languages",
    "time_zone",
    "hours",
    "sector",
    "career_stage",
    "interests",
    "offers",
    "seeks",
    "wishes",
    "waited",
)
"""Of PEOPLE.csv; every one but the first may be missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """All people of a file."""

    seekers: tuple[Seeker, ...]
    names: dict[int, str]
    """The id in the file, by the id that the solver knows."""
    ignored: tuple[str, ...]
    """Columns that mean nothing here."""


def number_of(name: str) -> int:
    """Return the number of a person, which depends on nothing but their id in the file."""
    return int.from_bytes(blake2b(name.encode(), digest_size=7).digest(), "big")


def read_people(path: Path) -> People:
    """Return the people of a file.

    Raises:
        RuleError, OSError: see `read_rows`.
        TableMistakes: with all cells that cannot be read, and `csv_id_missing`, `csv_id_twice`.
    """
    rows, ignored = read_rows(path, COLUMNS[:1], COLUMNS)
    mistaken, names, seekers = Mistaken(), dict[int, str](), list[Seeker]()
    region_of = _Regions()
    for row in rows:
        name = row.text("id")
        if not name:
            mistaken.note(RuleError("csv_id_missing", file=row.file, line=row.line))
        elif number_of(name) in names:
            mistaken.note(RuleError("csv_id_twice", file=row.file, line=row.line, id=name))
        names[number_of(name)] = name
        seekers.append(_read_seeker(row, region_of, mistaken))
    mistaken.raise_any()
    return People(seekers=tuple(seekers), names=names, ignored=tuple(ignored))


class _Regions(dict[str, str]):
    """The region of each country, looked up once."""

    def __init__(self) -> None:
        super().__init__()
        self._regions = load_regions(shipped_regions_folder())

    def __missing__(self, country: str) -> str:
        self[country] = self._regions.region_of(country) or ""
        return self[country]


def _read_seeker(row: Row, region_of: _Regions, mistaken: Mistaken) -> Seeker:
    country = read_country(row.text("country"))
    wishes = _read_wishes(row, mistaken)
    return Seeker(
        id=number_of(row.text("id")),
        country=country,
        region=region_of[country],
        sector=fold_lightly(row.text("sector")),
        career_stage=fold_lightly(row.text("career_stage")),
        languages=frozenset(chain.from_iterable(map(read_languages, row.entries("languages")))),
        waking=_read_waking(row, mistaken),
        interests=_fold_all(row.entries("interests")),
        offers=_fold_all(row.entries("offers")),
        seeks=_fold_all(row.entries("seeks")),
        wishes=frozenset(wish for wish in wishes if isinstance(wish, Wish)),
        hopes=frozenset(wish for wish in wishes if not isinstance(wish, Wish)),
        waited=_read_waited(row, mistaken),
    )


def _fold_all(entries: Iterable[str]) -> frozenset[str]:
    return frozenset(map(fold_lightly, entries))


def _read_waking(row: Row, mistaken: Mistaken) -> int:
    """Return the hours in UTC: none where neither hours nor a zone are known."""
    hours = frozenset[int]()
    for entry in row.entries("hours"):
        try:
            hours |= read_hours(entry)
        except ValueError:
            mistaken.note(RuleError("csv_hours", file=row.file, line=row.line, text=entry))
    zone = row.text("time_zone")
    try:
        return hours_of(hours, read_offset(zone)) if zone or hours else 0
    except ValueError:
        mistaken.note(RuleError("csv_zone", file=row.file, line=row.line, text=zone))
        return 0


def _read_wishes(row: Row, mistaken: Mistaken) -> list[Wish | str]:
    wishes = list[Wish | str]()
    for entry in row.entries("wishes"):
        try:
            wish = read_wish(entry)
        except ValueError:
            mistaken.note(RuleError("csv_wish", file=row.file, line=row.line, text=entry))
        else:
            wishes += [] if wish is None else [wish]
    return wishes


def _read_waited(row: Row, mistaken: Mistaken) -> int:
    text = row.text("waited")
    # Digits of any script are digits, but superscripts and fractions are not.
    if not text or text.isdecimal():
        return int(text or 0)
    mistaken.note(RuleError("csv_waited", file=row.file, line=row.line, text=text))
    return 0


def _read_couples(path: Path, columns: Sequence[str]) -> list[tuple[Couple, str]]:
    """Return the couples of a file, each with what stands in the third column, if there is one."""
    rows, _ = read_rows(path, columns, columns)
    mistaken, couples = Mistaken(), list[tuple[Couple, str]]()
    for row in rows:
        names = {row.text("a"), row.text("b")} - {""}
        third = row.text(columns[-1])
        if len(names) != 2:
            mistaken.note(RuleError("csv_not_two", file=row.file, line=row.line))
        if not third:
            mistaken.note(RuleError("csv_cell_missing", file=row.file, line=row.line, column=columns[-1]))
        couples.append((frozenset(map(number_of, names)), third))
    mistaken.raise_any()
    return couples


def read_apart(path: Path) -> frozenset[Couple]:
    """Return who is kept apart. Raises what `read_rows` raises, and TableMistakes with `csv_not_two`."""
    return frozenset(couple for couple, _ in _read_couples(path, ("a", "b")))


def read_history(path: Path) -> History:
    """Return who met whom; the round that comes last by number or name is the one just before.

    Raises what `read_rows` raises, and TableMistakes with `csv_not_two` and `csv_cell_missing`.
    """
    rounds = dict[str, list[Couple]]()
    for couple, named in _read_couples(path, ("a", "b", "round")):
        rounds.setdefault(named, []).append(couple)
    latest_first = [rounds[named] for named in sorted(rounds, key=_order_of, reverse=True)]
    met = Counter(chain.from_iterable(set(latest_first[0]))) if latest_first else Counter[int]()
    # Who stands in two couples of a round met both others in a group of three or more.
    return replace(history_of(latest_first), last_trio=frozenset(id_ for id_, times in met.items() if times > 1))


def _order_of(named: str) -> list[tuple[int, str]]:
    """Return what rounds are sorted by: numbers in names count as numbers, so that 9 comes before 10."""
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in re.split(r"(\d+)", named) if part]
