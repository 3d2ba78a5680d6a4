"""Groups of many people: near the best for ten thousand, exact for up to two thousand, with a proof of how near.

Prices bound all pairings (see `prices`); pairs are mended until hardly anything is lost to the prices (see `near`).
What is still lost is the gap: a pairing with a couple that lacks more than the gap of its prices is worse than the one
at hand. So for up to `MOST_PROVED` people all couples that lack no more are gathered from among all legal ones, and
the best pairs of these few are the best of all (reduced cost fixing: Dantzig, Fulkerson, Johnson: Solution of a
large-scale traveling-salesman problem, 1954).
"""

from dataclasses import dataclass
from itertools import combinations

import numpy as np

from bot.pairing.crowd import Indices
from bot.pairing.ladder import Ladder
from bot.pairing.matching import Matcher, Pairs, Places
from bot.pairing.near import Mates, Mending, pair_bidders
from bot.pairing.prices import Prices, find_prices
from bot.pairing.rough import ILLEGAL, Rough
from bot.pairing.scanning import collect, find_best, find_within, mark_places
from bot.pairing.trio_search import Surplus, find_surplus
from bot.pairing.trios import Groups

MOST_PROVED = 2_000
MOST_COUPLES = 400_000
"""Couples among which the best pairs are still looked for exactly: with more it takes minutes."""
TRIOS_TRIED = 3
"""Trios that are tried for many people."""
TRIOS_PROVED = 24
"""Trios that are looked through before exactness is given up."""
PLACES_TO_JOIN = 24
"""Pairs that somebody left over may join."""
SURE = 1e-6
GENTLE = 1 / 1024
"""The steps between the tiers for a second bound, where the first is loose."""
LOOSE_BOUND = 5e-4


@dataclass(frozen=True, slots=True, kw_only=True)
class Formed:
    """Groups, and what no groups that are as good in the tiers above exceed in quality."""

    groups: Groups
    quality_bound: int


class Market:
    """A community with its prices."""

    def __init__(self, ladder: Ladder, steeper: "Market | None" = None) -> None:
        self.ladder = ladder
        self.rough = Rough(ladder, GENTLE if steeper else 1)
        couples = steeper.prices.couples if steeper else None
        first = collect(self.rough, (couples.ones, couples.others)) if couples else find_best(self.rough)
        self.prices: Prices = find_prices(self.rough, first)
        self.total = float(self.prices.of.sum())
        self._surplus: Surplus | None = None

    @property
    def surplus(self) -> Surplus:
        """The trios that are worth most beyond the prices of their people."""
        if self._surplus is None:
            self._surplus = find_surplus(self.rough, self.prices.of)
        return self._surplus

    def bound_quality(self, groups: Groups) -> int:
        """Return what the quality of no groups exceeds that are as good as these in all higher tiers.

        These have as many trios as `groups`. Where somebody has to meet again, prices may halve that between two
        pairings, which no real one can. The steps between the tiers are free to choose for a bound: the smaller they
        are, the less half a step adds.
        """
        bound = self._bound(groups)
        quality = int(self.ladder.table.score(*couples_of(groups)).sum())
        if bound <= quality * (1 + LOOSE_BOUND):
            return bound
        return min(bound, Market(self.ladder, steeper=self)._bound(groups))

    def _bound(self, groups: Groups) -> int:
        """By rough values no pairing is worth more than all prices, and what trios are worth beyond them.

        What the higher tiers take off it is the same for all that are as good in them.
        """
        ones, others = couples_of(groups)
        waiting = float(self.rough.waiting_costs[list(groups.left)].sum())
        above = len(groups.trios) * self.surplus.bound if groups.trios else 0.0
        return int(np.floor(self.total + above + waiting + self.rough.lacking(ones, others) + SURE))

    def is_at_best(self, groups: Groups) -> bool:
        """Whether no tier above quality can be better: all covered, one trio at most, nobody met or in a trio again."""
        ones, others = couples_of(groups)
        trios = groups.trios
        return (
            not groups.left
            and len(trios) == self.ladder.size % 2
            and not any(self.ladder.in_trio[place] for trio in trios for place in trio)
            and self.rough.lacking(ones, others) == 0
        )

    def value(self, groups: Groups) -> float:
        """Return the sum of the rough values of all couples."""
        return float(self.rough.rate(*couples_of(groups)).sum())


def couples_of(groups: Groups) -> tuple[Indices, Indices]:
    """Return all couples of these groups."""
    couples = [couple for group in groups.groups for couple in combinations(group, 2)]
    table = np.array(couples, dtype=np.int64).reshape(-1, 2)
    return table[:, 0], table[:, 1]


