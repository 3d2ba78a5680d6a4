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


def link_nearest(found: Resemblance, most: Sequence[int], shares_of_words: Sequence[float]) -> list[list[Graph]]:
    """Return for each share of words graphs, one for each number in `most`: each reply is linked with so many nearest.

    Replies that are less alike than 0.1 are not linked; of equals the first are taken.
    """
    size = len(found.meanings)
    graphs: list[list[Graph]] = [[[{} for _ in range(size)] for _ in most] for _ in shares_of_words]
    everyone = np.arange(size)
    for first in range(0, size, _BLOCK):
        rows = everyone[first : first + _BLOCK]
        for of_share, block in zip(graphs, found.between_by(rows, everyone, shares_of_words), strict=True):
            block[np.arange(len(rows)), rows] = -1
            nearest = _nearest(block, max(most, default=0))
            for graph, count in zip(of_share, most, strict=True):
                _link(graph, rows, nearest[:, :count], block)
    return graphs


def _nearest(block: Vectors, most: int) -> NDArray[np.intp]:
    """Return in each row the columns of the highest numbers, the highest first, of equals the first."""
    most = min(most, block.shape[1])
    if not most:
        return np.zeros((len(block), 0), dtype=np.intp)
    least = np.partition(block, block.shape[1] - most, axis=1)[:, block.shape[1] - most]
    found = (np.flatnonzero(row >= limit) for row, limit in zip(block, least, strict=True))
    ordered = (columns[np.argsort(-row[columns], kind="stable")] for row, columns in zip(block, found, strict=True))
    return np.array([columns[:most] for columns in ordered])


def _link(graph: Graph, rows: NDArray[np.intp], nearest: NDArray[np.intp], block: Vectors) -> None:
    likenesses = np.take_along_axis(block, nearest, axis=1)
    for row, columns, weights in zip(rows.tolist(), nearest.tolist(), likenesses.tolist(), strict=True):
        for column, likeness in zip(columns, weights, strict=True):
            if likeness >= LEAST_LIKENESS:
                graph[row][column] = graph[column][row] = likeness
