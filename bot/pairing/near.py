"""Pairs of many thousand people, near the best: the auction's bids made into pairs, then mended piece by piece.

A piece is some hundred people around whom the most is lost, chosen so that all of a pair are in it. Its best pairs are
found exactly, which makes every exchange of two, three or more couples in it at once. Prices say where something is
lost: a pair that is worth less than its prices, and who waits.
"""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from bot.pairing.crowd import Indices
from bot.pairing.matching import match_among
from bot.pairing.prices import Prices
from bot.pairing.rough import Rough, Values
from bot.pairing.scanning import Neighbours, collect, mark_places

Mates = NDArray[np.int64]
"""Whom each person is paired with; -1 for nobody."""
PIECE = 700
"""People in a piece: the time for one grows with the square."""
SEEDS = 60
"""People around whom a piece grows."""
TIGHT = 4.0
"""Couples that lack at most so many points of their prices are what pieces grow along."""
LOOSE = 24.0
"""Couples that lack more than this are not looked at in a piece."""
MOST_PIECES = 60
ENOUGH = 1e-4
"""Share of all prices that may be lost."""


class Mending:
    """Pairs that get better piece by piece. They are never worse than before, in any tier."""

    def __init__(self, rough: Rough, prices: Prices, mates: Mates, out: Iterable[int] = ()) -> None:
        self._rough, self._prices = rough, prices
        self.mates = mates
        self._out = mark_places(out, rough.size)
        one, other = np.flatnonzero(mates > np.arange(rough.size)), mates[mates > np.arange(rough.size)]
        # Pairs that stand are among those to choose from, so that nothing gets worse.
        couples = collect(rough, (prices.couples.ones, prices.couples.others), (one, other))
        inside = ~self._out[couples.ones] & ~self._out[couples.others]
        self._ones, self._others = couples.ones[inside], couples.others[inside]
        self._slack = prices.of[self._ones] + prices.of[self._others] - couples.values[inside]
        tight = self._slack <= TIGHT
        self._near = Neighbours(self._ones[tight], self._others[tight], rough.size)
        self._all = Neighbours(self._ones, self._others, rough.size)

    def losses(self) -> Values:
        """Return of each person how much is lost: half of what their pair lacks, or all that waiting costs."""
        paired = np.flatnonzero(self.mates >= 0)
        lost = self._prices.of + self._rough.waiting_costs
        values = self._rough.rate(paired, self.mates[paired])
        lost[paired] = (self._prices.of[paired] + self._prices.of[self.mates[paired]] - values) / 2
        lost[self._out] = 0
        return lost

    def mend(self) -> None:
        """Make the pairs better until hardly anything is lost, or nothing helps any more."""
        tried = np.zeros(self._rough.size, dtype=np.bool_)
        lost = self.losses()
        for _ in range(MOST_PIECES):
            if lost.sum() <= ENOUGH * np.abs(self._prices.of).sum():
                break
            seeds = np.flatnonzero((lost > 0) & ~tried)
            if not len(seeds):
                break
            seeds = seeds[np.argsort(-lost[seeds], kind="stable")][:SEEDS]
            # Where far more is lost than points, a tier above quality suffers: then any couple may help.
            troubled = seeds[lost[seeds] > LOOSE]
            piece = self._grow(seeds, self._all.of(troubled))
            tried[piece] = True
            before = self.mates[piece].copy()
            self._match(piece, troubled)
            changed = piece[self.mates[piece] != before]
            lost = self.losses()
            # What lies around a change may be worth another look.
            tried[changed] &= lost[changed] == 0

    def _grow(self, seeds: Indices, besides: Indices) -> Indices:
        piece = np.zeros(self._rough.size, dtype=np.bool_)
        edge = np.concatenate([seeds, besides])[: PIECE // 2]
        while len(edge) and np.count_nonzero(piece) < PIECE:
            mates = self.mates[edge]
            edge = np.unique(np.concatenate([edge, mates[mates >= 0]]))
            edge = edge[~piece[edge]]
            room = PIECE - np.count_nonzero(piece)
            edge = edge[: max(room, SEEDS)]
            piece[edge] = True
            edge = self._near.of(edge)
        mates = self.mates[piece]
        piece[mates[mates >= 0]] = True
        return np.flatnonzero(piece)

    def _match(self, piece: Indices, troubled: Indices) -> None:
        inside = mark_places(piece.tolist(), self._rough.size)
        any_couple = mark_places(troubled.tolist(), self._rough.size)
        chosen = (self._slack <= LOOSE) | (self.mates[self._ones] == self._others)
        chosen |= any_couple[self._ones] | any_couple[self._others]
        chosen &= inside[self._ones] & inside[self._others]
        ones, others = self._ones[chosen], self._others[chosen]
        pairs = match_among(self._rough.ladder, piece, ones, others, self._rough.ladder.fit(piece.tolist()))
        self.mates[piece] = -1
        for one, other in pairs:
            self.mates[one], self.mates[other] = other, one


def pair_bidders(rough: Rough, bids: Indices) -> Mates:
    """Return pairs of people one of whom got the other in the auction; each ring is split where it costs least."""
    mates = np.full(len(bids), -1)
    mutual = (bids >= 0) & (bids != np.arange(len(bids)))
    mutual[mutual] = bids[bids[mutual]] == np.flatnonzero(mutual)
    mates[mutual] = bids[mutual]
    rest = np.flatnonzero((bids >= 0) & (bids != np.arange(len(bids))) & ~mutual)
    values = dict(zip(rest.tolist(), rough.rate(rest, bids[rest]).tolist(), strict=True))
    # The best of a ring first: what is left of it is split by the pieces that are mended.
    for place in sorted(values, key=lambda place: (-values[place], place)):
        other = int(bids[place])
        if mates[place] < 0 and mates[other] < 0:
            mates[place], mates[other] = other, place
    return mates
