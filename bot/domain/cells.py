"""Counts of people crossed with something they said of themselves, so that nobody can be told from them.

A cell of fewer than three people is hidden, none at all among them, and so are further cells of its row where the row's
total, which stands beside the theme, would give it away. Only columns of which a cell is shown are told at all: how
many people of a value there are, or whether they are three, would bound the hidden cells. People without a value
protect nobody, as it can be known how many they are. Shown by trying every row of up to four cells: for each hidden
cell at least two numbers fit what is published, even for who knows this rule. The idea is complementary suppression,
see Willenborg and de Waal, Elements of Statistical Disclosure Control (2001), chapter 6.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
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

    `columns` are the values of which at least one cell is shown, in the order given; `few` all others: nobody has them,
    or too few people to show. People without a value count in none.
    """

    field: str
    columns: tuple[str, ...]
    few: tuple[str, ...]
    rows: tuple[Row, ...]


def cross(
    field: str, themes: Mapping[int, Collection[MemberId]], value_of: Mapping[MemberId, str], values: Sequence[str]
) -> Crossing:
    """Return the people of each theme, by its number, crossed with their values; small cells are hidden.

    `value_of` holds everybody who wrote. A value that nobody has is a cell like others: were it none, what is hidden
    would tell who was heard.
    """
    counted = {number: _cells(people, value_of, values) for number, people in themes.items()}
    columns = tuple(value for value in values if any(cells.get(value) is not None for cells in counted.values()))
    rows = (Row(theme=number, cells=tuple(map(cells.get, columns))) for number, cells in counted.items())
    few = tuple(value for value in values if value not in columns)
    return Crossing(field=field, columns=columns, few=few, rows=tuple(rows))


def without_rows(crossing: Crossing, changed: Collection[int], left: Collection[int]) -> Crossing:
    """Return the crossing with every cell of the changed themes hidden, and no row for themes that are not left.

    People have left them since the cells were shown: the difference of both would tell of each who left.
    """
    hidden = (None,) * len(crossing.columns)
    standing = (row for row in crossing.rows if row.theme in left)
    rows = (Row(theme=row.theme, cells=hidden) if row.theme in changed else row for row in standing)
    return Crossing(field=crossing.field, columns=crossing.columns, few=crossing.few, rows=tuple(rows))


def is_true_to(row: Row, crossing: Crossing, people: Collection[MemberId], value_of: Mapping[MemberId, str]) -> bool:
    """Return whether each cell of the row that is shown is right and may be shown; more may be hidden than must be.

    `value_of` holds everybody who wrote.
    """
    allowed = _cells(people, value_of, (*crossing.columns, *crossing.few))
    return len(row.cells) == len(crossing.columns) and all(
        cell in (None, allowed.get(column)) for column, cell in zip(crossing.columns, row.cells, strict=True)
    )


def _cells(
    people: Collection[MemberId], value_of: Mapping[MemberId, str], values: Iterable[str]
) -> dict[str, int | None]:
    """The counts by value that may be shown, None for the others."""
    counts = {value: sum(value_of.get(each) == value for each in people) for value in values}
    return dict(zip(counts, shown_cells([*counts.values()]), strict=True))


def shown_cells(row: Sequence[int]) -> tuple[int | None, ...]:
    """Return the counts of a row that may be shown, None for the others."""
    hidden = hidden_cells(row)
    return tuple(None if place in hidden else count for place, count in enumerate(row))


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
