"""Random communities, and the tiers reckoned anew from what DESIGN says, without the code under test."""

import random
from collections.abc import Iterator, Sequence
from itertools import combinations

import pytest

from bot.domain.program import Difference
from bot.pairing import Couple, History, Rules, Seeker, Weights, waking_hours

BASE = 10**17


def make_community(size: int, seed: int, countries: int = 24) -> list[Seeker]:
    chance = random.Random(seed)
    seekers = []
    for number in range(size):
        country = min(int(chance.expovariate(4 / countries)), countries - 1)
        seekers.append(
            Seeker(
                id=BASE + number * 7919,
                country=f"C{country}",
                region=f"R{country % 6}",
                languages=frozenset(chance.sample(["en", "en", "en", "es", "fr", "ar", "pt"], chance.randint(1, 3))),
                waking=waking_hours(chance.choice(range(-8, 12)) * 60),
                interests=frozenset(chance.sample("abcdefghijklmnop", chance.randint(0, 5))),
                waited=chance.choice([0, 0, 0, 1, 2]),
            )
        )
    return seekers


def is_legal(one: Seeker, other: Seeker, rules: Rules, kept_apart: frozenset[Couple]) -> bool:
    known = {Difference.COUNTRY: (one.country, other.country), Difference.REGION: (one.region, other.region)}
    return (
        frozenset((one.id, other.id)) not in kept_apart
        and (not rules.shared_language or bool(one.languages & other.languages))
        and bin(one.waking & other.waking).count("1") >= rules.min_shared_hours
        and all(all(known[difference]) and len(set(known[difference])) == 2 for difference in rules.must_differ)
    )


def all_groupings(
    seekers: Sequence[Seeker], rules: Rules, kept_apart: frozenset[Couple]
) -> Iterator[tuple[list[tuple[Seeker, ...]], list[Seeker]]]:
    if not seekers:
        yield [], []
        return
    first, rest = seekers[0], seekers[1:]
    for groups, waiting in all_groupings(rest, rules, kept_apart):
        yield groups, [first, *waiting]
    for others in (*combinations(rest, 1), *combinations(rest, 2)):
        if all(is_legal(one, other, rules, kept_apart) for one, other in combinations((first, *others), 2)):
            remaining = [seeker for seeker in rest if seeker not in others]
            for groups, waiting in all_groupings(remaining, rules, kept_apart):
                yield [(first, *others), *groups], waiting


def score_quality(one: Seeker, other: Seeker, weights: Weights) -> int:
    return (
        weights.language * bool(one.languages & other.languages)
        + weights.interest * min(len(one.interests & other.interests), 5)
        + weights.country * bool(one.country and other.country and one.country != other.country)
        + weights.region * bool(one.region and other.region and one.region != other.region)
        + weights.hour * min(bin(one.waking & other.waking).count("1"), 8)
    )


Tiers = tuple[int, tuple[int, ...], int, int, int, int, int, int, int]


def reckon_tiers(
    groups: Sequence[Sequence[Seeker]], waiting: Sequence[Seeker], rules: Rules, history: History
) -> Tiers:
    """The larger, the better: covered, their waits, few trios, gap, seen, trio again, meetings, recency, quality."""
    couples = [couple for group in groups for couple in combinations(group, 2)]
    agos = [history.met.get(frozenset((one.id, other.id)), ()) for one, other in couples]
    trios = [group for group in groups if len(group) == 3]
    return (
        -len(waiting),
        tuple(sorted((seeker.waited for group in groups for seeker in group), reverse=True)),
        -len(trios),
        -sum(min(times) <= rules.repeat_gap for times in agos if times),
        -sum(bool(times) for times in agos),
        -sum(seeker.id in history.last_trio for trio in trios for seeker in trio),
        -sum(len(times) for times in agos),
        sum(min(times) - 32 for times in agos if times),
        sum(score_quality(one, other, rules.weights) for one, other in couples),
    )


class Reference:
    """What the tests hold the pairing against."""

    make_community = staticmethod(make_community)
    is_legal = staticmethod(is_legal)
    all_groupings = staticmethod(all_groupings)
    reckon_tiers = staticmethod(reckon_tiers)


@pytest.fixture(scope="session")
def reference() -> type[Reference]:
    return Reference
