"""Counts of people crossed with something they said of themselves, so that nobody can be told from them.

A cell of fewer than three people is hidden, none at all among them, and so are further cells of its row where the row's
total, which stands beside the theme, would give it away. How many people of a column there are in all is never
published: it would bound the hidden cells. Shown by trying every row of up to four cells: for each hidden cell at least
two numbers fit what is published, even for who knows this rule. The idea is complementary suppression, see Willenborg
and de Waal, Elements of Statistical Disclosure Control (2001), chapter 6.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from bot.domain.ids import MemberId

FEWEST_IN_A_CELL = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """The distinct people of one theme, a cell for each column; None where it is hidden."""

    theme: int
    """Its number in the summary."""
    cells: tuple[int | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Crossing:
    """Distinct people of each theme by what they said of themselves in `field`, such as "region".

    `columns` are the values that at least three people have, in the order given; `few` those of fewer, nobody among
    them. People without a value count in none.
    """

    field: str
    columns: tuple[str, ...]
    few: tuple[str, ...]
    rows: tuple[Row, ...]


def cross(
    field: str, themes: Mapping[int, Collection[MemberId]], value_of: Mapping[MemberId, str], values: Sequence[str]
) -> Crossing:
    """Return the people of each theme, by its number, crossed with their values; small cells are hidden.

    `value_of` holds everybody who wrote. Who has one of `few`, or no value, is in no column; together they are one more
    cell of each row, never shown as such, which is hidden and protected like the others.
    """
    have = {value: sum(each == value for each in value_of.values()) for value in values}
    columns = tuple(value for value in values if have[value] >= FEWEST_IN_A_CELL)
    few = tuple(value for value in values if value not in columns)
    rows = tuple(Row(theme=number, cells=_cells(people, value_of, columns)) for number, people in themes.items())
    return Crossing(field=field, columns=columns, few=few, rows=rows)


def without_rows(crossing: Crossing, changed: Collection[int], left: Collection[int]) -> Crossing:
    """Return the crossing with every cell of the changed themes hidden, and no row for themes that are not left.

    People have left them since the cells were shown: the difference of both would tell of each who left.
    """
    hidden = (None,) * len(crossing.columns)
    standing = (row for row in crossing.rows if row.theme in left)
    rows = (Row(theme=row.theme, cells=hidden) if row.theme in changed else row for row in standing)
    return Crossing(field=crossing.field, columns=crossing.columns, few=crossing.few, rows=tuple(rows))


def is_true_to(row: Row, crossing: Crossing, people: Collection[MemberId], value_of: Mapping[MemberId, str]) -> bool:
    """Return whether each cell of the row that is shown is right and may be shown; more may be hidden than must be."""
    if len(row.cells) != len(crossing.columns):
        return False
    allowed = _cells(people, value_of, crossing.columns)
    return all(cell in (None, true) for cell, true in zip(row.cells, allowed, strict=True))


def _cells(
    people: Collection[MemberId], value_of: Mapping[MemberId, str], columns: Sequence[str]
) -> tuple[int | None, ...]:
    counts = [sum(value_of.get(each) == column for each in people) for column in columns]
    return shown_cells(counts, len(people) - sum(counts))


def shown_cells(counts: Sequence[int], elsewhere: int) -> tuple[int | None, ...]:
    """Return the counts of a row that may be shown, None for the others; `elsewhere` are the people in none of them.

    Those are a cell too, even if nobody is there, as soon as any count is small. If they were one only where somebody
    is, a small count beside large ones would tell that there is somebody, and so be reckoned.
    """
    small = any(count < FEWEST_IN_A_CELL for count in counts)
    hidden = hidden_cells([*counts, elsewhere] if elsewhere or small else counts)
    return tuple(None if place in hidden else count for place, count in enumerate(counts))


def hidden_cells(row: Sequence[int]) -> frozenset[int]:
    """Return the places of a row that must not be shown where its total is known."""
    hidden = {place for place, count in enumerate(row) if count < FEWEST_IN_A_CELL}
    while hidden and len(hidden) < len(row) and not _keeps_secret(row, hidden):
        # Alike cells go together: which of them was hidden would tell about the others.
        least = min(count for place, count in enumerate(row) if place not in hidden)
        hidden |= {place for place, count in enumerate(row) if count == least}
    return frozenset(hidden)


def _keeps_secret(row: Sequence[int], hidden: Collection[int]) -> bool:
    """Whether the sum of the hidden cells, which anybody can reckon, leaves each of them open."""
    counts = [row[place] for place in hidden]
    if len(counts) < 2:
        return False
    only_small = max(counts) < FEWEST_IN_A_CELL
    return not only_small or 0 < sum(counts) < (FEWEST_IN_A_CELL - 1) * len(counts)
