"""Groups of replies that say alike, as many as a reader is given."""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from bot.summarise.consensus import agree, look_at, shares_together
from bot.summarise.few import group_few
from bot.summarise.landscape import Landscape
from bot.summarise.meaning import Vectors, unit
from bot.summarise.progress import Progress, tell_nobody

FEW = 30
"""Up to so many replies a group must hold together plainly; else it is no theme."""
_LEAST_TOGETHER = 0.05
_LEAST_TO_HOLD = 0.35
"""A reply that is with its group in a smaller share of all groupings says something of its own."""
_SOUGHT, _REPLIES_OF_EACH_SOUGHT, _MOST_SOUGHT = 0.87, 20, 60
_LEAST_ON_THE_MATTER = 0.42
"""Likeness with the middle of a theme: replies that only share words or turns of speech have less.

Measured: of arguments on one question 1 in 100 has less, of comments on a whole town 1 in 5, nearly all misplaced.
"""
_SAME_THING = 0.7
"""Likeness of meanings, as they are, of replies that say one thing; unlike arguments on one question have 0.5."""
_SAME_MATTER, _LEAST_WITHIN, _FEWEST_TO_BE_LOOSE = 0.65, 0.3, 2
"""Of groups of one matter that places or languages set apart, half have over 0.55 of the likeness within them, nearly
all have so much once others are joined; of those of other matters, 1 in 50 has 0.34."""
_LOOKS_AT_THE_MIDDLE = 2


def find_groups(land: Landscape, seed: int = 0, progress: Progress = tell_nobody) -> list[list[int]]:
    """Return the rows grouped, the largest group first; what is in none says nothing that several say.

    There are somewhat more groups than a reader is given, 14 of 230 replies, 30 of 600 and at most 60: so what is said
    by few stays apart and does not blur what is said by many.
    """
    size = len(land.meanings)
    spoken = np.flatnonzero(land.found.words.any(axis=1) | land.meanings.any(axis=1))
    groups = group_few(land) if size <= FEW else _group_many(land, seed, progress)
    joined = _join_same([np.intersect1d(group, spoken) for group in groups], land)
    return sorted((group.tolist() for group in joined), key=lambda group: (-len(group), group))


def _group_many(land: Landscape, seed: int, progress: Progress) -> list[list[int]]:
    looks = look_at(land.found, seed, progress)
    size = len(looks)
    sought = min(_MOST_SOUGHT, max(1 + round(_SOUGHT * math.sqrt(size)), size // _REPLIES_OF_EACH_SOUGHT))
    matters = land.matters
    return [_keep_to_the_matter(group, looks, matters) for group in agree(looks, sought, _LEAST_TOGETHER)]


def _keep_to_the_matter(group: Sequence[int], looks: NDArray[np.int32], matters: Vectors) -> list[int]:
    """Return those of a group that are about what it is about, and with it in most looks or saying the same thing."""
    rows, together = np.array(group, dtype=np.intp), shares_together(group, looks)
    for _ in range(_LOOKS_AT_THE_MIDDLE):
        if not len(rows):
            break
        near = _nearness_to_the_middle(matters[rows])
        kept = (near >= _SAME_THING) | ((together >= _LEAST_TO_HOLD) & (near >= _LEAST_ON_THE_MATTER))
        rows, together = rows[kept], together[kept]
    return rows.tolist()


def _nearness_to_the_middle(rows: Vectors) -> Vectors:
    middle: Vectors = unit(rows.mean(axis=0, keepdims=True))[0]
    return np.round(rows @ middle, 4)


def _join_same(groups: Sequence[NDArray[np.intp]], land: Landscape) -> list[NDArray[np.intp]]:
    """Join groups that say one thing, and groups of one matter: nearly as alike as those within them are.

    Where all say alike, or say the same in many languages and of many places, small differences are all that grouping
    sees.
    """
    left = [group for group in groups if len(group)]
    while len(left) > 1:
        saying_one_thing = _likeness(left, land.meanings) / _SAME_THING
        likeness = np.maximum(saying_one_thing, _closeness(left, land.found.meanings) / _SAME_MATTER)
        np.fill_diagonal(likeness, -1)
        one, other = sorted(map(int, divmod(int(likeness.argmax()), len(left))))
        if likeness[one, other] < 1:
            break
        left[one] = np.union1d(left[one], left.pop(other))
    return left


def _likeness(groups: Sequence[NDArray[np.intp]], rows: Vectors) -> Vectors:
    """Return how alike those of each group are to those of each, on average over pairs."""
    centres: Vectors = np.array([rows[group].mean(axis=0) for group in groups], dtype=np.float32)
    return np.round(centres @ centres.T, 4)


def _closeness(groups: Sequence[NDArray[np.intp]], rows: Vectors) -> Vectors:
    """Return how alike those of two groups are, as a share of how alike those of the looser one are to each other."""
    likeness = _likeness(groups, rows)
    sizes = np.array([len(group) for group in groups])
    within = (likeness.diagonal() * sizes - 1) / np.maximum(sizes - 1, 1)
    within = np.where(sizes > _FEWEST_TO_BE_LOOSE, np.maximum(within, _LEAST_WITHIN), 1)
    return (likeness / np.minimum(within[:, None], within[None, :])).astype(np.float32)
