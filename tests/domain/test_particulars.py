import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.particulars import Aspect, Wish, hours_in_utc, replace_wish, wish_about

HOURS = st.sets(st.integers(0, 23)).map(lambda hours: tuple(sorted(hours)))
OFFSETS = st.integers(-12 * 60, 14 * 60)


def test_every_wish_has_an_aspect_and_every_aspect_two_wishes():
    assert {(wish.aspect, wish.is_same) for wish in Wish} == {(aspect, same) for aspect in Aspect for same in (1, 0)}


@given(st.lists(st.tuples(st.sampled_from(Aspect), st.sampled_from([*Wish, None]))))
def test_wishes_replaced_have_at_most_one_of_each_aspect_in_order(changes):
    wishes = ()
    for aspect, wish in changes:
        if wish is None or wish.aspect is aspect:
            wishes = replace_wish(wishes, aspect, wish)
            assert wish_about(wishes, aspect) is wish
    assert len({wish.aspect for wish in wishes}) == len(wishes)
    assert wishes == tuple(wish for wish in Wish if wish in wishes)


@pytest.mark.parametrize(
    ("hours", "offset", "in_utc"),
    [
        ((8, 9), 0, {8, 9}),
        ((8, 9), 180, {5, 6}),
        ((0, 1), 60, {23, 0}),
        ((18, 19), -300, {23, 0}),
        # Half of 05:00 to 06:00 in UTC is 11:00 to 11:30 in India, which suits nobody here.
        ((9, 10), 330, {4}),
        ((), 60, set()),
    ],
)
def test_hours_in_utc_of_a_zone(hours, offset, in_utc):
    assert {hour for hour in range(24) if hours_in_utc(hours, offset) >> hour & 1} == in_utc


@given(HOURS, st.integers(-12, 14))
def test_hours_in_utc_of_whole_offsets_are_those_hours_moved(hours, offset):
    assert hours_in_utc(hours, offset * 60) == sum(1 << (hour - offset) % 24 for hour in hours)


@given(HOURS, OFFSETS)
def test_hours_in_utc_are_never_more_than_were_said(hours, offset):
    assert hours_in_utc(hours, offset).bit_count() <= len(hours)
