"""Each promise of a pairing, on random communities with random history, keep-aparts and pins."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

import networkx as nx
import pytest
from hypothesis import given, note, settings
from hypothesis import strategies as st

from bot.domain.particulars import Wish
from bot.domain.program import Difference
from bot.pairing import Couple, History, Pairing, Rules, Seeker, history_of
from bot.pairing.drawing import describe
from bot.pairing.explaining import explain
from bot.pairing.ladder import Ladder
from bot.pairing.many import form_many
from bot.pairing.market import Market
from bot.pairing.matching import Matcher
from bot.pairing.solving import Solution, draw_around, solve
from bot.pairing.table import Table
from bot.pairing.trios import couples_of


@dataclass(frozen=True)
class Town:
    """A random community. Hypothesis shrinks the numbers that it is made of."""

    seekers: tuple[Seeker, ...]
    rules: Rules
    history: History
    kept_apart: frozenset[Couple]
    seed: int

    def solve(self, seekers: Sequence[Seeker] | None = None) -> Solution:
        return solve(self.seekers if seekers is None else seekers, self.rules, self.history, self.kept_apart, self.seed)

    def ladder(self) -> Ladder:
        return Ladder(Table(self.seekers, self.rules, self.kept_apart), self.history, self.seed)


def enrich(seeker: Seeker, chance: random.Random) -> Seeker:
    """The same person with all that a profile may hold."""
    some = "abcdefgh"
    return replace(
        seeker,
        sector=chance.choice(["", "public", "school"]),
        career_stage=chance.choice(["", "early", "late"]),
        offers=frozenset(chance.sample(some, chance.randint(0, 3))),
        seeks=frozenset(chance.sample(some, chance.randint(0, 3))),
        wishes=frozenset(chance.sample(list(Wish), chance.randint(0, 3))),
        hopes=frozenset(chance.sample(some, chance.randint(0, 2))),
    )


def make_town(size: int, seed: int, rules: Rules, rounds: int, apart: float, reference: Any) -> Town:
    chance = random.Random(seed)
    seekers = [enrich(seeker, chance) for seeker in reference.make_community(size, seed, countries=8)]
    ids = [seeker.id for seeker in seekers]
    past: list[list[list[int]]] = []
    for _ in range(rounds):
        chance.shuffle(ids)
        past.append([ids[start : start + 2] for start in range(0, size - 1, 2)])
    kept = frozenset(frozenset(couple) for couple in combinations(sorted(ids), 2) if chance.random() < apart)
    return Town(seekers=tuple(seekers), rules=rules, history=history_of(past), kept_apart=kept, seed=seed)


@st.composite
def towns(draw_: st.DrawFn, largest: int, sizes: tuple[int, ...] = (2,)) -> tuple[Any, ...]:
    rules = Rules(
        must_differ=draw_(st.frozensets(st.sampled_from(Difference))),
        shared_language=draw_(st.booleans()),
        min_shared_hours=draw_(st.integers(0, 3)),
        repeat_gap=draw_(st.integers(0, 4)),
        group_size=draw_(st.sampled_from(sizes)),
    )
    seed = draw_(st.integers(0, 10**6))
    note(f"seed {seed}")
    return (
        draw_(st.integers(0, largest)),
        seed,
        rules,
        draw_(st.integers(0, 8)),
        draw_(st.sampled_from([0, 0, 0.1, 0.4])),
    )


def members_of(pairing: Pairing) -> list[tuple[int, ...]]:
    return [group.members for group in pairing.groups]


def legal_graph(town: Town, reference: Any) -> Any:
    graph = nx.Graph()
    graph.add_nodes_from(seeker.id for seeker in town.seekers)
    graph.add_edges_from(
        (one.id, other.id)
        for one, other in combinations(town.seekers, 2)
        if reference.is_legal(one, other, town.rules, town.kept_apart)
    )
    return graph


@settings(max_examples=200)
@given(case=towns(largest=24))
def test_weight_is_that_of_networkx_over_all_legal_couples(case: Any, reference: Any) -> None:
    town = make_town(*case, reference)
    found = town.solve()
    if all(len(members) == 2 for members in members_of(found.pairing)):
        graph = nx.Graph()
        graph.add_weighted_edges_from((each.one, each.other, each.weight) for each in explain(found, town.history))
        assert found.weight == sum(graph.edges[pair]["weight"] for pair in nx.max_weight_matching(graph))
        assert found.quality == found.quality_bound


@pytest.mark.parametrize(("size", "seed"), [(80, 1), (100, 2), (120, 3), (120, 5)])
def test_weight_of_many_people_is_that_of_networkx(size: int, seed: int, reference: Any) -> None:
    rules = Rules(must_differ=frozenset({Difference.COUNTRY}), shared_language=True, min_shared_hours=2)
    town = make_town(size, seed, rules, 4, 0.1, reference)
    groups = form_many(Market(town.ladder()))
    ladder = town.ladder()
    ones, others = ladder.table.legal_couples()
    graph = nx.Graph()
    weights = ladder.weigh_couples(ones, others, ladder.scale)
    graph.add_weighted_edges_from(zip(ones.tolist(), others.tolist(), weights, strict=True))
    assert groups.exact
    assert sum(map(ladder.weigh, groups.groups)) == sum(
        graph.edges[pair]["weight"] for pair in nx.max_weight_matching(graph)
    )


@given(case=towns(largest=60))
def test_what_prices_prove_is_what_looking_at_all_couples_finds(case: Any, reference: Any) -> None:
    size, *rest = case
    ladder = make_town(size + size % 2, *rest, reference).ladder()
    market = Market(ladder)
    groups = form_many(market)
    best = Matcher(ladder).match()
    if groups.exact:
        assert sorted(groups.groups) == sorted(best.pairs)
    assert len(groups.left) <= len(best.left)
    ones, others = couples_of(groups)
    assert ladder.table.score(ones, others).sum() <= market.bound_quality(groups)


@settings(max_examples=30)
@given(case=towns(largest=21))
def test_bound_of_the_prices_holds_for_the_best_trio_too(case: Any, reference: Any) -> None:
    size, seed, _, rounds, _ = case
    ladder = make_town(2 * size + 5, seed, Rules(repeat_gap=2), rounds, 0, reference).ladder()
    market = Market(ladder)
    groups = form_many(market)
    (trio,) = groups.trios
    best = max(
        sum(map(ladder.weigh, Matcher(ladder).match(other).pairs)) + ladder.weigh(other)
        for other in [trio, *market.surplus.ranked()[:3]]
    )
    assert sum(map(ladder.weigh, groups.groups)) >= best or not groups.exact
    assert market.value(groups) <= market.total + market.surplus.bound


@given(case=towns(largest=40, sizes=(2, 3, 4, 5, 6, 7, 8)))
def test_no_group_of_any_size_breaks_a_hard_rule_and_nobody_is_forgotten(case: Any, reference: Any) -> None:
    town = make_town(*case, reference)
    pairing = town.solve().pairing
    by_id = {seeker.id: seeker for seeker in town.seekers}
    for members in members_of(pairing):
        assert 2 <= len(members) <= max(3, 2 * town.rules.group_size - 1)
        for one, other in combinations(members, 2):
            assert reference.is_legal(by_id[one], by_id[other], town.rules, town.kept_apart)
    placed = [id_ for members in members_of(pairing) for id_ in members] + [each.id for each in pairing.waiting]
    assert sorted(placed) == sorted(by_id)


@given(case=towns(largest=40, sizes=(2, 2, 3, 5)))
def test_nobody_waits_while_a_legal_full_matching_exists(case: Any, reference: Any) -> None:
    town = make_town(*case, reference)
    most = len(nx.max_weight_matching(legal_graph(town, reference), maxcardinality=True))
    waiting = len(town.solve().pairing.waiting)
    assert waiting <= len(town.seekers) - 2 * most


@given(case=towns(largest=30))
def test_who_waited_waits_again_only_if_nobody_else_could_instead(case: Any, reference: Any) -> None:
    town = make_town(*case, reference)
    pairing = town.solve().pairing
    graph = legal_graph(town, reference)
    waited = {seeker.id: seeker.waited for seeker in town.seekers}
    again = [each.id for each in pairing.waiting if waited[each.id]]
    if not again or any(len(members) > 2 for members in members_of(pairing)):
        return
    # With everybody as often as they waited, no pairs of as many people let fewer wait who waited before.
    for one, other in graph.edges:
        graph.edges[one, other]["weight"] = waited[one] + waited[other]
    best = nx.max_weight_matching(graph, maxcardinality=True)
    covered = {id_ for pair in best for id_ in pair}
    assert sum(waited[id_] for id_ in again) == sum(waited[id_] for id_ in waited.keys() - covered)


def test_the_same_person_never_waits_twice_in_a_row() -> None:
    rules = Rules(must_differ=frozenset({Difference.COUNTRY}))
    people = [Seeker(id=number, country="DE" if number < 8 else "PE") for number in range(12)]
    waits: dict[int, int] = {}
    for seed in range(12):
        seekers = [replace(person, waited=waits.get(person.id, 0)) for person in people]
        waiting = {each.id for each in solve(seekers, rules, History(), frozenset(), seed).pairing.waiting}
        assert len(waiting) == 4
        assert not waiting & waits.keys()
        waits = dict.fromkeys(waiting, 1)


@given(case=towns(largest=24))
def test_nobody_meets_again_while_an_unseen_full_matching_exists(case: Any, reference: Any) -> None:
    size, *rest = case
    town = make_town(size + size % 2, *rest, reference)
    unseen = legal_graph(town, reference)
    unseen.remove_edges_from([tuple(couple) for couple in town.history.met])
    if 2 * len(nx.max_weight_matching(unseen, maxcardinality=True)) == len(town.seekers):
        assert all(group.reason.met_rounds_ago is None for group in town.solve().pairing.groups)


@given(case=towns(largest=40, sizes=(2, 2, 4)), lot=st.randoms(use_true_random=False))
def test_same_seed_gives_the_same_pairing_in_whatever_order_people_come(
    case: Any, lot: random.Random, reference: Any
) -> None:
    town = make_town(*case, reference)
    shuffled = lot.sample(town.seekers, len(town.seekers))
    first, second = town.solve(), town.solve(shuffled)
    assert first.pairing == second.pairing
    assert (first.weight, first.quality, first.quality_bound) == (second.weight, second.quality, second.quality_bound)


@settings(max_examples=20)
@given(case=towns(largest=50), lot=st.randoms(use_true_random=False))
def test_many_people_in_another_order_are_paired_alike(case: Any, lot: random.Random, reference: Any) -> None:
    town = make_town(*case, reference)
    shuffled = replace(town, seekers=tuple(lot.sample(town.seekers, len(town.seekers))))
    first, second = (each.ladder() for each in (town, shuffled))
    found = [describe(ladder, town.history, form_many(Market(ladder)).groups) for ladder in (first, second)]
    assert found[0] == found[1]


@given(case=towns(largest=24), pins=st.integers(0, 4))
def test_pins_that_are_legal_stand_and_the_rest_is_as_good_as_without_these_people(
    case: Any, pins: int, reference: Any
) -> None:
    town = make_town(*case, reference)
    graph = legal_graph(town, reference)
    wanted = sorted(nx.maximal_matching(graph))[:pins]
    broken = [pair for pair in combinations(graph, 2) if not graph.has_edge(*pair)][:1]
    taken = {id_ for pair in wanted for id_ in pair}
    illegal = [pair for pair in broken if not taken & set(pair)]
    pinned = [*wanted, *illegal]
    pairing = draw_around(town.seekers, town.rules, town.history, town.kept_apart, town.seed, pinned)
    rest = town.solve([seeker for seeker in town.seekers if seeker.id not in taken]).pairing
    expected = [*(tuple(sorted(pair)) for pair in wanted), *members_of(rest)]
    assert sorted(members_of(pairing)) == sorted(expected)
    assert pairing.waiting == rest.waiting


@given(case=towns(largest=16, sizes=(2, 3)))
def test_weight_and_quality_are_the_sums_of_the_couples_explained(case: Any, reference: Any) -> None:
    town = make_town(*case, reference)
    found = town.solve()
    couples = {(each.one, each.other): each for each in explain(found, town.history)}
    chosen = [couples[couple] for members in members_of(found.pairing) for couple in combinations(members, 2)]
    assert found.weight == sum(each.weight for each in chosen)
    assert found.quality == sum(each.quality for each in chosen) <= found.quality_bound
    by_id = {seeker.id: seeker for seeker in town.seekers}
    assert len(couples) == sum(
        reference.is_legal(one, other, town.rules, town.kept_apart) for one, other in combinations(by_id.values(), 2)
    )
