"""Nobody can be told from counts of people by theme and by what they said of themselves."""

from collections import defaultdict
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.cells import Row, cross, hidden_cells, shown_cells

VALUES = ("north", "south", "east")


def published(row):
    hidden = hidden_cells(row)
    return tuple(None if place in hidden else count for place, count in enumerate(row))


@pytest.mark.parametrize("cells", [1, 2, 3, 4])
@pytest.mark.parametrize("total", range(3, 13))
def test_hidden_cell_stays_open_to_who_knows_total_and_rule(cells, total):
    alike = defaultdict(list)
    for row in product(range(total + 1), repeat=cells):
        if sum(row) == total:
            alike[published(row)].append(row)
    for shown, rows in alike.items():
        for place, count in enumerate(shown):
            assert count is not None or len({row[place] for row in rows}) > 1


@pytest.mark.parametrize("cells", [1, 2, 3])
@pytest.mark.parametrize("total", range(3, 13))
def test_hidden_cell_stays_open_where_some_people_are_in_none(cells, total):
    alike = defaultdict(list)
    for row in product(range(total + 1), repeat=cells):
        if sum(row) <= total:
            alike[shown_cells(row, total - sum(row))].append(row)
    for shown, rows in alike.items():
        for place, count in enumerate(shown):
            assert count is not None or len({row[place] for row in rows}) > 1


@given(st.lists(st.integers(0, 40), max_size=8))
def test_shown_cells_are_never_small(row):
    assert all(count is None or count >= 3 for count in published(row))


@given(st.lists(st.integers(3, 40), max_size=8))
def test_row_without_small_cells_is_shown_whole(row):
    assert list(published(row)) == row


def test_crossing_counts_distinct_people_and_names_who_was_not_heard():
    value_of = dict(zip(range(12), ["north"] * 5 + ["south"] * 5 + ["east"] * 2, strict=True))
    crossing = cross("region", {1: range(10), 4: [0, 1, 2, 5, 6, 7, 10, 11, 99]}, value_of, VALUES)
    assert crossing.columns == ("north", "south")
    assert crossing.few == ("east",)
    assert crossing.rows == (Row(theme=1, cells=(5, 5)), Row(theme=4, cells=(3, 3)))
