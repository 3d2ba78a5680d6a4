"""How far apart the tiers are put for a bound, so that it is as low as can be.

What prices say of all pairings less what groups are worth is convex in the steps between the tiers (Lagrangian
relaxation: Geoffrion 1974), and where the auction's own pairs lack more than the groups it falls. So two tangents say
where to look next (Kelley: The cutting-plane method, 1960).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bot.pairing.rough import Rough
from bot.pairing.table import MOST_DENSE
from bot.pairing.trios import Groups, couples_of

if TYPE_CHECKING:
    from bot.pairing.market import Market

GENTLE = 1 / 256
"""The largest steps that are tried, as part of those by which pairs are found."""
MOST_LOOKS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class _Look:
    market: "Market"
    at: float
    loss: float
    slope: float


def soften(enter: Callable[[float], "Market"], groups: Groups) -> "Market":
    """Return of markets with small steps that to which these groups lose least; `enter` makes one of a steepness."""
    high = _look(enter, GENTLE, groups)
    if high.slope <= 0 or high.market.ladder.size > MOST_DENSE:
        return high.market
    low = _look(enter, 0, groups)
    looks = [low, high]
    for _ in range(MOST_LOOKS):
        if low.slope >= high.slope:
            break
        at = (low.loss - high.loss + high.slope * high.at - low.slope * low.at) / (high.slope - low.slope)
        if not low.at < at < high.at:
            break
        middle = _look(enter, at, groups)
        looks.append(middle)
        low, high = (low, middle) if middle.slope > 0 else (middle, high)
    return min((look.market for look in looks), key=lambda market: market.gap(groups))


def _look(enter: Callable[[float], "Market"], steepness: float, groups: Groups) -> _Look:
    market = enter(steepness)
    bids = market.prices.bids
    bidders = np.flatnonzero((bids >= 0) & (bids != np.arange(len(bids))))
    unit = Rough(market.ladder, GENTLE)
    slope = unit.lacking(*couples_of(groups)) - unit.lacking(bidders, bids[bidders]) / 2
    return _Look(market=market, at=steepness, loss=market.total - market.value(groups), slope=slope / GENTLE)
