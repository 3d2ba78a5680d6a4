import random
from dataclasses import replace
from itertools import combinations
from typing import Any

import networkx as nx
import pytest
from hypothesis import given, note, settings
from hypothesis import strategies as st

from bot.domain.program import Difference
from bot.pairing import Couple, History, Rules, Seeker, Weights, history_of
from bot.pairing.ladder import LONGEST_WAIT, Ladder
from bot.pairing.many import form_many
from bot.pairing.market import Market
from bot.pairing.matching import Matcher
from bot.pairing.quality import find_largest_quality
from bot.pairing.scale import LONGEST_AGO, MOST_MEETINGS, Meetings, make_scale
from bot.pairing.table import Table
from bot.pairing.trios import Groups, form_groups

STRICT = Rules(must_differ=frozenset({Difference.COUNTRY}), shared_language=True, min_shared_hours=2, repeat_gap=3)
SEARCHED = 0
"""With no trio tried one by one, groups come from joining, opening and exchanging as in large communities."""


def climb(seekers: list[Seeker], rules: Rules, history: History, kept_apart: frozenset[Couple], seed: int) -> Ladder:
    return Ladder(Table(seekers, rules, kept_apart), history, seed)


def all_but(size: int, couples: set[tuple[int, int]]) -> frozenset[Couple]:
    return frozenset(frozenset(couple) for couple in combinations(range(size), 2) if couple not in couples)


def form(size: int, couples: set[tuple[int, int]], waited: dict[int, int] | None = None) -> Groups:
    seekers = [Seeker(id=number, waited=(waited or {}).get(number, 0)) for number in range(size)]
    return form_groups(climb(seekers, Rules(), History(), all_but(size, couples), 1), SEARCHED)


@pytest.mark.parametrize(("size", "seed"), [(60, 1), (61, 2), (100, 4)])
def test_pairs_weigh_as_much_as_those_of_networkx(size: int, seed: int, reference: Any) -> None:
    seekers = reference.make_community(size, seed)
    chance = random.Random(seed)
    ids = [seeker.id for seeker in seekers]
    history = history_of([[chance.sample(ids, 2) for _ in range(size)] for _ in range(10)])
    ladder = climb(seekers, STRICT, history, frozenset(frozenset(chance.sample(ids, 2)) for _ in range(size)), seed)
    graph = nx.Graph()
    for one, other in combinations(range(size), 2):
        if ladder.table.allows(one, other):
            graph.add_edge(one, other, weight=ladder.weigh((one, other)))
    expected = sum(ladder.weigh(sorted(pair)) for pair in nx.max_weight_matching(graph))
    assert sum(map(ladder.weigh, Matcher(ladder).match().pairs)) == expected


@given(size=st.integers(3, 9), seed=st.integers(0, 10**6), share=st.sampled_from([0.15, 0.3, 0.45, 0.6]))
def test_groups_of_a_large_community_cover_as_many_as_any_with_as_few_trios(
    size: int, seed: int, share: float, reference: Any
) -> None:
    note(f"seed {seed}")
    chance = random.Random(seed)
    couples = {couple for couple in combinations(range(size), 2) if chance.random() < share}
    seekers = [Seeker(id=number, waited=chance.randint(0, 2)) for number in range(size)]
    kept_apart = all_but(size, couples)
    groups = form_groups(climb(seekers, Rules(), History(), kept_apart, seed), SEARCHED)
    found = reference.reckon_tiers(
        [[seekers[place] for place in group] for group in groups.groups],
        [seekers[place] for place in groups.left],
        Rules(),
        History(),
    )
    everything = reference.all_groupings(seekers, Rules(), kept_apart)
    assert found[:3] == max(reference.reckon_tiers(*grouping, Rules(), History())[:3] for grouping in everything)


@settings(max_examples=15)
@given(size=st.integers(12, 24).map(lambda half: 2 * half + 1), seed=st.integers(0, 10**6))
def test_groups_of_a_large_community_come_near_the_best(size: int, seed: int, reference: Any) -> None:
    ladder = climb(reference.make_community(size, seed), Rules(repeat_gap=3), History(), frozenset(), seed)
    best, near = (sum(map(ladder.weigh, form_groups(ladder, tried).groups)) for tried in (size, SEARCHED))
    floor = sum(map(ladder.cover, range(size)))
    assert 0.95 * (best - floor) <= near - floor <= best - floor


