"""Pairs of the largest weight, exactly, by rustworkx."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import rustworkx as rx

from bot.pairing.crowd import Indices
from bot.pairing.ladder import Ladder
from bot.pairing.scale import Scale

Places = tuple[int, ...]
"""People, by their places in the ladder, in rising order."""
Graph = rx.PyGraph[None, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """Pairs of the largest weight, and who is in none."""

    pairs: tuple[Places, ...]
    left: Places


def mates_of(pairs: Iterable[Places], size: int) -> Indices:
    """Return whom each of so many people is paired with, -1 for nobody; only groups of two count."""
    mates = np.full(size, -1)
    for group in pairs:
        if len(group) == 2:
            mates[list(group)] = group[::-1]
    return mates


def match_heaviest(graph: "Graph") -> list[Places]:
    """Return the pairs of the largest weight, in rising order."""
    # An optimum is the only one but for a chance of about couples / 2**30, thanks to the lots. That matters:
    # among equals rustworkx chooses by the order of a hash map, which is another in every process.
    return sorted((min(pair), max(pair)) for pair in rx.max_weight_matching(graph, weight_fn=int))


def match_among(ladder: Ladder, people: Indices, ones: Indices, others: Indices, scale: Scale) -> list[Places]:
    """Return the heaviest pairs of these people, whose places rise, among these couples of theirs."""
    graph: Graph = rx.PyGraph(multigraph=False)
    graph.add_nodes_from([None] * len(people))
    weights = ladder.weigh_couples(ones, others, scale)
    nodes = np.searchsorted(people, ones).tolist(), np.searchsorted(people, others).tolist()
    graph.add_edges_from(list(zip(*nodes, weights, strict=True)))
    return [(int(people[one]), int(people[other])) for one, other in match_heaviest(graph)]


class Matcher:
    """Finds the pairs of the largest weight among couples of a ladder, with or without some people.

    Exact for these couples: all legal ones if none are given. As cover weighs more than all couples together, as many
    people as possible are in a pair, and among equally many those who waited longest: sets of people that pairs can
    cover form a matroid (Edmonds, Fulkerson 1965).
    """

    def __init__(self, ladder: Ladder, couples: tuple[Indices, Indices] | None = None) -> None:
        self._people = range(ladder.size)
        ones, others = couples or ladder.table.legal_couples()
        self._graph: Graph = rx.PyGraph(multigraph=False)
        self._graph.add_nodes_from([None] * ladder.size)
        weights = ladder.weigh_couples(ones, others, ladder.scale)
        self._graph.add_edges_from(list(zip(ones.tolist(), others.tolist(), weights, strict=True)))

    def match(self, without: Collection[int] = ()) -> Pairs:
        """Return the best pairs of all people but some, by rising places."""
        graph = self._graph.copy()
        graph.remove_nodes_from(list(without))
        pairs = match_heaviest(graph)
        out = {place for pair in pairs for place in pair}.union(without)
        return Pairs(pairs=tuple(pairs), left=tuple(place for place in self._people if place not in out))


def join_pairs(ladder: Ladder, newcomers: Iterable[int], pairs: Sequence[Places]) -> dict[int, int]:
    """Return for each newcomer who fits the pair that they join, by its index, so that all trios together weigh most.

    Exact for these newcomers and pairs. As many newcomers as possible join; no pair takes two.
    """
    graph: Graph = rx.PyGraph(multigraph=False)
    graph.add_nodes_from([None] * (ladder.size + len(pairs)))
    for newcomer in newcomers:
        legal = ladder.table.legal_with(newcomer)
        for index, pair in enumerate(pairs):
            if legal[list(pair)].all():
                worth = ladder.weigh((*pair, newcomer)) - ladder.weigh(pair)
                graph.add_edge(newcomer, ladder.size + index, worth)
    return {newcomer: node - ladder.size for newcomer, node in match_heaviest(graph)}
