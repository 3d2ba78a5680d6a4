"""The pairing of a round, with its reasons and how near it is to the best."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from bot.pairing.circles import bound_circles, form_circles
from bot.pairing.findings import Pairing
from bot.pairing.ladder import Ladder
from bot.pairing.many import form_many
from bot.pairing.market import Market
from bot.pairing.matching import Places
from bot.pairing.people import Couple, History, Rules, Seeker
from bot.pairing.reasons import Group, Waiting, describe_group
from bot.pairing.rough import Rough
from bot.pairing.table import Table
from bot.pairing.trios import Groups, couples_of, form_groups, weigh_all

MOST_AT_ONCE = 300
"""People whose legal couples are all looked at by the exact solver: it takes a quarter of a second."""
MOST_EXACT = 1_000
"""People up to which the exact solver settles what `many` leaves open: several trios, or one and repeats."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Solution:
    """A pairing, and how near it is to the best."""

    pairing: Pairing
    weight: int
    """The sum of the weights of all couples in the groups (see `weigh_couples`), which orders all tiers."""
    quality: int
    """The points of all couples in the groups: the lowest tier alone."""
    quality_bound: int
    """What the quality of no pairing exceeds that is as good in all higher tiers; the quality itself where exact."""
    ladder: Ladder


def describe(ladder: Ladder, history: History, groups: Iterable[Places]) -> tuple[Group, ...]:
    """Return these groups of places with their reasons, by their members' ids."""
    seekers = ladder.table.seekers
    described = (describe_group([seekers[place] for place in group], history) for group in groups)
    return tuple(sorted(described, key=lambda group: group.members))


def tell_waiting(ladder: Ladder, places: Iterable[int]) -> tuple[Waiting, ...]:
    """Return these people, each with the rule that binds."""
    table = ladder.table
    return tuple(Waiting(id=table.seekers[place].id, binding=table.find_binding(place)) for place in sorted(places))


def draw(
    seekers: Iterable[Seeker], rules: Rules, history: History, kept_apart: Collection[Couple], seed: int
) -> Pairing:
    """Return the best legal pairing of these people, in the order of the tiers below; a lower one never pays.

    1. No couple that a rule forbids or that is kept apart, in trios too; groups of two, and of three only where pairs
       leave somebody over.
    2. As many as possible have a partner; if somebody must wait, it is who waited least.
    3. As few couples as possible that met within the gap, then as few as possible that ever met.
    4. As few as possible who were in a trio the last time are in one again.
    5. As few former meetings as possible, then as long ago as possible.
    6. The most points of quality (see `Weights`), then the lot that the seed draws.

    `solve` says how near the best it is. The same seed and the same people in any order give the same pairing. Takes
    milliseconds for fifty people, a second for a thousand and some seconds for ten thousand, all of it on the
    processor: call it in a thread or process of its own for many. Raises ValueError if an id comes twice.
    """
    return solve(seekers, rules, history, kept_apart, seed).pairing


def solve(
    seekers: Iterable[Seeker], rules: Rules, history: History, kept_apart: Collection[Couple], seed: int
) -> Solution:
    """Return what `draw` returns, with what is proved of it.

    Exact for up to 2,000 people without trios, but for rare cases, and wherever quality and its bound are the same.
    `trios`, `many` and `proving` say what is guaranteed where there are trios and where there are more people.
    """
    ladder = Ladder(Table(list(seekers), rules, kept_apart), history, seed)
    groups, bound = _form(ladder)
    pairing = Pairing(
        groups=describe(ladder, history, groups.groups), waiting=tell_waiting(ladder, groups.left), seed=seed
    )
    if not groups.left:
        ladder.level_waits()
    ones, others = couples_of(groups)
    quality = int(ladder.table.score(ones, others).sum())
    return Solution(
        pairing=pairing,
        weight=sum(ladder.weigh_couples(ones, others, ladder.scale)),
        quality=quality,
        quality_bound=quality if bound is None else max(quality, bound),
        ladder=ladder,
    )


def _form(ladder: Ladder) -> tuple[Groups, int | None]:
    """Return the groups, and a bound on their quality unless they are exact."""
    if (size := ladder.table.rules.group_size) > 2 and ladder.size:
        rough = Rough(ladder)
        circles = form_circles(rough, size, _form_pairs(ladder)[0])
        return circles, bound_circles(rough, max(map(len, circles.groups), default=2))
    return _form_pairs(ladder)


def _form_pairs(ladder: Ladder) -> tuple[Groups, int | None]:
    exhaustive = form_groups(ladder) if ladder.size <= MOST_AT_ONCE else None
    if exhaustive and exhaustive.exact:
        return exhaustive, None
    market = Market(ladder)
    groups = form_many(market)
    if ladder.size <= MOST_EXACT and not groups.exact and not market.is_at_best(groups):
        groups = _choose(ladder, exhaustive or form_groups(ladder), groups)
    return groups, None if groups.exact else market.bound_quality(groups)


def _choose(ladder: Ladder, groups: Groups, others: Groups) -> Groups:
    """Return the heavier groups; the first where the others have more trios, or more people wait."""
    alike = len(groups.trios) == len(others.trios) and len(groups.left) == len(others.left)
    return others if alike and weigh_all(ladder, others.groups) > weigh_all(ladder, groups.groups) else groups
