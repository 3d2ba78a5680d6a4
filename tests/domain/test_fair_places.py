from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.places import PlaceRules, Queued, choose_next

COUNTRIES = st.sampled_from(["KE", "BR", "DE", "JP"])
RULES = st.builds(
    PlaceRules,
    total=st.none() | st.integers(2, 12),
    country_percent=st.none() | st.integers(1, 100),
)


@pytest.mark.parametrize(
    ("total", "percent", "places"), [(100, 20, 20), (99, 20, 19), (3, 20, 1), (100, 100, 100), (None, 20, None)]
)
def test_share_of_a_country_is_rounded_down_but_never_nobody(total, percent, places):
    assert PlaceRules(total=total, country_percent=percent).country_places() == places


def test_without_caps_there_is_always_room():
    assert PlaceRules().has_room({"KE": 10_000}, "KE")


def test_country_that_is_full_leaves_room_for_others():
    rules = PlaceRules(total=10, country_percent=20)
    assert not rules.has_room({"KE": 2}, "KE")
    assert rules.has_room({"KE": 2}, "BR")
    assert not rules.has_room({"KE": 2, "BR": 8}, "DE")


def test_first_whom_no_cap_keeps_out_is_chosen_before_who_came_earlier_from_a_full_country():
    rules = PlaceRules(total=5, country_percent=40)
    queue = [Queued(member_id=1, country="KE"), Queued(member_id=2, country="BR"), Queued(member_id=3, country="DE")]
    chosen = choose_next(rules, {"KE": 2, "JP": 2}, queue)
    assert [each.member_id for each in chosen] == [2]


@given(rules=RULES, countries=st.lists(COUNTRIES, max_size=30))
def test_no_cap_is_ever_exceeded_and_nobody_who_fits_is_left_out(rules, countries):
    queue = [Queued(member_id=place, country=country) for place, country in enumerate(countries)]
    chosen = choose_next(rules, {}, queue)
    taken = Counter(each.country for each in chosen)
    assert rules.total is None or taken.total() <= rules.total
    most = rules.country_places()
    assert most is None or all(count <= most for count in taken.values())
    assert not [each for each in queue if each not in chosen and rules.has_room(taken, each.country)]
    assert [each.member_id for each in chosen] == sorted(each.member_id for each in chosen)
