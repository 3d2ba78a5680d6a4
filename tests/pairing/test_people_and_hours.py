import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.pairing import history_of, waking_hours


def bits(*hours: int) -> int:
    return sum(1 << hour for hour in hours)


@pytest.mark.parametrize(
    ("offset", "first", "last", "expected"),
    [
        (0, 8, 22, bits(*range(8, 22))),
        (120, 8, 10, bits(6, 7)),
        (-600, 8, 22, bits(*range(18, 24), *range(8))),
        (765, 8, 10, bits(20)),
        (330, 8, 11, bits(3, 4)),
        (0, 0, 24, (1 << 24) - 1),
        (0, 9, 9, 0),
    ],
)
def test_waking_hours_lie_wholly_within_the_local_day(offset: int, first: int, last: int, expected: int) -> None:
    assert waking_hours(offset, first, last) == expected


@given(offset=st.integers(-12, 14))
def test_waking_hours_are_as_many_in_every_zone_of_whole_hours(offset: int) -> None:
    assert waking_hours(offset * 60).bit_count() == 14


def test_history_counts_every_meeting_and_only_the_last_trio() -> None:
    history = history_of([[(1, 2), (3, 4, 5)], [(2, 1), (6, 7, 8)]])
    assert history.met[frozenset((1, 2))] == (1, 2)
    assert history.met[frozenset((4, 5))] == (1,)
    assert history.met[frozenset((6, 8))] == (2,)
    assert history.last_trio == {3, 4, 5}
