"""Pairs of the largest weight, exactly, by rustworkx."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import rustworkx as rx

from bot.pairing.ladder import Ladder

Places = tuple[int, ...]
"""People, by their places in the ladder, in rising order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """Pairs of the largest weight, and who is in none."""

    pairs: tuple[Places, ...]
    left: Places


def _match(graph: "rx.PyGraph[None, int]") -> list[Places]:
    # An optimum is the only one but for a chance of about couples / 2**30, thanks to the lots. That matters:
    # among equals rustworkx chooses by the order of a hash map, which is another in every process.
    return sorted((min(pair), max(pair)) for pair in rx.max_weight_matching(graph, weight_fn=int))


class Matcher:
    """Finds the pairs of the largest weight among the legal couples of a ladder, with or without some people.

    Exact. As cover weighs more than all couples together, as many people as possible are in a pair, and among equally
    many those who waited longest: sets of people that pairs can cover form a matroid (Edmonds, Fulkerson 1965).
    """

    def __init__(self, ladder: Ladder) -> None:
        self._people = range(len(ladder.cover))
        ones, others = (places.tolist() for places in np.nonzero(np.triu(ladder.legal)))
        self._graph: rx.PyGraph[None, int] = rx.PyGraph(multigraph=False)
        self._graph.add_nodes_from([None] * len(self._people))
        self._graph.add_edges_from(
            [(one, other, ladder.weigh((one, other))) for one, other in zip(ones, others, strict=True)]
        )

    def match(self, without: Collection[int] = ()) -> Pairs:
        """Return the best pairs of all people but some, by rising places."""
        graph = self._graph.copy()
        graph.remove_nodes_from(list(without))
        pairs = _match(graph)
        out = {place for pair in pairs for place in pair}.union(without)
        return Pairs(pairs=tuple(pairs), left=tuple(place for place in self._people if place not in out))


def join_pairs(ladder: Ladder, newcomers: Iterable[int], pairs: Sequence[Places]) -> dict[int, int]:
    """Return for each newcomer who fits the pair that they join, by its index, so that all trios together weigh most.

    Exact for these newcomers and pairs. As many newcomers as possible join; no pair takes two.
    """
    graph: rx.PyGraph[None, int] = rx.PyGraph(multigraph=False)
    graph.add_nodes_from([None] * (len(ladder.cover) + len(pairs)))
    for newcomer in newcomers:
        for index, pair in enumerate(pairs):
            if ladder.allows((*pair, newcomer)):
                worth = ladder.weigh((*pair, newcomer)) - ladder.weigh(pair)
                graph.add_edge(newcomer, len(ladder.cover) + index, worth)
    return {newcomer: node - len(ladder.cover) for newcomer, node in _match(graph)}
