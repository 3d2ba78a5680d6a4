"""A pairing as a table for spreadsheets, and what an organiser wrote into it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.domain.ids import MemberId
from bot.domain.ruling import RulingKind
from bot.reports.tables import TableMistake, read_letters, read_lines, write_table

COLUMNS = ("ruling", "members", "names", "quality", "reasons")
MARK = "m"
"""Stands before each id: a spreadsheet would round a number of eighteen digits."""
MOST_MEMBERS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRow:
    """One group as the organiser gets it; alone, somebody who waits."""

    ruling: RulingKind | None
    members: tuple[MemberId, ...]
    names: tuple[str, ...]
    quality: int | None
    reasons: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRuling:
    """One line of a table that came back."""

    line: int
    kind: RulingKind
    members: tuple[MemberId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetMistake:
    """A line that cannot be read, and why: the key of a text."""

    line: int
    why: str


def write_pairing_sheet(rows: Iterable[SheetRow]) -> str:
    """Return a CSV table with a header, a row for each group and for each person who waits."""
    return write_table(COLUMNS, (_cells_of(row) for row in rows))


def _cells_of(row: SheetRow) -> tuple[str | int, ...]:
    members = " ".join(f"{MARK}{member}" for member in row.members)
    quality = "" if row.quality is None else row.quality
    return (row.ruling or "", members, "; ".join(row.names), quality, row.reasons)


def read_pairing_sheet(content: bytes) -> tuple[tuple[SheetRuling, ...], tuple[SheetMistake, ...]]:
    """Return what is ruled in a table as `write_pairing_sheet` makes it, and the lines that cannot be read.

    Only the columns `ruling` and `members` count, in any place; a line without a ruling says nothing. It may be saved
    as spreadsheets of any country do. A table that is no text, or lacks a column, is one mistake in line 1.
    """
    try:
        text, _ = read_letters(content)
        lines = [(number, [cell.strip() for cell in cells]) for number, cells in read_lines(text)]
    except TableMistake:
        return (), (SheetMistake(line=1, why="no_table"),)
    header = [cell.casefold() for cell in lines[0][1]] if lines else []
    if not {"ruling", "members"} <= set(header):
        return (), (SheetMistake(line=1, why="no_columns"),)
    places = header.index("ruling"), header.index("members")
    read = [_read_line(number, [*cells, *[""] * len(header)], places) for number, cells in lines[1:]]
    return (
        tuple(found for found in read if isinstance(found, SheetRuling)),
        tuple(found for found in read if isinstance(found, SheetMistake)),
    )


def _read_line(line: int, cells: Sequence[str], places: tuple[int, int]) -> SheetRuling | SheetMistake | None:
    said, named = (cells[place] for place in places)
    if not said:
        return None
    if said.casefold() not in tuple(RulingKind):
        return SheetMistake(line=line, why="unknown_ruling")
    kind = RulingKind(said.casefold())
    numbers = [word.removeprefix(MARK) for word in named.replace(";", " ").split()]
    if not all(number.isascii() and number.isdecimal() and len(number) <= 20 for number in numbers):
        return SheetMistake(line=line, why="no_members")
    members = tuple(MemberId(int(number)) for number in dict.fromkeys(numbers))
    fits = len(members) == 1 if kind is RulingKind.OUT else 2 <= len(members) <= MOST_MEMBERS
    return SheetRuling(line=line, kind=kind, members=members) if fits else SheetMistake(line=line, why="no_members")
