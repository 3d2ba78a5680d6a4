from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.program import Difference
from bot.pairing import History, Rules, Seeker
from bot.pairing.forecast import add_round
from bot.pairing.solving import draw, draw_around, judge, look_ahead

ANOTHER_COUNTRY = Rules(must_differ=frozenset({Difference.COUNTRY}))


def people(countries):
    return [Seeker(id=place + 1, country=country) for place, country in enumerate(countries)]


@st.composite
def towns(draw_from):
    """People of a few countries, and couples among them to be pinned of whom nobody is in two."""
    seekers = people(draw_from(st.lists(st.sampled_from("ABCD"), min_size=2, max_size=12)))
    ids = draw_from(st.permutations([seeker.id for seeker in seekers]))
    pinned = [frozenset(ids[place : place + 2]) for place in range(0, len(ids) - 1, 2)]
    return seekers, pinned[: draw_from(st.integers(0, len(pinned)))]


@given(towns(), st.integers(0, 99))
def test_pinned_couples_stand_where_the_rules_allow_and_everybody_has_one_place(town, seed):
    seekers, pinned = town
    found = draw_around(seekers, ANOTHER_COUNTRY, History(), frozenset(), seed, pinned)
    groups = [frozenset(group.members) for group in found.groups]
    country = {seeker.id: seeker.country for seeker in seekers}
    legal = [couple for couple in pinned if len({country[id_] for id_ in couple}) == 2]
    assert all(couple in groups for couple in legal)
    assert all(country[one] != country[other] for group in groups for one, other in combinations(group, 2))
    placed = [id_ for group in groups for id_ in group] + [waiting.id for waiting in found.waiting]
    assert sorted(placed) == sorted(country)


@given(towns(), st.integers(0, 99))
def test_without_pins_it_is_the_pairing_of_draw(town, seed):
    seekers, _ = town
    assert draw_around(seekers, ANOTHER_COUNTRY, History(), frozenset(), seed) == draw(
        seekers, ANOTHER_COUNTRY, History(), frozenset(), seed
    )


def test_pinned_group_of_whom_somebody_is_gone_is_not_kept():
    found = draw_around(people("ABCD"), ANOTHER_COUNTRY, History(), frozenset(), 1, [{1, 9}])
    assert sum(len(group.members) for group in found.groups) == 4


def test_nobody_can_be_pinned_twice():
    with pytest.raises(ValueError, match="twice"):
        draw_around(people("ABC"), ANOTHER_COUNTRY, History(), frozenset(), 1, [{1, 2}, {2, 3}])


def test_kept_apart_comes_before_a_pin():
    apart = frozenset({frozenset({1, 2})})
    found = draw_around(people("ABCD"), ANOTHER_COUNTRY, History(), apart, 1, [{1, 2}])
    assert frozenset({1, 2}) not in [frozenset(group.members) for group in found.groups]


@pytest.mark.parametrize(
    ("countries", "legal"), [("A", False), ("AB", True), ("AA", False), ("ABC", True), ("ABA", False)]
)
def test_group_is_judged_by_all_its_couples(countries, legal):
    assert judge(people(countries), ANOTHER_COUNTRY, frozenset()).legal is legal


def test_four_people_have_new_partners_three_times_and_then_all_meet_again():
    seekers = people("ABCD")
    first = draw(seekers, ANOTHER_COUNTRY, History(), frozenset(), 1)
    ahead = look_ahead(seekers, ANOTHER_COUNTRY, History(), frozenset(), 1, first.groups, 4)
    assert [len(each.again) for each in ahead] == [0, 0, 4, 4]
    assert all(each.waiting == () for each in ahead)


def test_history_is_one_round_older_after_a_round():
    first = draw(people("ABC"), ANOTHER_COUNTRY, History(), frozenset(), 1)
    known = add_round(add_round(History(), first.groups), ())
    assert known.met == {frozenset(couple): (2,) for couple in [(1, 2), (1, 3), (2, 3)]}
    assert known.last_trio == frozenset()
    assert add_round(known, first.groups).met[frozenset({1, 2})] == (1, 3)
    assert add_round(known, first.groups).last_trio == {1, 2, 3}
