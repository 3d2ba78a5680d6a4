"""Groups in a graph by the Louvain method (Blondel et al. 2008, arXiv:0803.0476)."""

from collections import defaultdict
from dataclasses import dataclass, field

import numpy as np

from bot.summarise.neighbours import Graph

_MOST_SWEEPS = 30
_LEAST_GAIN = 1e-9


@dataclass(slots=True, kw_only=True)
class _Level:
    """A graph whose nodes are groups of the level below; `loops` are the links inside each, counted twice."""

    graph: Graph
    loops: list[float]
    group_of: list[int] = field(init=False)
    degrees: list[float] = field(init=False)
    totals: list[float] = field(init=False)

    def __post_init__(self) -> None:
        self.group_of = list(range(len(self.graph)))
        self.degrees = [sum(links.values()) + loop for links, loop in zip(self.graph, self.loops, strict=True)]
        self.totals = self.degrees.copy()

    def settle(self, order: list[int], resolution: float) -> bool:
        """Move nodes to the group that gains most until nothing moves; return whether anything did."""
        weight = (sum(self.degrees) or 1.0) / resolution
        sweeps = 0
        while sweeps < _MOST_SWEEPS and self._sweep(order, weight):
            sweeps += 1
        return sweeps > 0

    def _sweep(self, order: list[int], weight: float) -> bool:
        moved = False
        for node in order:
            old = self.group_of[node]
            self.totals[old] -= self.degrees[node]
            new = self._best_group(node, weight)
            self.totals[new] += self.degrees[node]
            self.group_of[node] = new
            moved = moved or new != old
        return moved

    def _best_group(self, node: int, weight: float) -> int:
        # Most of the time of a large summary is spent here.
        group_of, totals, old = self.group_of, self.totals, self.group_of[node]
        links = {old: 0.0}
        for other, strength in self.graph[node].items():
            group = group_of[other]
            links[group] = links.get(group, 0.0) + strength
        if len(links) == 1:
            return old
        share = self.degrees[node] / weight
        best, gain = old, links[old] - totals[old] * share
        for group in sorted(links):
            if (other_gain := links[group] - totals[group] * share) > gain + _LEAST_GAIN:
                best, gain = group, other_gain
        return best

    def lifted(self) -> tuple["_Level", list[int]]:
        """Return the level whose nodes are the groups of this one, and the new node of each old one."""
        names = {group: number for number, group in enumerate(dict.fromkeys(self.group_of))}
        places = [names[group] for group in self.group_of]
        graph: list[defaultdict[int, float]] = [defaultdict(float) for _ in names]
        loops = [0.0] * len(names)
        for node, place in enumerate(places):
            loops[place] += self.loops[node]
            for other, strength in self.graph[node].items():
                if places[other] == place:
                    loops[place] += strength
                else:
                    graph[place][places[other]] += strength
        return _Level(graph=[dict(links) for links in graph], loops=loops), places


def find_communities(graph: Graph, seed: int = 0, resolution: float = 1.0) -> list[list[int]]:
    """Return the nodes grouped so that links inside groups are many and between them few.

    Every node is in exactly one group, alone where nothing links it. The largest come first, and nodes within a group
    are in order. The same graph and seed always give the same groups. A higher resolution gives more and smaller ones
    (Reichardt and Bornholdt 2006, doi:10.1103/PhysRevE.74.016110).
    """
    rng = np.random.default_rng(seed)
    level, places = _Level(graph=graph, loops=[0.0] * len(graph)), list(range(len(graph)))
    while level.settle(rng.permutation(len(level.graph)).tolist(), resolution):
        level, lifted = level.lifted()
        places = [lifted[place] for place in places]
    groups: defaultdict[int, list[int]] = defaultdict(list)
    for node, place in enumerate(places):
        groups[place].append(node)
    return sorted(groups.values(), key=lambda group: (-len(group), group))
