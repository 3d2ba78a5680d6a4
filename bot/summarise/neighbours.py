"""Who says alike: a graph that links every text with those nearest to it."""

import numpy as np

from bot.summarise.likeness import Vectors

Graph = list[dict[int, float]]
"""For each node its neighbours and the weights of the links, the same in both directions."""

NEAREST = 15
LEAST_LIKENESS = 0.1
_BLOCK = 512
_DIGITS = 5


def link_nearest(vectors: Vectors, most: int = NEAREST, least: float = LEAST_LIKENESS) -> Graph:
    """Return the graph in which each row is linked with up to `most` rows that are at least `least` alike.

    Likeness is rounded, so that the last bits of a matrix product, which differ between processors, decide nothing;
    of equals the first are taken.
    """
    graph: Graph = [{} for _ in range(len(vectors))]
    for first in range(0, len(vectors), _BLOCK):
        block = np.round(vectors[first : first + _BLOCK] @ vectors.T, _DIGITS)
        block[np.arange(len(block)), first + np.arange(len(block))] = -1
        nearest = np.argsort(-block, axis=1, kind="stable")[:, :most]
        for row, columns in enumerate(nearest.tolist()):
            for column in columns:
                likeness = float(block[row, column])
                if likeness >= least:
                    graph[first + row][column] = graph[column][first + row] = likeness
    return graph
