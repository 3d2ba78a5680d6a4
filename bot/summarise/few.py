"""Groups among few replies: plain ones or none. What some of them say alike by chance is no theme."""

import numpy as np
from numpy.typing import NDArray

from bot.summarise.consensus import join_nearest
from bot.summarise.landscape import Landscape
from bot.summarise.meaning import Vectors, unit

_WEIGHT_OF_WORDS = 0.5
_LEAST_LIKENESS = 0.55
_LEAST_TO_JOIN = 0.4
_LEAST_AS_THEY_ARE = 0.5
"""What is common to few replies is hardly known, so they must also be alike in what they mean as they stand."""
_FEWEST_OTHERS = 2


def group_few(land: Landscape) -> list[list[int]]:
    """Return groups in which several are near several others, in meaning or by words that set them apart.

    Whoever is not so near, but nearest to one of these groups, joins it: that makes no new one. All
    linkages are averages over pairs (UPGMA), so that one reply between two matters does not join them.
    """
    likeness = _likeness(land)
    groups = join_nearest(likeness.copy(), [[row] for row in range(len(likeness))], least=_LEAST_LIKENESS)
    plain = [kept for group in groups if len(kept := _near_several(group, likeness)) > _FEWEST_OTHERS]
    return _joined_by_others(plain, likeness)


def _likeness(land: Landscape) -> Vectors:
    """Return how alike replies are; none are that have little in common before what all share is taken away."""
    words = _WEIGHT_OF_WORDS * _shared_words(land)
    as_they_are = land.meanings @ land.meanings.T + words
    likeness = land.found.meanings @ land.found.meanings.T + words
    likeness[as_they_are < _LEAST_AS_THEY_ARE] = 0
    return np.round(likeness, 4).astype(np.float32)


def _shared_words(land: Landscape) -> Vectors:
    """Return how much replies share words; one that all use weighs nothing, and runs of characters are chance."""
    used = (land.found.words[:, : len(land.space.stems)] > 0).astype(np.float32)
    rows = unit(used * np.log(len(used) / np.maximum(used.sum(axis=0), 1)))
    return (rows @ rows.T).astype(np.float32)


def _near_several(group: list[int], likeness: Vectors) -> list[int]:
    """Return those of the group that are near at least two others of it, or nobody."""
    places: NDArray[np.intp] = np.array(group, dtype=np.intp)
    near = likeness[np.ix_(places, places)] >= _LEAST_LIKENESS
    return places[near.sum(axis=1) > _FEWEST_OTHERS].tolist()


def _joined_by_others(groups: list[list[int]], likeness: Vectors) -> list[list[int]]:
    joined = [group.copy() for group in groups]
    alone = {*range(len(likeness))}.difference(*groups) if groups else set[int]()
    for row in sorted(alone):
        nearness = [round(float(likeness[row, group].mean()), 4) for group in groups]
        if max(nearness) >= _LEAST_TO_JOIN:
            joined[nearness.index(max(nearness))].append(row)
    return [sorted(group) for group in joined]
