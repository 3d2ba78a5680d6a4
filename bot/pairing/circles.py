"""Groups of three to eight, by the same rules as pairs.

To divide people into groups of three or more so that the most is gained is hard even to come near (it contains
partition into triangles: Garey, Johnson: Computers and Intractability, 1979), so nothing is proved here of quality.
Guaranteed is: no illegal couple in any group, and at least as many people in groups as pairs and trios would cover.
Groups are made as equal as the number of people allows, and then people change places as long as that helps.
"""

from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from bot.pairing.crowd import Indices, Marks
from bot.pairing.matching import Places
from bot.pairing.rough import ILLEGAL, Block, Rough, Values
from bot.pairing.trios import Groups

MOST_TOGETHER = 600
"""People among whom places are changed: the time grows with the square. More are divided first, by their lots."""
MOST_ROUNDS = 60
"""Times that everybody may change places."""


def form_circles(rough: Rough, size: int, pairs: Groups) -> Groups:
    """Return groups of about so many people; `pairs` are those that would be made of two or three."""
    groups = [group for part in _divide(rough) for group in _Seats(rough, part, size).settle()]
    seated = _without_conflicts(rough, groups)
    left = sorted(set(range(rough.size)).difference(*seated))
    if len(left) > len(pairs.left):
        seated = _merge(rough, list(pairs.groups), size + 1)
        left = list(pairs.left)
    return Groups(groups=tuple(seated), left=tuple(left))


def bound_circles(rough: Rough, most: int) -> int:
    """Return what the quality of no groups of at most so many people exceeds: everybody's best, each couple halved."""

    def look(_: slice, values: Block) -> float:
        others = min(most - 1, values.shape[1])
        best = np.partition(np.maximum(values, 0), values.shape[1] - others, axis=1)
        return float(best[:, values.shape[1] - others :].sum())

    return int(sum(rough.visit(look)) / 2)


def _divide(rough: Rough) -> Iterator[Indices]:
    people = np.arange(rough.size)
    parts = -(-rough.size // MOST_TOGETHER)
    order = people[np.argsort(rough.ladder.draw_lots(people, people), kind="stable")]
    return (np.sort(order[part::parts]) for part in range(parts))


class _Seats:
    """Who sits with whom among some people, and what each would gain in each group."""

    def __init__(self, rough: Rough, people: Indices, size: int) -> None:
        self._people = people
        values = np.stack([rough.read(slice(place, place + 1))[0][people] for place in people.tolist()])
        values = values.astype(np.float64)
        # An illegal couple costs more than all others together can gain, so that there are as few as can be.
        values[values == ILLEGAL] = -1e3 * (np.abs(values[values > ILLEGAL]).max(initial=1) + 1)
        np.fill_diagonal(values, 0)
        self._values: Values = values
        groups = max(1, round(len(people) / size))
        self._seat: NDArray[np.int64] = np.arange(len(people)) % groups
        self._with = np.stack([values[:, self._seat == group].sum(axis=1) for group in range(groups)], axis=1)

    def settle(self) -> list[Places]:
        """Return the groups once no two people gain by changing places."""
        for _ in range(MOST_ROUNDS):
            if sum(self._change(place) for place in range(len(self._people))) == 0:
                break
        return [tuple(self._people[self._seat == group].tolist()) for group in range(self._with.shape[1])]

    def _change(self, place: int) -> bool:
        """Let somebody change places with whom that helps most; return whether it helped."""
        mine, seats = self._seat[place], self._seat
        everyone = np.arange(len(seats))
        now = self._with[place, mine] + self._with[everyone, seats]
        then = self._with[place, seats] + self._with[:, mine] - 2 * self._values[place]
        gains = np.where(seats == mine, 0, then - now)
        other = int(gains.argmax())
        if gains[other] <= 0:
            return False
        theirs = seats[other]
        moved = self._values[:, other] - self._values[:, place]
        self._with[:, mine] += moved
        self._with[:, theirs] -= moved
        self._seat[place], self._seat[other] = theirs, mine
        return True


def _without_conflicts(rough: Rough, groups: list[Places]) -> list[Places]:
    """Return groups without illegal couples: who has most of them goes, and finds a place elsewhere where there is."""
    kept, gone = list[Places](), list[int]()
    for group in groups:
        rest, out = _split(rough, group)
        kept += [rest] if len(rest) > 1 else []
        gone += out if len(rest) > 1 else [*rest, *out]
    most = max(map(len, groups), default=2)
    for place in sorted(gone, key=lambda place: (-rough.ladder.waits[place], place)):
        if not any(place in group for group in kept):
            legal = rough.ladder.table.legal_with(place)
            alone = [other for other in gone if legal[other] and not any(other in group for group in kept)]
            _ = _join(kept, place, legal, most) or _pair(kept, place, alone) or _take(kept, place, legal)
    return kept


def _join(kept: list[Places], place: int, legal: Marks, most: int) -> bool:
    """Let somebody join the smallest group that all may be in; return whether there is one."""
    fitting = [index for index, group in enumerate(kept) if len(group) < most and legal[list(group)].all()]
    if fitting:
        index = min(fitting, key=lambda index: (len(kept[index]), index))
        kept[index] = tuple(sorted((*kept[index], place)))
    return bool(fitting)


def _pair(kept: list[Places], place: int, others: Sequence[int]) -> bool:
    """Let somebody be with the first of these; return whether there is one."""
    if others:
        kept.append((min(place, others[0]), max(place, others[0])))
    return bool(others)


def _take(kept: list[Places], place: int, legal: Marks) -> bool:
    """Let one of the largest group from which somebody fits leave it for a pair with them; return whether it can be."""
    hosts = [index for index, group in enumerate(kept) if len(group) > 2 and legal[list(group)].any()]
    if not hosts:
        return False
    index = max(hosts, key=lambda index: (len(kept[index]), -index))
    other = next(member for member in kept[index] if legal[member])
    kept[index] = tuple(member for member in kept[index] if member != other)
    return _pair(kept, place, [other])


def _split(rough: Rough, group: Places) -> tuple[Places, list[int]]:
    table, rest, out = rough.ladder.table, list(group), list[int]()
    while not all(table.allows(one, other) for one, other in combinations(rest, 2)):
        conflicts = {place: sum(not table.allows(place, other) for other in rest if other != place) for place in rest}
        worst = max(rest, key=lambda place: (conflicts[place], -rough.ladder.waits[place], place))
        rest.remove(worst)
        out.append(worst)
    return tuple(rest), out


def _merge(rough: Rough, groups: list[Places], most: int) -> list[Places]:
    """Return groups put together where all of them may be, as long as they are no more than that."""
    merged = list[Places]()
    for group in sorted(groups):
        table = rough.ladder.table
        for index, other in enumerate(merged):
            fits = len(other) + len(group) <= most
            if fits and all(table.allows(one, another) for one in group for another in other):
                merged[index] = tuple(sorted((*other, *group)))
                break
        else:
            merged.append(group)
    return merged