def gather_lonely(size: int, lonely: int, seed: int, reference: Any) -> Ladder:
    """A community some of whom fit only each other and half as many friends, and have met all of these."""
    seekers = [replace(seeker, waited=0) for seeker in reference.make_community(size, seed)]
    own = frozenset({"xx"})
    alone = [replace(seeker, languages=own) for seeker in seekers[:lonely]]
    known = [replace(seeker, languages=seeker.languages | own) for seeker in seekers[lonely : lonely * 3 // 2]]
    met = [(one.id, other.id) for one in alone for other in (*alone, *known) if one is not other]
    chance = random.Random(seed)
    past = [[couple for couple in met if chance.random() < 0.5], met]
    return climb([*alone, *known, *seekers[lonely * 3 // 2 :]], STRICT, history_of(past), frozenset(), seed)


def weigh_each_trio(ladder: Ladder) -> list[int]:
    """The weight of the best groups with each legal trio, by an exact matching beside it."""
    matcher = Matcher(ladder)
    return [
        ladder.weigh(trio) + sum(map(ladder.weigh, matcher.match(trio).pairs))
        for trio in combinations(range(ladder.size), 3)
        if ladder.allows(trio)
    ]


def divide_weight(ladder: Ladder, weight: int) -> tuple[int, int]:
    """What a weight tells of the tiers above quality, and the quality."""
    above, rest = divmod(weight, ladder.scale.quality * (ladder.table.largest_quality * (ladder.size + 1) + 1))
    return above, rest // ladder.scale.quality


@pytest.mark.parametrize(("lonely", "seed"), [(6, 1), (7, 2), (8, 3)])
def test_pairs_and_a_trio_are_the_best_of_all_where_some_have_to_meet_again(
    lonely: int, seed: int, reference: Any
) -> None:
    ladder = gather_lonely(23, lonely, seed, reference)
    market = Market(ladder)
    groups = form_many(market)
    assert market.meets_again(groups)
    assert groups.exact
    assert sum(map(ladder.weigh, groups.groups)) == max(weigh_each_trio(ladder))
    assert market.bound_quality(groups) == market.quality(groups)


@settings(max_examples=5)
@given(lonely=st.integers(2, 8), seed=st.integers(0, 10**6))
def test_no_groups_with_a_trio_that_are_as_good_above_quality_have_more_than_is_said(
    lonely: int, seed: int, reference: Any
) -> None:
    ladder = gather_lonely(17, lonely, seed, reference)
    market = Market(ladder)
    groups = form_many(market)
    found = sum(map(ladder.weigh, groups.groups))
    above, quality = divide_weight(ladder, found)
    weights = weigh_each_trio(ladder) if len(groups.trios) == 1 else []
    rivals = [divide_weight(ladder, weight) for weight in weights]
    assert all(points <= market.bound_quality(groups) for tiers, points in rivals if tiers == above)
    assert quality == market.quality(groups)
    assert found == max(weights, default=found) or not groups.exact


def test_a_trio_is_opened_where_no_pair_of_the_best_can_take_the_one_left() -> None:
    # A ring of five whose triangle 0-1-2 can be opened only by leaving 0, 1 or 2 over, and a tail that makes 4 wait.
    couples = {(0, 1), (0, 2), (1, 2), (2, 3), (3, 4), (4, 5), (5, 6), (3, 6)}
    assert form(7, couples).left == ()


def test_two_who_fit_nobody_wait_and_two_rings_of_three_become_trios() -> None:
    groups = form(8, {(0, 1), (0, 2), (1, 2), (3, 4), (3, 5), (4, 5)})
    assert set(groups.groups) == {(0, 1, 2), (3, 4, 5)}
    assert groups.left == (6, 7)


def test_a_ring_of_five_without_a_triangle_leaves_who_waited_least() -> None:
    groups = form(5, {(0, 1), (1, 2), (2, 3), (3, 4), (0, 4)}, waited={0: 1, 1: 1, 2: 1, 4: 1})
    assert groups.left == (3,)


def test_ladder_refuses_points_that_cannot_be_reckoned_exactly() -> None:
    with pytest.raises(ValueError, match="too many points"):
        climb([Seeker(id=1), Seeker(id=2)], Rules(weights=Weights(interest=10**17)), History(), frozenset(), 1)


def test_scale_refuses_tiers_that_its_integers_cannot_hold() -> None:
    most = Meetings(within_gap=1, seen=1, often=MOST_MEETINGS, lately=LONGEST_AGO + 1)
    with pytest.raises(ValueError, match="too many people"):
        make_scale(most, 1 << 20, 10**6, LONGEST_WAIT + 1)


def test_weights_fit_for_ten_thousand_people_who_met_often() -> None:
    most = Meetings(within_gap=1, seen=1, often=MOST_MEETINGS, lately=LONGEST_AGO + 1)
    assert make_scale(most, find_largest_quality(Weights()), 10_001, LONGEST_WAIT + 1).lot_bits >= 1
