"""The trio with which a pairing of an odd number of people can be best, judged by prices.

A pairing with one trio is worth at most all prices and what the trio's three couples are worth beyond the prices of
its three: its surplus. So the largest surplus belongs to the bound, and trios of a large one are those to try.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from bot.pairing.crowd import Indices
from bot.pairing.matching import Places
from bot.pairing.rough import ILLEGAL, Rough, Values
from bot.pairing.table import MOST_DENSE

MOST_LOOKED_AT, MOST_OF_MANY = 100_000, 4_000
"""Couples whose third is looked for, at most, and where many people take longer; what is not looked at is bounded."""

MOST_FOUND = 50_000
"""Trios that are kept: where more reach the floor, it is of no use."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Surplus:
    """Trios and how much they are worth beyond the prices of their people."""

    by_trio: Mapping[Places, float]
    """Those that were found; none where no three may be together."""
    unseen: float
    """No trio that was not looked at has a larger surplus; minus infinity where all were."""

    @property
    def bound(self) -> float:
        """What the surplus of no legal trio exceeds; minus infinity where there is none."""
        return max(self.unseen, *self.by_trio.values(), ILLEGAL)

    def ranked(self) -> list[Places]:
        """Return the trios that were found, the largest surplus first."""
        return sorted(self.by_trio, key=lambda trio: (-self.by_trio[trio], trio))


class _Search:
    def __init__(self, rough: Rough, prices: Values, floor: float) -> None:
        self._rough, self._prices, self._floor = rough, prices, floor
        self._rows: dict[int, Values] = {}
        self.found: dict[Places, float] = {}
        self.looks = 0
        self.most = MOST_LOOKED_AT if rough.size <= MOST_DENSE else MOST_OF_MANY

    @property
    def floor(self) -> float:
        """What a trio must exceed to be of interest."""
        return self._floor if self._floor > ILLEGAL else max(self.found.values(), default=ILLEGAL)

    @property
    def is_over(self) -> bool:
        """Whether enough was looked at."""
        return self.looks >= self.most or len(self.found) >= MOST_FOUND

    def lack_with(self, place: int) -> Values:
        """Return for everybody by how much their couple with this person exceeds the prices: never above zero."""
        if place not in self._rows:
            values = self._rough.read(slice(place, place + 1))[0].astype(np.float64)
            self._rows[place] = values - self._prices - self._prices[place]
        return self._rows[place]

    def look_from(self, place: int, after: Indices) -> float:
        """Look at this person's trios with two of no higher prices; return a bound on those not looked at."""
        price, lack = self._prices[place], self.lack_with(place)
        hopes = price + self._prices[after] + lack[after]
        order = np.argsort(-hopes, kind="stable")
        seconds, hopes = after[order], hopes[order]
        for position, (second, hope) in enumerate(zip(seconds.tolist(), hopes.tolist(), strict=True)):
            # Nobody's third couple adds more than their price, which is at most that of the first.
            if hope == ILLEGAL or hope + price < self.floor:
                return ILLEGAL
            if self.is_over:
                return hope + price
            self._look_at(place, second, seconds[position + 1 :], hope)
        return ILLEGAL

    def _look_at(self, place: int, second: int, thirds: Indices, hope: float) -> None:
        if not len(thirds):
            return
        self.looks += 1
        surplus = hope + self._prices[thirds] + self.lack_with(place)[thirds] + self.lack_with(second)[thirds]
        wanted = np.flatnonzero(surplus >= self._floor) if self._floor > ILLEGAL else [surplus.argmax()]
        for at in wanted:
            if surplus[at] > ILLEGAL:
                one, other, third = sorted((place, second, int(thirds[at])))
                self.found[one, other, third] = float(surplus[at])


def find_surplus(rough: Rough, prices: Values, floor: float = ILLEGAL) -> Surplus:
    """Return the trios of the largest surplus; with a floor all that reach it, as far as all were looked at."""
    search = _Search(rough, prices, floor)
    order = np.argsort(-prices, kind="stable")
    unseen = ILLEGAL
    for rank, place in enumerate(order.tolist()):
        if 3 * prices[place] < search.floor:
            break
        if search.is_over:
            unseen = max(unseen, 3 * float(prices[place]))
            break
        unseen = max(unseen, search.look_from(place, order[rank + 1 :]))
    return Surplus(by_trio=search.found, unseen=unseen)
