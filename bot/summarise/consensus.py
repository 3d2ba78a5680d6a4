"""Themes on which many ways of looking agree: one grouping alone depends on chance, what most of them share does not.

After Strehl and Ghosh 2002 (cluster ensembles): groups are found in graphs of several widths, with several weights of
words beside meaning, and at several resolutions; then those are joined that are in one group most often.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import product

import numpy as np
from numpy.typing import NDArray

from bot.summarise.communities import find_communities
from bot.summarise.neighbours import link_nearest
from bot.summarise.progress import Progress, Stage, tell_nobody
from bot.summarise.resemblance import Resemblance

SHARES_OF_WORDS = (0.35, 0.5, 0.65)
_MANY = 1_000
_WIDTHS, _WIDTHS_OF_MANY = (8, 12, 18), (12,)
_RESOLUTIONS, _RESOLUTIONS_OF_MANY = (1.0, 1.3, 1.6), (1.0, 1.6)
_LEAST_PART = 4


def look_at(found: Resemblance, seed: int = 0, progress: Progress = tell_nobody) -> NDArray[np.int32]:
    """Return a row for each reply: its group in each of the groupings. With over 1,000 replies there are fewer."""
    size = len(found.meanings)
    widths, resolutions = (_WIDTHS, _RESOLUTIONS) if size <= _MANY else (_WIDTHS_OF_MANY, _RESOLUTIONS_OF_MANY)
    widths = [min(width, max(2, size // _LEAST_PART)) for width in widths]
    whole = len(SHARES_OF_WORDS) * len(widths) * len(resolutions)
    looks: list[NDArray[np.int32]] = []
    for graphs in link_nearest(found, widths, SHARES_OF_WORDS):
        for graph, resolution in product(graphs, resolutions):
            looks.append(_numbered(find_communities(graph, seed, resolution), size))
            progress(Stage.THEMES, len(looks), whole)
    return np.column_stack(looks)


def _numbered(groups: Sequence[Sequence[int]], size: int) -> NDArray[np.int32]:
    numbers = np.zeros(size, dtype=np.int32)
    for number, group in enumerate(groups):
        numbers[group] = number
    return numbers


def agree(looks: NDArray[np.int32], most: int, least_together: float) -> list[list[int]]:
    """Return the groups left after joining, pair by pair, those whose replies are most often in one group.

    It ends when there are at most `most` groups or when the nearest two are together in less than `least_together` of
    the groupings. The largest come first; within a group rows are in order.
    """
    always: defaultdict[tuple[int, ...], list[int]] = defaultdict(list)
    for row, seen in enumerate(looks.tolist()):
        always[tuple(seen)].append(row)
    groups = list(always.values())
    heads = looks[[group[0] for group in groups]]
    together = np.zeros((len(groups), len(groups)), dtype=np.float32)
    for column in heads.T:
        together += column[:, None] == column[None, :]
    return join_nearest(together / np.float32(max(1, looks.shape[1])), groups, least=least_together, most=most)


def shares_together(group: Sequence[int], looks: NDArray[np.int32]) -> NDArray[np.float64]:
    """Return for each reply of a group in which share of the groupings it is with others of it, on average."""
    seen = looks[list(group)]
    shares = np.zeros(len(seen))
    for column in seen.T:
        _, places, counts = np.unique(column, return_inverse=True, return_counts=True)
        shares += counts[places] / len(seen)
    return shares / max(1, looks.shape[1])


def join_nearest(
    likeness: NDArray[np.float32], groups: list[list[int]], *, least: float, most: int = 1
) -> list[list[int]]:
    """Return the groups left after joining the nearest two, again and again; both arguments are used up.

    It ends when there are at most `most` groups or when the nearest two are less alike than `least`. The largest come
    first; within a group rows are in order.
    """
    joining = _Joining(likeness=likeness, groups=groups)
    while joining.left > most and joining.join_nearest(least):
        pass
    return sorted((sorted(group) for group in joining.groups if group), key=lambda group: (-len(group), group))


@dataclass(slots=True, kw_only=True)
class _Joining:
    """Groups and how near each is to each, on average over their members (UPGMA, Sokal and Michener 1958)."""

    likeness: NDArray[np.float32]
    groups: list[list[int]]
    left: int = field(init=False)
    nearest: NDArray[np.intp] = field(init=False)
    best: NDArray[np.float32] = field(init=False)

    def __post_init__(self) -> None:
        np.fill_diagonal(self.likeness, -1)
        self.left = len(self.groups)
        self.nearest = self.likeness.argmax(axis=1) if self.left else np.zeros(0, dtype=np.intp)
        self.best = self.likeness.max(axis=1) if self.left else np.zeros(0, dtype=np.float32)

    def join_nearest(self, least: float) -> bool:
        """Join the two nearest groups; return whether they were at least so near."""
        one = int(self.best.argmax())
        if self.best[one] < least:
            return False
        self._join(*sorted((one, int(self.nearest[one]))))
        return True

    def _join(self, one: int, other: int) -> None:
        sizes = len(self.groups[one]), len(self.groups[other])
        row = (self.likeness[one] * sizes[0] + self.likeness[other] * sizes[1]) / sum(sizes)
        row[self.likeness[one] < 0] = row[other] = row[one] = -1
        self.likeness[one] = self.likeness[:, one] = row
        self.likeness[other] = self.likeness[:, other] = -1
        self.groups[one] += self.groups[other]
        self.groups[other] = []
        self.left -= 1
        stale = np.union1d(np.flatnonzero((self.nearest == one) | (self.nearest == other)), [one, other])
        self.nearest[stale] = self.likeness[stale].argmax(axis=1)
        self.best[stale] = self.likeness[stale].max(axis=1)
        nearer = row > self.best
        self.nearest[nearer], self.best[nearer] = one, row[nearer]
