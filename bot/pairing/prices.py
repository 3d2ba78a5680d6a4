"""What each person's partner is worth: prices that bound every pairing from above.

Whatever the prices, if no legal couple is worth more than those of its two together and nobody's is less than what
their waiting costs, no pairing is worth more than all prices together. They come from an auction with ε-scaling on the
bipartite double cover, where everybody both bids and is bid for (Bertsekas: The auction algorithm, 1988; for the
double cover Balinski: Integer programming, 1965). All who have nobody bid at once.
"""

from dataclasses import dataclass

import numpy as np

from bot.pairing.crowd import Indices
from bot.pairing.rough import ILLEGAL, Rough, Values
from bot.pairing.scanning import Couples, collect, find_breaches, grain_of

FIRST_STEP = 8.0
FINEST = 2
"""The last step of bids, in grains."""
SHRINKING = 4
MOST_BIDDINGS = 1_500
MOST_WIDENINGS = 4
GOOD_ENOUGH = 5e-5
"""Share of the bound that breaches may still add to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prices:
    """Prices that are proved against every legal couple, and the couples that were looked at."""

    of: Values
    couples: Couples
    """Those that were looked at."""
    bids: Indices
    """Whom each person got in the auction, themselves where they rather wait, -1 where it ended before."""


class _Auction:
    """Everybody's couples side by side; `price` is what each costs those who bid for them."""

    def __init__(self, rough: Rough, couples: Couples) -> None:
        people = np.arange(rough.size)
        ones = np.concatenate([couples.ones, couples.others, people])
        others = np.concatenate([couples.others, couples.ones, people])
        values = np.concatenate([couples.values, couples.values, -2 * rough.waiting_costs])
        order = np.argsort(ones, kind="stable")
        self.others, self.values = others[order], values[order]
        self.starts = np.searchsorted(ones[order], np.arange(rough.size + 1))
        self.bids = np.full(rough.size, -1)
        self.price = np.zeros(rough.size)

    def profits(self) -> Values:
        """Return the most that each can gain at these prices."""
        return np.maximum.reduceat(self.values - self.price[self.others], self.starts[:-1])

    def run(self, step: float, left_over: int) -> None:
        """Let all bid until no more than so many have nobody, raising prices by no less than a step."""
        owner = np.full(len(self.bids), -1)
        self.bids[:] = -1
        bidders = np.arange(len(self.bids))
        for _ in range(MOST_BIDDINGS):
            if len(bidders) <= left_over:
                break
            wanted, offers = self._choose(bidders, step)
            order = np.lexsort((bidders, offers, wanted))
            last = np.append(wanted[order][1:] != wanted[order][:-1], True)
            won = order[last]
            ousted = owner[wanted[won]]
            ousted = ousted[ousted >= 0]
            self.bids[ousted] = -1
            self.bids[bidders[won]] = wanted[won]
            owner[wanted[won]] = bidders[won]
            self.price[wanted[won]] = offers[won]
            lost = np.ones(len(bidders), dtype=np.bool_)
            lost[won] = False
            bidders = np.concatenate([bidders[lost], ousted])

    def _choose(self, bidders: Indices, step: float) -> tuple[Indices, Values]:
        """Return for each bidder whom they want most, and as much as makes the second best as good, and a step."""
        lengths = self.starts[bidders + 1] - self.starts[bidders]
        firsts = np.concatenate([[0], np.cumsum(lengths)[:-1]])
        where: Indices = np.arange(int(lengths.sum())) + np.repeat(self.starts[bidders] - firsts, lengths)
        gains = self.values[where] - self.price[self.others[where]]
        best = np.maximum.reduceat(gains, firsts)
        is_best = gains == np.repeat(best, lengths)
        chosen = np.minimum.reduceat(np.where(is_best, np.arange(len(gains)), len(gains)), firsts)
        gains[chosen] = ILLEGAL
        second = np.maximum.reduceat(gains, firsts)
        wanted = self.others[where[chosen]]
        ahead = np.where(second > ILLEGAL, best - second, 0)
        return wanted, self.price[wanted] + ahead + step


def _anneal(auction: _Auction, size: int, first_step: float) -> None:
    step, finest = first_step, FINEST / grain_of(size)
    while step > finest:
        auction.run(step, size // 50)
        step = max(step / SHRINKING, finest)
    auction.run(finest, max(1, size // 1000))


def find_prices(rough: Rough, couples: Couples) -> Prices:
    """Return prices proved against every legal couple; those given are widened where they show a breach."""
    auction = _Auction(rough, couples)
    _anneal(auction, rough.size, FIRST_STEP)
    for _ in range(MOST_WIDENINGS):
        prices = _settle(rough, auction)
        breaches = find_breaches(rough, prices)
        if breaches.by_person.sum() / 2 <= GOOD_ENOUGH * np.abs(prices).sum():
            break
        couples = collect(rough, (couples.ones, couples.others), breaches.couples)
        widened = _Auction(rough, couples)
        widened.price = auction.price
        auction = widened
        _anneal(auction, rough.size, 1)
    else:
        prices = _settle(rough, auction)
        breaches = find_breaches(rough, prices)
    return Prices(of=prices + breaches.by_person / 2, couples=couples, bids=auction.bids)


def _settle(rough: Rough, auction: _Auction) -> Values:
    """Return what the auction says each person is worth: as bidder and as who is bid for, the mean of both."""
    prices = (auction.profits() + auction.price) / 2
    grain = grain_of(rough.size)
    return np.maximum(np.ceil(prices * grain) / grain, -rough.waiting_costs)
