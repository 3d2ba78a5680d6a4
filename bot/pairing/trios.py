"""Groups of everybody: pairs, and a trio for whom no pair is left, as long as a legal one exists.

What is guaranteed, for up to `MOST_EXACT` people:

- Nobody waits whom any legal set of pairs and trios could cover, and there are as few trios as that takes: none where
  pairs do, one for an odd number. If somebody must wait, it is who waited least.
- Given the trios, the pairs are the best in every tier. Without a trio that makes the whole exact.
- With one trio the whole is exact in every tier for up to `MOST_TRIED` people. Beyond, and with several trios, it is
  near the best: no exchange between a trio and one pair makes it better beyond that number, and up to it each trio is
  the best after those before it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, product

import numpy as np

from bot.pairing.covering import cover_most, find_trio
from bot.pairing.crowd import Indices
from bot.pairing.ladder import Ladder
from bot.pairing.links import Links
from bot.pairing.matching import Matcher, Pairs, Places, join_pairs, mates_of
from bot.pairing.scanning import mark_places

MOST_TRIED = 150
"""People times trios up to which every trio is weighed: a few seconds at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Groups:
    """Everybody in a pair or a trio, but for those left."""

    groups: tuple[Places, ...]
    left: Places
    exact: bool = False
    """Whether no other groups are better in any tier."""
    ceiling: int | None = None
    """What the quality of no groups exceeds that are as good in all higher tiers and have as many trios, if known."""

    @property
    def trios(self) -> list[Places]:
        """The groups of three."""
        return [group for group in self.groups if len(group) == 3]

    @property
    def pairs(self) -> list[Places]:
        """The groups of two."""
        return [group for group in self.groups if len(group) == 2]


def couples_of(groups: Groups) -> tuple[Indices, Indices]:
    """Return all couples of these groups."""
    couples = [couple for group in groups.groups for couple in combinations(group, 2)]
    table = np.array(couples, dtype=np.int64).reshape(-1, 2)
    return table[:, 0], table[:, 1]


def form_groups(ladder: Ladder, most_tried: int = MOST_TRIED) -> Groups:
    """Return the groups that are best by the ladder, as far as this module guarantees."""
    matcher = Matcher(ladder)
    found = matcher.match()
    if _count_hopeful(ladder, found.left) * ladder.size <= most_tried:
        return _open_best(ladder, matcher, found)
    groups = open_missing(ladder, matcher, join_left(ladder, found), found)
    best = exchange_all(ladder, matcher, groups)
    # Whom neither the best pairs nor any trio cover has to wait, and pairs are the best of all.
    return replace(best, exact=not best.trios)


def _count_hopeful(ladder: Ladder, left: Places) -> int:
    """Return how many of those left over could be in a trio at all: who fits fewer than two others waits anyhow."""
    return int(np.count_nonzero(ladder.table.legal_rows(np.array(left, dtype=np.int64)).sum(axis=1) > 1))


def weigh_all(ladder: Ladder, groups: Iterable[Places]) -> int:
    """Return the worth of all these groups."""
    return sum(map(ladder.weigh, groups))


def _members(trios: Iterable[Places]) -> set[int]:
    return {place for trio in trios for place in trio}


def _complete(matcher: Matcher, trios: Sequence[Places]) -> Groups:
    """Return these trios with the best pairs of all others."""
    found = matcher.match(_members(trios))
    return Groups(groups=(*trios, *found.pairs), left=found.left)


def join_left(ladder: Ladder, found: Pairs) -> Groups:
    """Return these pairs, with as many as possible of those left over in one of them."""
    pair_of = join_pairs(ladder, found.left, found.pairs)
    trios = [tuple(sorted((*found.pairs[index], newcomer))) for newcomer, index in pair_of.items()]
    joined = set(pair_of.values())
    pairs = [pair for index, pair in enumerate(found.pairs) if index not in joined]
    left = tuple(place for place in found.left if place not in pair_of)
    return Groups(groups=(*trios, *pairs), left=left)


def _open_best(ladder: Ladder, matcher: Matcher, found: Pairs) -> Groups:
    """Return groups with one trio after the other, each the best of all that leave one person fewer over."""
    groups = Groups(groups=found.pairs, left=found.left)
    while groups.left and (trio := _find_best(ladder, matcher, groups)):
        groups = _complete(matcher, [*groups.trios, trio])
    return Groups(groups=groups.groups, left=groups.left, exact=len(groups.trios) < 2)


