"""What holds of every couple of a community: whether it is legal and how well the two fit, as far as it is asked for.

Up to `MOST_DENSE` people it is reckoned once and kept; with more, each block of rows anew, since a table of ten
thousand people squared would fill the memory.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from bot.pairing.crowd import Common, Counts, Crowd, Indices, Marks
from bot.pairing.legality import allow, couples_among, find_binding, forbid
from bot.pairing.people import Couple, Rules, Seeker
from bot.pairing.quality import find_largest_quality, score_quality
from bot.pairing.reasons import Binding

MOST_DENSE = 2_000
COUPLES_AT_ONCE = 1 << 19
"""In a block of rows: few enough that a processor keeps its tables at hand."""


class Table:
    """Everybody in the order of their ids, which makes the order of the input indifferent."""

    def __init__(self, seekers: Sequence[Seeker], rules: Rules, kept_apart: Collection[Couple]) -> None:
        self.seekers = sorted(seekers, key=lambda seeker: seeker.id)
        self.size = len(self.seekers)
        self.rules = rules
        self.place_of = {seeker.id: place for place, seeker in enumerate(self.seekers)}
        if len(self.place_of) < self.size:
            raise ValueError("somebody is given twice")
        self.largest_quality = find_largest_quality(rules.weights)
        self._crowd = Crowd(self.seekers)
        self.apart = _both_ways(couples_among(kept_apart, self.place_of))
        self._apart = frozenset(zip(*self.apart.tolist(), strict=True))
        self._dense: tuple[Marks, NDArray[np.int32]] | None = None
        if self.size <= MOST_DENSE:
            blocks = [self._reckon(rows) for rows in self._blocks()]
            legal = np.vstack([block[0] for block in blocks] or [np.zeros((0, 0), dtype=np.bool_)])
            points = np.vstack([block[1] for block in blocks] or [np.zeros((0, 0), dtype=np.float32)])
            self._dense = legal, points.astype(np.int32)

    def _blocks(self) -> Iterator[slice]:
        step = max(1, COUPLES_AT_ONCE // max(1, self.size))
        return (slice(first, min(first + step, self.size)) for first in range(0, self.size, step))

    def _reckon(self, rows: slice, first: int = 0) -> tuple[Marks, Counts]:
        common = self._crowd.compare(rows, slice(first, self.size))
        legal = allow(common, self.rules)
        legal[np.arange(rows.stop - rows.start), np.arange(rows.start - first, rows.stop - first)] = False
        places, columns = rows_of(self.apart, rows)
        legal[places[columns >= first], columns[columns >= first] - first] = False
        return legal, score_quality(common, self.rules.weights)

    def blocks(self) -> Iterator[slice]:
        """Yield the rows of each block, which together are all."""
        return self._blocks()

    def read(self, rows: slice, first: int = 0) -> tuple[Marks, NDArray[np.float32] | NDArray[np.int32]]:
        """Return for these rows and everybody from `first` on: which couples are legal, and the points of each.

        `first` is at most where the rows begin.
        """
        if self._dense is None:
            return self._reckon(rows, first)
        return self._dense[0][rows, first:], self._dense[1][rows, first:]

    def legal_with(self, place: int) -> Marks:
        """Return who may be paired with the person at this place."""
        return self.read(slice(place, place + 1))[0][0]

    def legal_rows(self, places: Indices) -> Marks:
        """Return a row for each of these people: who may be paired with them."""
        if self._dense is not None:
            return self._dense[0][places]
        legal = allow(self._crowd.compare_ground(places), self.rules)
        legal[np.arange(len(places)), places] = False
        for row, place in enumerate(places.tolist()):
            legal[row, rows_of(self.apart, slice(place, place + 1))[1]] = False
        return legal

    def legal_couples(self) -> tuple[Indices, Indices]:
        """Return all legal couples by their places, the smaller first."""
        found = [(rows.start, *np.nonzero(self.read(rows)[0])) for rows in self._blocks()]
        ones = np.concatenate([np.zeros(0, dtype=np.int64), *(places + start for start, places, _ in found)])
        others = np.concatenate([np.zeros(0, dtype=np.int64), *(columns for _, _, columns in found)])
        return ones[ones < others], others[ones < others]

    def allows(self, one: int, other: int) -> bool:
        """Whether these two may be paired."""
        if self._dense is not None:
            return bool(self._dense[0][one, other])
        common = self._compare_couples(np.array([one]), np.array([other]))
        return one != other and (one, other) not in self._apart and bool(allow(common, self.rules)[0])

    def score(self, ones: Indices, others: Indices) -> Indices:
        """Return the points of each couple."""
        if self._dense is not None:
            return self._dense[1][ones, others].astype(np.int64)
        return score_quality(self._compare_couples(ones, others), self.rules.weights).astype(np.int64)

    def _compare_couples(self, ones: Indices, others: Indices) -> Common:
        return self._crowd.compare_couples(ones, others)

    def find_binding(self, place: int) -> Binding:
        """Return why the person at this place waits."""
        row = slice(place, place + 1)
        forbidden: Mapping[Binding, Marks] = forbid(self._crowd.compare(row), self.rules)
        kept_apart = np.zeros((1, self.size), dtype=np.bool_)
        kept_apart[rows_of(self.apart, row)] = True
        others = np.arange(self.size) != place
        return find_binding(
            {Binding.KEPT_APART: kept_apart[0], **{binding: marks[0] for binding, marks in forbidden.items()}}, others
        )


def _both_ways(couples: Sequence[tuple[int, int]]) -> Indices:
    """Return two rows: each couple from either side, by rising places of the first."""
    pairs = np.array(couples, dtype=np.int64).reshape(-1, 2)
    both = np.vstack([pairs, pairs[:, ::-1]]).T
    return both[:, np.lexsort((both[1], both[0]))]


def rows_of(couples: Indices, rows: slice) -> tuple[Indices, Indices]:
    """Return where these couples stand in a block of rows: rows within the block, and columns."""
    first, last = np.searchsorted(couples[0], [rows.start, rows.stop])
    return couples[0, first:last] - rows.start, couples[1, first:last]
