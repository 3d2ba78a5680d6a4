"""Where a trio can still be opened when no pair takes the person left over."""

from collections import deque
from collections.abc import Iterator
from itertools import combinations

import numpy as np

from bot.pairing.ladder import Ladder
from bot.pairing.matching import Matcher, Pairs, Places
from bot.pairing.scanning import mark_places
from bot.pairing.table import Table


class _Forest:
    """Alternating trees that grow from everybody left over by pairs as many as possible.

    Where two even places of a tree meet, the odd cycle between them shrinks into one (Edmonds: Paths, trees, and
    flowers, 1965). Two trees never meet: that would be a way to one more pair.
    """

    def __init__(self, found: Pairs, people: int) -> None:
        self.mate = {one: other for pair in found.pairs for one, other in (pair, pair[::-1])}
        self.even = set(found.left)
        self.queue = deque(found.left)
        self._base = list(range(people))
        self._parent: dict[int, int] = {}

    def meet(self, place: int, other: int) -> None:
        """Grow along the legal couple of an even place and another."""
        if self._base[place] == self._base[other]:
            return
        if other in self.even:
            self._shrink(place, other)
        elif other not in self._parent:
            self._parent[other] = place
            self._add(self.mate[other])

    def _add(self, place: int) -> None:
        if place not in self.even:
            self.even.add(place)
            self.queue.append(place)

    def _climb(self, place: int) -> Iterator[int]:
        yield (place := self._base[place])
        while place in self.mate:
            yield (place := self._base[self._parent[self.mate[place]]])

    def _shrink(self, one: int, other: int) -> None:
        above = set(self._climb(one))
        root = next(place for place in self._climb(other) if place in above)
        shrunk = self._turn_path(one, other, root) | self._turn_path(other, one, root)
        for place, base in enumerate(self._base):
            if base in shrunk:
                self._base[place] = root
                self._add(place)

    def _turn_path(self, place: int, child: int, root: int) -> set[int]:
        passed: set[int] = set()
        while self._base[place] != root:
            partner = self.mate[place]
            passed |= {self._base[place], self._base[partner]}
            self._parent[place] = child
            place, child = self._parent[partner], partner
        return passed


def find_replaceable(table: Table, found: Pairs) -> set[int]:
    """Return everybody whom some other set of as many pairs would leave over instead.

    `found` must hold as many pairs as possible. This is the set D of the Gallai-Edmonds decomposition (Lovász, Plummer:
    Matching Theory, chapter 3). Former trios take no part and are never met: they lie in parts of D, and no two parts
    of D touch.
    """
    forest = _Forest(found, table.size)
    while forest.queue:
        place = forest.queue.popleft()
        for other in np.flatnonzero(table.legal_with(place)).tolist():
            forest.meet(place, other)
    return forest.even


def _split(table: Table, people: set[int]) -> Iterator[set[int]]:
    """Yield the connected parts of these people, in the order of their first members."""
    rest = set(people)
    for first in sorted(people):
        if first in rest:
            part, grown = set[int](), {first}
            while grown:
                part |= grown
                grown = {
                    other for place in grown for other in np.flatnonzero(table.legal_with(place)).tolist()
                } & rest - part
            rest -= part
            yield part


def open_trio(ladder: Ladder, found: Pairs) -> Places | None:
    """Return a trio after which pairs leave one person fewer over, or None where there is no such trio.

    `found` must hold as many pairs as possible. Only a trio within one part of those who are replaceable can do that,
    and only if pairs cover the rest of the part (Cornuéjols, Hartvigsen, Pulleyblank: Packing subgraphs, 1982).
    """
    for part in _split(ladder.table, find_replaceable(ladder.table, found)):
        ones, others = ladder.table.legal_couples()
        inside = mark_places(part, ladder.size)
        matcher = Matcher(ladder, (ones[both := inside[ones] & inside[others]], others[both]))
        for trio in combinations(sorted(part), 3):
            if ladder.allows(trio) and not part.intersection(matcher.match(trio).left):
                return trio
    return None
