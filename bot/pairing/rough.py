"""All tiers of a couple in one small number, so that prices can be reckoned for many couples at once.

A rough value orders the tiers as their exact weights do wherever few couples are exchanged, and it is linear in what
the tiers count. So a bound on rough values is a bound on quality among pairings that are as good in all higher tiers,
however the steps between the tiers are chosen.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from bot.pairing.crowd import Indices
from bot.pairing.ladder import Ladder
from bot.pairing.scale import Meetings

Values = NDArray[np.float64]
Block = NDArray[np.float32]
Found = TypeVar("Found")
ILLEGAL = -np.inf
FINENESS = 64
"""Values are multiples of one in this many, so that sums of them are exact."""
WORKERS = 2
"""numpy lets other threads run while it reckons; with more, memory and not the processor is what limits."""


class Rough:
    """Rough values of all legal couples, and what it costs in the same measure to let a person wait."""

    def __init__(self, ladder: Ladder, steepness: float = 1) -> None:
        self.ladder = ladder
        self.size = ladder.size
        top = float(ladder.table.largest_quality)
        self._met = np.array(list(ladder.met.keys()), dtype=np.int64).reshape(-1, 2)
        self._lacks = np.array([lack(meetings, top * steepness) for meetings in ladder.met.values()], dtype=np.float64)
        both = np.vstack([self._met, self._met[:, ::-1]])
        order = np.lexsort((both[:, 1], both[:, 0]))
        self._seen = both[order].T
        self._seen_lacks = np.tile(self._lacks, 2)[order]
        waits = np.array(ladder.waits, dtype=np.float64)
        lengths = 1 + waits.max(initial=0)
        step = np.ceil((2 * top + 2 * self._lacks.max(initial=0)) / lengths)
        self.waiting_costs: Values = step * (lengths + waits)

    def read(self, rows: slice, first: int = 0) -> Block:
        """Return the values for these rows and everybody from `first` on; what is illegal is minus infinity."""
        legal, points = self.ladder.table.read(rows, first)
        values = points.astype(np.float32, copy=points.dtype != np.float32)
        begin, end = np.searchsorted(self._seen[0], [rows.start, rows.stop])
        places, columns = self._seen[:, begin:end]
        ahead = columns >= first
        values[places[ahead] - rows.start, columns[ahead] - first] -= self._seen_lacks[begin:end][ahead]
        values[~legal] = ILLEGAL
        return values

    def visit(self, look: Callable[[slice, Block], Found], *, once: bool = False) -> list[Found]:
        """Return what is found by looking at the values of each block, in the order of the rows.

        A block has a column for everybody; if each couple is to be seen once, for everybody from its first row on.
        """

        def look_at(rows: slice) -> Found:
            return look(rows, self.read(rows, rows.start if once else 0))

        with ThreadPoolExecutor(WORKERS) as pool:
            return list(pool.map(look_at, self.ladder.table.blocks()))

    def rate(self, ones: Indices, others: Indices) -> Values:
        """Return the values of these couples, which must be legal."""
        values = self.ladder.table.score(ones, others).astype(np.float64)
        if len(self._met):
            keys = np.minimum(ones, others) * self.size + np.maximum(ones, others)
            met = self._met[:, 0] * self.size + self._met[:, 1]
            order = np.argsort(met)
            found = np.minimum(np.searchsorted(met, keys, sorter=order), len(met) - 1)
            values -= np.where(met[order[found]] == keys, self._lacks[order[found]], 0)
        return values

    def lacking(self, ones: Indices, others: Indices) -> float:
        """Return what former meetings take off these couples."""
        return float((self.ladder.table.score(ones, others) - self.rate(ones, others)).sum())


def lack(meetings: Meetings, top: float) -> float:
    """Return what former meetings take off a rough value, where quality is at most `top`."""
    # Each step is a multiple of one in `FINENESS`, so that pairings whose tiers count alike lack exactly alike.
    steps = np.ceil(np.array([1 / 8, 4, 64, 128]) * top * FINENESS) / FINENESS
    return float(steps @ [meetings.lately, meetings.often, meetings.seen, meetings.within_gap])