class _Bounds:
    """What groups with a trio cannot exceed, from what pairs are worth without one of its people each.

    A trio a, b, c weighs no more than the best pairs without a, and a with b, and a with c: for b and c are a pair that
    was among those to choose from. So one search without each person bounds every trio, and few need one of their own.
    """

    def __init__(self, ladder: Ladder) -> None:
        self._ladder = ladder
        every = np.arange(ladder.size)
        self._worth = [ladder.rate(np.full(ladder.size, place), every, ladder.scale) for place in every.tolist()]
        self.without: dict[int, int] = {}

    def hope(self, place: int) -> int:
        """Return a sum that groups with this person in a trio cannot exceed."""
        others = np.flatnonzero(self._ladder.table.legal_with(place)).tolist()
        return self.without[place] + sum(sorted((self._worth[place][other] for other in others), reverse=True)[:2])

    def bound(self, trio: Places) -> int:
        """Return a sum that groups with this trio cannot exceed."""
        one, other, third = trio
        couples = {one: self._worth[other][third], other: self._worth[one][third], third: self._worth[one][other]}
        rest = min(self.without[place] - apart for place, apart in couples.items())
        return rest + sum(couples.values()) - sum(map(self._ladder.again, trio))


def _find_best(ladder: Ladder, matcher: Matcher, groups: Groups) -> Places | None:
    """Return the trio that, with the best pairs of the rest, weighs most; None where none leaves fewer people over."""
    gone = _members(groups.trios)
    bounds = _Bounds(ladder)
    best: tuple[int, Places] = (-1, ())
    for place in (place for place in range(ladder.size) if place not in gone):
        found = matcher.match({*gone, place})
        bounds.without[place] = weigh_all(ladder, found.pairs) + ladder.cover(place)
        if len(found.left) < len(groups.left):
            joined = join_left(ladder, Pairs(pairs=found.pairs, left=(place,)))
            best = max([best, *((weigh_all(ladder, joined.groups), trio) for trio in joined.trios)])
    hopeful = [place for place in bounds.without if bounds.hope(place) > best[0]]
    trios = (trio for trio in combinations(hopeful, 3) if ladder.allows(trio))
    for bound, trio in sorted(((bounds.bound(trio), trio) for trio in trios), reverse=True):
        if bound <= best[0]:
            break
        found = matcher.match(gone.union(trio))
        if len(found.left) < len(groups.left):
            best = max(best, (ladder.weigh(trio) + weigh_all(ladder, found.pairs), trio))
    return best[1] or None


def open_missing(ladder: Ladder, matcher: Matcher, groups: Groups, found: Pairs) -> Groups:
    """Return groups with as few left as possible, whatever pairs must change for that."""
    while groups.left:
        found = matcher.match(_members(groups.trios)) if groups.trios else found
        inside = ~mark_places(_members(groups.trios), ladder.size)
        links, mates = Links(ladder.table, inside), mates_of(found.pairs, ladder.size)
        if not (trio := find_trio(links, mates, cover_most(links, mates, inside))):
            break
        groups = _complete(matcher, [*groups.trios, trio])
    return groups


def _exchange(ladder: Ladder, groups: Groups) -> Groups:
    """Return groups of the same people after every exchange within a trio and one pair that makes them better."""
    trios, pairs = groups.trios, groups.pairs
    for row, column in product(range(len(trios)), range(len(pairs))):
        five = sorted((*trios[row], *pairs[column]))
        best = ladder.weigh(trios[row]) + ladder.weigh(pairs[column])
        for one, other in combinations(five, 2):
            trio = tuple(place for place in five if place not in (one, other))
            if ladder.table.allows(one, other) and ladder.allows(trio):
                total = ladder.weigh(trio) + ladder.weigh((one, other))
                if total > best:
                    best, trios[row], pairs[column] = total, trio, (one, other)
    return Groups(groups=(*trios, *pairs), left=groups.left, exact=groups.exact)


def exchange_all(ladder: Ladder, matcher: Matcher, groups: Groups) -> Groups:
    """Return groups made better by exchanges, and by the best pairs after each, until nothing helps."""
    while (changed := _exchange(ladder, groups)).groups != groups.groups:
        groups = _complete(matcher, changed.trios)
    return groups
