"""Nobody can be told from counts of people by theme and by what they said of themselves."""

from collections import defaultdict
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.cells import Row, cross, shown_cells

VALUES = ("north", "south", "east")


@pytest.mark.parametrize("cells", [1, 2, 3, 4])
@pytest.mark.parametrize("total", range(3, 13))
def test_hidden_cell_stays_open_to_who_knows_total_and_rule(cells, total):
    alike = defaultdict(list)
    for row in product(range(total + 1), repeat=cells):
        if sum(row) == total:
            alike[shown_cells(row)].append(row)
    for shown, rows in alike.items():
        for place, count in enumerate(shown):
            assert count is not None or len({row[place] for row in rows}) > 1


@given(st.lists(st.integers(0, 40), max_size=8))
def test_shown_cells_are_never_small(row):
    assert all(count is None or count >= 3 for count in shown_cells(row))


@given(st.lists(st.integers(3, 40), max_size=8))
def test_row_without_small_cells_is_shown_whole(row):
    assert list(shown_cells(row)) == row


def test_crossing_counts_distinct_people_and_names_what_it_cannot_show():
    value_of = dict(zip(range(14), ["north"] * 5 + ["south"] * 5 + ["east"] * 4, strict=True))
    crossing = cross("region", {1: range(10), 4: [0, 1, 2, 5, 6, 7, 10, 11, 99]}, value_of, VALUES)
    assert (crossing.columns, crossing.few) == ((), VALUES)
    crossing = cross("region", {1: range(13), 4: [0, 1, 2, 5, 6, 7, 10, 11, 12, 99]}, value_of, VALUES)
    assert (crossing.columns, crossing.few) == (("north", "south", "east"), ())
    assert crossing.rows == (Row(theme=1, cells=(5, 5, 3)), Row(theme=4, cells=(3, 3, 3)))


def test_value_that_nobody_has_is_hidden_like_others_and_people_without_one_protect_nobody():
    value_of = dict(zip(range(9), ["north"] * 5 + ["south"] * 4, strict=True))
    assert cross("region", {1: range(12)}, value_of, VALUES).rows == (Row(theme=1, cells=(5,)),)
    assert cross("region", {1: range(12)}, value_of, VALUES[:2]).rows == (Row(theme=1, cells=(5, 4)),)
    assert cross("region", {1: [0, 1, 2, 3, 8, 10, 11, 12]}, value_of, VALUES[:2]).rows == (Row(theme=1, cells=()),)


def test_column_is_told_only_where_a_cell_of_it_is_shown():
    value_of = dict(zip(range(12), ["north"] * 4 + ["south"] * 4 + ["east"] * 4, strict=True))
    crossing = cross("region", {1: [0, 1, 2, 4, 8, 9], 2: [0, 1, 2, 3, 4, 8]}, value_of, VALUES)
    assert (crossing.columns, crossing.few) == (("north",), ("south", "east"))
    assert crossing.rows == (Row(theme=1, cells=(3,)), Row(theme=2, cells=(4,)))
