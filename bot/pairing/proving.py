"""The best groups of all for up to two thousand people, by a proof that needs only a few of all couples.

What a pairing loses to the prices is the gap: another that is as good in the tiers above, and has a couple that lacks
more than the gap, is worse than the one at hand. So all couples that lack no more are gathered from among all legal
ones, and the best pairs of these few are the best of all (reduced cost fixing: Dantzig, Fulkerson, Johnson: Solution
of a large-scale traveling-salesman problem, 1954). First the pairs are made the best of some that lack least, which
leaves a smaller gap. That no other is better in the tiers above is known where nobody meets again (see `raising`);
else the best pairs of all couples are found without quality, which is soon done since most are worth the same.
"""

import numpy as np

from bot.pairing.above import is_best_above, is_best_with_trio
from bot.pairing.market import SURE, Market
from bot.pairing.matching import Matcher, Pairs, Places, mates_of
from bot.pairing.near import LOOSE
from bot.pairing.rough import ILLEGAL
from bot.pairing.scanning import collect, find_within, mark_places
from bot.pairing.trio_search import find_surplus
from bot.pairing.trios import Groups

MOST_PROVED = 2_000
MOST_COUPLES = 400_000
"""Couples among which the best pairs are still looked for exactly: with more it takes minutes."""
FEW_COUPLES = 30
"""Couples of each person among which pairs are made better first."""
TRIOS_PROVED = 24
"""Trios that are looked through before exactness is given up."""


def prove(market: Market, groups: Groups) -> Groups:
    """Return groups that are no worse; exact where they say so. For up to `MOST_PROVED` people."""
    if len(groups.trios) > 1:
        return groups
    nearest = market.nearest(groups)
    if groups.trios:
        refined = _refine(nearest, groups)
        return _prove_trio(market if market.is_at_best(refined) else nearest, refined)
    if not market.meets_again(groups) or is_best_above(market.ladder, mates_of(groups.pairs, market.ladder.size)):
        refined = _refine(nearest, groups)
        found = _match_within(nearest, nearest.gap(refined))
        return refined if found is None else Groups(groups=found.pairs, left=found.left, exact=True)
    found = Matcher(market.ladder).match()
    return Groups(groups=found.pairs, left=found.left, exact=True)


def _refine(market: Market, groups: Groups) -> Groups:
    """Return groups with the same trios and the best pairs among those that lack least and those at hand."""
    gone = mark_places((place for trio in groups.trios for place in trio), market.ladder.size)
    couples = find_within(market.rough, market.prices.of, min(market.gap(groups), LOOSE))
    lacks = market.prices.of[couples.ones] + market.prices.of[couples.others] - couples.values
    kept = ~gone[couples.ones] & ~gone[couples.others]
    few = FEW_COUPLES * market.ladder.size
    if len(lacks) > few:
        kept &= lacks <= np.partition(lacks, few)[few]
    ones, others = np.array(groups.pairs, dtype=np.int64).reshape(-1, 2).T
    chosen = collect(market.rough, (couples.ones[kept], couples.others[kept]), (ones, others))
    found = Matcher(market.ladder, (chosen.ones, chosen.others)).match(np.flatnonzero(gone).tolist())
    return Groups(groups=(*groups.trios, *found.pairs), left=found.left)


def _match_within(market: Market, slack: float, without: Places = ()) -> Pairs | None:
    """Return the best pairs of all couples that lack no more than that; none where they are too many."""
    couples = find_within(market.rough, market.prices.of, slack + SURE)
    gone = mark_places(without, market.ladder.size)
    kept = ~gone[couples.ones] & ~gone[couples.others]
    if np.count_nonzero(kept) > MOST_COUPLES:
        return None
    return Matcher(market.ladder, (couples.ones[kept], couples.others[kept])).match(without)


def _prove_trio(market: Market, groups: Groups) -> Groups:
    """Return the best groups with one trio of those that are as good above quality, and what quality can be at most."""
    best, most = groups, market.value(groups)
    surplus = find_surplus(market.rough, market.prices.of, most - market.total)
    hope = market.total + (ILLEGAL if surplus.unseen == ILLEGAL else market.surplus.bound)
    for tried, trio in enumerate(surplus.ranked()):
        slack = market.total + surplus.by_trio[trio] - most
        if slack < -SURE:
            break
        found = None if tried >= TRIOS_PROVED else _match_within(market, slack, trio)
        if found is None:
            hope = max(hope, most + slack)
            break
        rival = Groups(groups=(trio, *found.pairs), left=found.left)
        if _is_better(market, rival, best):
            # By gentle steps it may be worth less: what was not looked at so far is bounded by what was had before.
            best, most = rival, max(most, market.value(rival))
    ceiling = market.quality_at(max(hope, most), best)
    exact = ceiling == market.quality(best) and (market.is_at_best(best) or is_best_with_trio(market.ladder, best))
    return Groups(groups=best.groups, left=best.left, exact=exact, ceiling=ceiling)


def _is_better(market: Market, rival: Groups, best: Groups) -> bool:
    return sum(map(market.ladder.weigh, rival.groups)) > sum(map(market.ladder.weigh, best.groups))
