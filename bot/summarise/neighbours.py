"""Who says alike: a graph that links every reply with those nearest to it."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from bot.summarise.meaning import Vectors
from bot.summarise.resemblance import Resemblance

Graph = list[dict[int, float]]
"""For each node its neighbours and the weights of the links, the same in both directions."""

LEAST_LIKENESS = 0.1
_BLOCK = 512


def link_nearest(found: Resemblance, most: Sequence[int], share_of_words: float) -> list[Graph]:
    """Return a graph for each number in `most`: each reply is linked with so many that are nearest to it.

    Replies that are less alike than 0.1 are not linked; of equals the first are taken.
    """
    size = len(found.meanings)
    graphs: list[Graph] = [[{} for _ in range(size)] for _ in most]
    everyone = np.arange(size)
    for first in range(0, size, _BLOCK):
        rows = everyone[first : first + _BLOCK]
        block = found.between(rows, everyone, share_of_words)
        block[np.arange(len(rows)), rows] = -1
        nearest = np.argsort(-block, axis=1, kind="stable")[:, : max(most, default=0)]
        for graph, count in zip(graphs, most, strict=True):
            _link(graph, rows, nearest[:, :count], block)
    return graphs


def _link(graph: Graph, rows: NDArray[np.intp], nearest: NDArray[np.intp], block: Vectors) -> None:
    likenesses = np.take_along_axis(block, nearest, axis=1)
    for row, columns, weights in zip(rows.tolist(), nearest.tolist(), likenesses.tolist(), strict=True):
        for column, likeness in zip(columns, weights, strict=True):
            if likeness >= LEAST_LIKENESS:
                graph[row][column] = graph[column][row] = likeness