def form_many(market: Market) -> Groups:
    """Return groups near the best of all; exact where they say so."""
    mending = Mending(market.rough, market.prices, pair_bidders(market.rough, market.prices.bids))
    mending.mend()
    groups = _as_groups(mending.mates)
    if len(groups.left) % 2:
        groups = _open_trio(market, mending.mates, groups)
    if groups.left:
        groups = _join_left(market, groups)
    if market.ladder.size <= MOST_PROVED and market.is_at_best(groups):
        return _prove_trio(market, groups) if groups.trios else _prove_pairs(market, groups)
    return groups


def _as_groups(mates: Mates, trios: tuple[Places, ...] = ()) -> Groups:
    pairs = [(one, other) for one, other in enumerate(mates.tolist()) if other > one]
    covered = {place for trio in trios for place in trio}
    left = tuple(place for place in np.flatnonzero(mates < 0).tolist() if place not in covered)
    return Groups(groups=(*trios, *pairs), left=left)


def _open_trio(market: Market, mates: Mates, groups: Groups) -> Groups:
    """Return groups with a trio that leave one person fewer over, the best of some; these groups if none does."""
    found: list[tuple[float, Groups]] = []
    for trio in market.surplus.ranked()[:TRIOS_TRIED]:
        kept = mates.copy()
        for place in trio:
            if kept[place] >= 0:
                kept[kept[place]] = -1
            kept[place] = -1
        mending = Mending(market.rough, market.prices, kept, out=trio)
        mending.mend()
        opened = _as_groups(mending.mates, (trio,))
        if len(opened.left) < len(groups.left):
            again = sum(map(market.ladder.in_trio.__getitem__, trio)) * float(market.rough.waiting_costs.max())
            found.append((market.value(opened) - again, opened))
    return max(found, key=lambda each: each[0], default=(0.0, groups))[1]


def _join_left(market: Market, groups: Groups) -> Groups:
    """Return groups in which those left over who fit a pair have joined one, who waited longest first."""
    ladder, joined = market.ladder, dict[Places, Places]()
    pairs = np.array(groups.pairs, dtype=np.int64).reshape(-1, 2)
    for place in sorted(groups.left, key=lambda place: (-ladder.waits[place], place)):
        legal = ladder.table.legal_with(place)
        fitting = pairs[legal[pairs].all(axis=1)]
        if not len(fitting):
            continue
        values = sum(market.rough.rate(np.full(len(fitting), place), fitting[:, side]) for side in (0, 1))
        best = [tuple(pair) for pair in fitting[np.argsort(-np.asarray(values), kind="stable")].tolist()]
        free = [pair for pair in best[: PLACES_TO_JOIN + len(joined)] if pair not in joined]
        if free:
            chosen = max(free, key=lambda pair: (ladder.weigh((*pair, place)) - ladder.weigh(pair), pair))
            joined[chosen] = tuple(sorted((*chosen, place)))
    newly = {place for trio in joined.values() for place in trio}
    return Groups(
        groups=tuple(joined.get(group, group) for group in groups.groups),
        left=tuple(place for place in groups.left if place not in newly),
    )


def _match_within(market: Market, slack: float, without: Places = ()) -> Pairs | None:
    """Return the best pairs of all couples that lack no more than that; none where they are too many."""
    couples = find_within(market.rough, market.prices.of, slack + SURE)
    gone = mark_places(without, market.ladder.size)
    kept = ~gone[couples.ones] & ~gone[couples.others]
    if np.count_nonzero(kept) > MOST_COUPLES:
        return None
    return Matcher(market.ladder, (couples.ones[kept], couples.others[kept])).match(without)


def _prove_pairs(market: Market, groups: Groups) -> Groups:
    """Return the best pairs of all, or these where that would take too long."""
    found = _match_within(market, market.total - market.value(groups))
    return groups if found is None else Groups(groups=found.pairs, left=found.left, exact=True)


def _prove_trio(market: Market, groups: Groups) -> Groups:
    """Return the best groups with one trio of all, or some that are no worse where that would take too long."""
    best, most = groups, market.value(groups)
    surplus = find_surplus(market.rough, market.prices.of, most - market.total)
    ranked = surplus.ranked()
    exact = surplus.unseen == ILLEGAL
    for tried, trio in enumerate(ranked):
        slack = market.total + surplus.by_trio[trio] - most
        if slack < -SURE:
            break
        found = None if tried >= TRIOS_PROVED else _match_within(market, slack, trio)
        if found is None:
            exact = False
            break
        rival = Groups(groups=(trio, *found.pairs), left=found.left)
        if market.is_at_best(rival) and _is_better(market, rival, best):
            best, most = rival, market.value(rival)
    return Groups(groups=best.groups, left=best.left, exact=exact)


def _is_better(market: Market, rival: Groups, best: Groups) -> bool:
    return sum(map(market.ladder.weigh, rival.groups)) > sum(map(market.ladder.weigh, best.groups))
