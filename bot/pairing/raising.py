"""The tiers above quality: cover and who waits, proved for any number of people, and repeats.

For any number of people is settled: no pairs cover more people, or leave over whom who waited less could replace; and
nobody meets again where pairs as many do without. Where somebody has to meet again, repeats are as few as two ways
find: pairs that do without are completed, and each repeat is exchanged away alone.
"""

import numpy as np

from bot.pairing.above import weigh_above
from bot.pairing.covering import NOBODY, Forest, cover_longest, cover_most, find_trio
from bot.pairing.crowd import Marks
from bot.pairing.ladder import Ladder
from bot.pairing.links import Links
from bot.pairing.matching import mates_of
from bot.pairing.near import Mates
from bot.pairing.trios import Groups

MOST_EXCHANGED = 200
"""Repeats that are exchanged one by one."""


def raise_tiers(ladder: Ladder, mates: Mates, inside: Marks) -> Mates:
    """Return pairs of those inside that are no worse in the tiers above quality, and as good there as said above."""
    mates = mates.copy()
    links = Links(ladder.table, inside)
    _cover(links, mates, inside, ladder.waits)
    for unwanted in _unwanted(ladder):
        if not _repeats(mates, unwanted):
            continue
        trial = _without(mates, unwanted)
        _cover(Links(ladder.table, inside, unwanted), trial, inside, ladder.waits)
        _cover(links, trial, inside, ladder.waits)
        mates = max(mates, _exchange(ladder, trial, inside, unwanted), key=lambda each: weigh_above(ladder, each))
    return mates


def _cover(links: Links, mates: Mates, inside: Marks, waits: list[int]) -> None:
    left = np.flatnonzero((mates == NOBODY) & inside)
    if len(left) > np.count_nonzero(inside) % 2:
        cover_most(links, mates, inside)
    cover_longest(links, mates, inside, waits)


def _unwanted(ladder: Ladder) -> list[frozenset[tuple[int, int]]]:
    """Return the couples that should not meet again: those within the gap, then all that ever met."""
    lately = frozenset(couple for couple, meetings in ladder.met.items() if meetings.within_gap)
    return [lately, frozenset(ladder.met)]


def _repeats(mates: Mates, unwanted: frozenset[tuple[int, int]]) -> list[tuple[int, int]]:
    return [(one, other) for one, other in enumerate(mates.tolist()) if one < other and (one, other) in unwanted]


def _without(mates: Mates, unwanted: frozenset[tuple[int, int]]) -> Mates:
    trial = mates.copy()
    trial[[place for couple in _repeats(mates, unwanted) for place in couple]] = NOBODY
    return trial


def _exchange(ladder: Ladder, mates: Mates, inside: Marks, unwanted: frozenset[tuple[int, int]]) -> Mates:
    """Return pairs after each of the unwanted was exchanged where couples that are not unwanted could do without it."""
    links = Links(ladder.table, inside, unwanted)
    for one, other in _repeats(mates, unwanted)[:MOST_EXCHANGED]:
        if mates[one] != other:  # An exchange before has parted them.
            continue
        trial = mates.copy()
        trial[[one, other]] = NOBODY
        forest = Forest(links, trial, [one, other])
        if met := forest.grow():
            forest.join(*met)
            mates = trial
    return mates


def form_unseen(ladder: Ladder, groups: Groups) -> Groups | None:
    """Return groups with one trio in which nobody meets again; None where there are none, or not with one trio."""
    inside = np.ones(ladder.size, dtype=np.bool_)
    links = Links(ladder.table, inside, ladder.met)
    mates = _without(mates_of(groups.pairs, ladder.size), frozenset(ladder.met))
    forest = cover_most(links, mates, inside)
    if np.count_nonzero(mates == NOBODY) != 1 or not (trio := find_trio(links, mates, forest)):
        return None
    pairs = [(one, other) for one, other in enumerate(mates.tolist()) if one < other]
    return Groups(groups=(trio, *pairs), left=())
