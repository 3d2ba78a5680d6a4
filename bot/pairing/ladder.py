"""What each person's cover and each couple is worth, by the scale of a community."""

from collections.abc import Collection, Sequence
from itertools import combinations

import numpy as np

from bot.pairing.crowd import Indices
from bot.pairing.legality import couples_among
from bot.pairing.lots import Lots
from bot.pairing.people import History
from bot.pairing.scale import MOST_TIE_BITS, Meetings, Scale, make_scale, recall
from bot.pairing.table import Table

LONGEST_WAIT = 15
"""Who waited longer counts as having waited this long."""


class Ladder:
    """The worth of covering each person and of each couple, by places. All sums are to be compared as wholes."""

    def __init__(self, table: Table, history: History, seed: int) -> None:
        self.table = table
        self.size = table.size
        place_of, gap = table.place_of, table.rules.repeat_gap
        agos = {couple: times for couple, times in history.met.items() if times and couple <= place_of.keys()}
        self.met = {
            couple: recall(agos[frozenset(table.seekers[place].id for place in couple)], gap)
            for couple in couples_among(agos.keys(), place_of)
        }
        """Each couple that met, by its places in rising order."""
        self.in_trio = [seeker.id in history.last_trio for seeker in table.seekers]
        waits = sorted({min(seeker.waited, LONGEST_WAIT) for seeker in table.seekers})
        self.waits = [waits.index(min(seeker.waited, LONGEST_WAIT)) for seeker in table.seekers]
        """Of each person: how many shorter waits there are here."""
        self._lots = Lots([seeker.id for seeker in table.seekers], seed)
        self.scale = self.fit(range(self.size))

    def fit(self, places: Collection[int]) -> Scale:
        """Return the scale for pairings of these people alone: the fewer, the finer their lots."""
        every = self.met.values()
        largest = Meetings(
            within_gap=max((meetings.within_gap for meetings in every), default=0),
            seen=int(bool(every)),
            often=max((meetings.often for meetings in every), default=0),
            lately=max((meetings.lately for meetings in every), default=0),
        )
        # Couples in one pairing are no more than people: a trio has three, a pair one.
        return make_scale(
            largest, self.table.largest_quality, len(places) + 1, max(self.waits, default=0) + 1, any(self.in_trio)
        )

    def level_waits(self) -> None:
        """Make all waits count alike, as they do once nobody has to wait."""
        self.waits = [0] * self.size
        self.scale = self.fit(range(self.size))

    def cover(self, place: int) -> int:
        """Return the worth of a partner for this person: above all couples, the more the longer they waited."""
        return (self.waits[place] + 1) * self.scale.cover

    def again(self, place: int) -> int:
        """Return what is taken off for this person in a trio: less than for a seen couple, more than for meetings."""
        return self.in_trio[place] * self.scale.again

    def worth(self, one: int, other: int) -> int:
        """Return the worth of a couple: no repeat within the gap, unseen, fewer meetings, longest ago, quality, lot."""
        return self.rate(np.array([one]), np.array([other]), self.scale)[0]

    def draw_lots(self, ones: Indices, others: Indices) -> Indices:
        """Return the lot of each couple."""
        return self._lots.draw(ones, others, MOST_TIE_BITS)

    def rate(self, ones: Indices, others: Indices, scale: Scale) -> list[int]:
        """Return the worth of each couple by this scale."""
        best = scale.lacking(scale.largest)
        points = self.table.score(ones, others).tolist()
        lots = self._lots.draw(ones, others, scale.lot_bits).tolist()
        worths = [best + quality * scale.quality + lot for quality, lot in zip(points, lots, strict=True)]
        if self.met:
            couples = zip(np.minimum(ones, others).tolist(), np.maximum(ones, others).tolist(), strict=True)
            for position, couple in enumerate(couples):
                if meetings := self.met.get(couple):
                    worths[position] -= scale.lacking(meetings)
        return worths

    def weigh_couples(self, ones: Indices, others: Indices, scale: Scale) -> list[int]:
        """Return the worth of each couple as a pair, with that of covering its two."""
        waits = np.array(self.waits, dtype=np.int64)
        covers: list[int] = (waits[ones] + waits[others] + 2).tolist()
        worths = self.rate(ones, others, scale)
        return [steps * scale.cover + worth for steps, worth in zip(covers, worths, strict=True)]

    def weigh(self, group: Sequence[int]) -> int:
        """Return the worth of a group: that of its people and of all its couples."""
        couples = np.array(list(combinations(group, 2)), dtype=np.int64)
        worth = sum(self.rate(couples[:, 0], couples[:, 1], self.scale)) + sum(map(self.cover, group))
        return worth if len(group) == 2 else worth - sum(map(self.again, group))

    def allows(self, group: Sequence[int]) -> bool:
        """Whether every two of these people may be paired."""
        return all(self.table.allows(one, other) for one, other in combinations(group, 2))
