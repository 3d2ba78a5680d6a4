"""As many people in pairs as can be, proved for communities of any size.

Alternating trees grow from everybody left over; where two of them meet is a way to one more pair, and an odd cycle
shrinks into one (Edmonds: Paths, trees, and flowers, 1965). Trees that can grow no more are the proof that there is no
such way (Berge 1957). They also say who could be left over instead, in parts that no couple joins (Gallai, Edmonds:
Lovász, Plummer: Matching Theory, chapter 3). It takes no longer than to look at all couples a few times.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from bot.pairing.crowd import Indices, Marks
from bot.pairing.links import Links

ROWS_AT_ONCE = 64
"""Whose couples are looked up together, at most: fewer at first, since most searches end soon."""
NOBODY = -1


class Forest:
    """Alternating trees from some of those left over, by pairs that are given."""

    def __init__(self, links: Links, mates: Indices, roots: Sequence[int]) -> None:
        size = len(mates)
        self._links, self._mates = links, mates
        self.even = np.zeros(size, dtype=np.bool_)
        """Who would be left over instead of the root of their tree, if pairs along the tree were exchanged."""
        self._parent = np.full(size, NOBODY)
        self._tree = np.full(size, NOBODY)
        self._base = np.arange(size)
        self._queue = list[int]()
        for root in roots:
            self._tree[root] = root
            self._add(root)

    def grow(self) -> tuple[int, int] | None:
        """Return the legal couple where two trees meet, or None once the trees can grow no more."""
        done, rows = 0, 2
        while done < len(self._queue):
            places = self._queue[done : done + rows]
            for place, legal in zip(places, self._links.with_each(places), strict=True):
                if (other := self._grow_from(place, legal)) is not None:
                    return place, other
            done, rows = done + len(places), min(2 * rows, ROWS_AT_ONCE)
        return None

    def free(self, place: int) -> None:
        """Leave somebody even over, and not the root of their tree, by exchanging the pairs between."""
        mates, now = self._mates, int(self._mates[place])
        mates[place] = NOBODY
        while now != NOBODY:
            partner = int(self._parent[now])
            following = int(mates[partner])
            mates[now], mates[partner] = partner, now
            now = following

    def join(self, one: int, other: int) -> None:
        """Make a pair of two where two trees meet, so that both roots have a partner."""
        self.free(one)
        self.free(other)
        self._mates[[one, other]] = other, one

    def parts(self) -> Iterator[list[int]]:
        """Yield those who are even in parts that no legal couple joins, once no tree grows or meets another."""
        even = np.flatnonzero(self.even)
        even = even[np.argsort(self._base[even], kind="stable")]
        cuts = np.flatnonzero(np.diff(self._base[even])) + 1
        return iter(sorted(part.tolist() for part in np.split(even, cuts) if len(part)))

    def _grow_from(self, place: int, legal: Marks) -> int | None:
        new = np.flatnonzero(legal & (self._tree == NOBODY) & (self._mates != NOBODY))
        # Of two who are a pair only one is reached; the other then closes an odd cycle.
        new = new[~np.isin(self._mates[new], new) | (new < self._mates[new])]
        self._parent[new] = place
        self._tree[new] = self._tree[self._mates[new]] = self._tree[place]
        self.even[self._mates[new]] = True
        self._queue += self._mates[new].tolist()
        near = np.flatnonzero(legal & self.even & (self._base != self._base[place]))
        met = near[self._tree[near] != self._tree[place]]
        if len(met):
            return int(met[0])
        for other in near.tolist():
            if self._base[other] != self._base[place]:
                self._shrink(place, other)
        return None

    def _add(self, place: int) -> None:
        self.even[place] = True
        self._queue.append(place)

    def _climb(self, place: int) -> Iterator[int]:
        yield (place := int(self._base[place]))
        while self._mates[place] != NOBODY:
            yield (place := int(self._base[self._parent[self._mates[place]]]))

    def _shrink(self, one: int, other: int) -> None:
        above = set(self._climb(one))
        root = next(place for place in self._climb(other) if place in above)
        shrunk = np.zeros(len(self._base), dtype=np.bool_)
        self._turn_path(one, other, root, shrunk)
        self._turn_path(other, one, root, shrunk)
        inside = shrunk[self._base]
        self._base[inside] = root
        for place in np.flatnonzero(inside & ~self.even).tolist():
            self._add(place)

    def _turn_path(self, place: int, child: int, root: int, shrunk: Marks) -> None:
        while self._base[place] != root:
            partner = int(self._mates[place])
            shrunk[[self._base[place], self._base[partner]]] = True
            self._parent[place] = child
            place, child = int(self._parent[partner]), partner


def cover_most(links: Links, mates: Indices, inside: Marks) -> Forest:
    """Cover as many of those inside by pairs as can be, everybody covered still; return the trees that prove it."""
    while True:
        forest = Forest(links, mates, np.flatnonzero((mates == NOBODY) & inside).tolist())
        met = forest.grow()
        if met is None:
            return forest
        forest.join(*met)


def cover_longest(links: Links, mates: Indices, inside: Marks, waits: Sequence[int]) -> None:
    """Leave over who waited least, by pairs as many as can be.

    Sets of people whom pairs can cover form a matroid (Edmonds, Fulkerson 1965), so that nothing is better once no one
    left over can be exchanged for another.
    """
    waited = np.array(waits)
    for wait in sorted({waits[place] for place in np.flatnonzero((mates == NOBODY) & inside).tolist()}, reverse=True):
        while wait:
            roots = np.flatnonzero((mates == NOBODY) & inside & (waited == wait))
            forest = Forest(links, mates, roots.tolist())
            forest.grow()
            instead = np.flatnonzero(forest.even & (waited < wait))
            if not len(instead):
                break
            forest.free(int(instead[np.argmin(waited[instead])]))


def find_trio(links: Links, mates: Indices, forest: Forest) -> tuple[int, int, int] | None:
    """Return a legal trio after which pairs leave one person fewer over, and make these pairs; None if there is none.

    `forest` must be what `cover_most` returned. Only a trio within one part of those who are replaceable can do that,
    and only if pairs cover the rest of the part (Cornuéjols, Hartvigsen, Pulleyblank: Packing subgraphs, 1982).
    """
    for part in forest.parts():
        if len(part) > 2:
            before = mates.copy()
            inside = np.zeros(len(mates), dtype=np.bool_)
            inside[part] = True
            for trio in _find_triangles(links, np.array(part), inside):
                mates[:] = before
                forest.free(trio[0])
                if _pair_rest(links, mates, trio, inside):
                    return trio
            mates[:] = before
    return None


def _find_triangles(links: Links, part: Indices, inside: Marks) -> Iterator[tuple[int, int, int]]:
    """Yield every legal trio of a part, by rising places."""
    for one in part.tolist():
        others = np.flatnonzero(links.with_each([one])[0] & inside)
        for other in others[others > one].tolist():
            thirds = others[links.with_each([other])[0][others]]
            for third in thirds[thirds > other].tolist():
                yield one, other, third


def _pair_rest(links: Links, mates: Indices, trio: tuple[int, int, int], inside: Marks) -> bool:
    """Pair everybody of a part but the trio, if that can be, and return whether it can; the first is left over."""
    gone = [place for place in mates[list(trio)].tolist() if place != NOBODY and place not in trio]
    mates[[*trio, *gone]] = NOBODY
    rest = inside.copy()
    rest[list(trio)] = False
    if not gone:
        return True
    narrowed = links.among(rest)
    forest = Forest(narrowed, mates, gone)
    met = forest.grow()
    if met is None:
        return False
    forest.join(*met)
    return True
