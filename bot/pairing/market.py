"""A community with its prices, which bound what any pairing of it is worth."""

from functools import cached_property, partial

import numpy as np

from bot.pairing.ladder import Ladder
from bot.pairing.prices import Prices, find_prices
from bot.pairing.rough import Rough
from bot.pairing.scanning import Couples, collect, find_best
from bot.pairing.softening import soften
from bot.pairing.table import MOST_DENSE
from bot.pairing.trio_search import Surplus, find_surplus
from bot.pairing.trios import Groups, couples_of

SURE = 1e-6
LOOSE_BOUND = 2e-5


class Market:
    """A community with its prices, for tiers that are a step apart, or less."""

    def __init__(self, ladder: Ladder, steepness: float = 1, known: Couples | None = None) -> None:
        self.ladder = ladder
        self.rough = Rough(ladder, steepness)
        first = collect(self.rough, (known.ones, known.others)) if known else find_best(self.rough)
        self.prices: Prices = find_prices(self.rough, first)
        self.total = float(self.prices.of.sum())
        self._gentlest: Market | None = None

    @cached_property
    def surplus(self) -> Surplus:
        """The trios that are worth most beyond the prices of their people."""
        return find_surplus(self.rough, self.prices.of)

    def gentler(self, groups: Groups) -> "Market":
        """Return the same community with small steps between the tiers, so small that these groups lose least to it.

        Where somebody has to meet again, prices may halve that between two pairings, which no real one can. The steps
        are free to choose for a bound: the smaller they are, the less half a step adds. What is found once is kept.
        """
        if self._gentlest is None:
            self._gentlest = soften(partial(Market, self.ladder, known=self.prices.couples), groups)
        return self._gentlest

    def gap(self, groups: Groups) -> float:
        """Return by how much groups with the same trios can be better at most that are as good in all higher tiers."""
        ones, others = np.array(groups.pairs, dtype=np.int64).reshape(-1, 2).T
        left = list(groups.left)
        lost = self.prices.of[ones] + self.prices.of[others] - self.rough.rate(ones, others)
        return float(lost.sum() + (self.prices.of[left] + self.rough.waiting_costs[left]).sum())

    def nearest(self, groups: Groups) -> "Market":
        """Return this market or the gentler one: that which leaves less of a gap."""
        if self.gap(groups) <= LOOSE_BOUND * abs(self.total):
            return self
        return min(self, self.gentler(groups), key=lambda market: market.gap(groups))

    def bound_quality(self, groups: Groups) -> int:
        """Return what the quality of no groups exceeds that are as good as these in all higher tiers.

        These have as many trios as `groups`.
        """
        bound = self._bound(groups) if groups.ceiling is None else groups.ceiling
        quality = self.quality(groups)
        # Of many people it takes seconds, and steps matter only where somebody waits or meets again.
        matters = self.ladder.size <= MOST_DENSE or bool(groups.left) or self.meets_again(groups)
        if bound <= quality * (1 + LOOSE_BOUND) or not matters:
            return bound
        return min(bound, self.gentler(groups)._bound(groups))

    def _bound(self, groups: Groups) -> int:
        """By rough values no pairing is worth more than all prices, and what trios are worth beyond them.

        What the higher tiers take off it is the same for all that are as good in them.
        """
        above = len(groups.trios) * self.surplus.bound if groups.trios else 0.0
        return self.quality_at(self.total + above, groups)

    def is_at_best(self, groups: Groups) -> bool:
        """Whether no tier above quality can be better: all covered, one trio at most, nobody met or in a trio again."""
        trios = groups.trios
        return (
            not groups.left
            and len(trios) == self.ladder.size % 2
            and not any(self.ladder.in_trio[place] for trio in trios for place in trio)
            and not self.meets_again(groups)
        )

    def meets_again(self, groups: Groups) -> bool:
        """Whether anybody is together who was before."""
        return self.rough.lacking(*couples_of(groups)) > 0

    def value(self, groups: Groups) -> float:
        """Return the sum of the rough values of all couples, less what it costs that some wait."""
        return float(self.rough.rate(*couples_of(groups)).sum()) - self._waiting_cost(groups)

    def quality(self, groups: Groups) -> int:
        """Return the points of all couples."""
        return int(self.ladder.table.score(*couples_of(groups)).sum())

    def quality_at(self, value: float, groups: Groups) -> int:
        """Return the most quality that groups of no more than this value have, if as good above it as these."""
        above = self._waiting_cost(groups) + self.rough.lacking(*couples_of(groups))
        return int(np.floor(value + above + SURE))

    def _waiting_cost(self, groups: Groups) -> float:
        return float(self.rough.waiting_costs[list(groups.left)].sum())
