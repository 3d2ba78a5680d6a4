"""What pairings are worth in the tiers above quality, and whether any is better there."""

import numpy as np
import rustworkx as rx

from bot.pairing.crowd import Indices
from bot.pairing.ladder import Ladder
from bot.pairing.near import Mates
from bot.pairing.trios import Groups, couples_of


def weigh_above(ladder: Ladder, mates: Mates) -> int:
    """Return what these pairs are worth in the tiers above quality."""
    ones = np.flatnonzero(mates > np.arange(len(mates)))
    return sum(_weights_above(ladder, ones, mates[ones]))


def _weights_above(ladder: Ladder, ones: Indices, others: Indices) -> list[int]:
    """Return the worth of each couple without its quality and lot."""
    waits = np.array(ladder.waits, dtype=np.int64)
    covers: list[int] = (waits[ones] + waits[others] + 2).tolist()
    weights = [steps * ladder.scale.cover for steps in covers]
    for at, lack in _lacks(ladder, ones, others).items():
        weights[at] -= lack
    return weights


def _lacks(ladder: Ladder, ones: Indices, others: Indices) -> dict[int, int]:
    """Return by its position what former meetings take off each of these couples that met."""
    if not ladder.met:
        return {}
    keys = np.minimum(ones, others) * ladder.size + np.maximum(ones, others)
    met = np.array([one * ladder.size + other for one, other in ladder.met], dtype=np.int64)
    seen = np.flatnonzero(np.isin(keys, met))
    couples = (divmod(key, ladder.size) for key in keys[seen].tolist())
    return {at: ladder.scale.lacking(ladder.met[couple]) for at, couple in zip(seen.tolist(), couples, strict=True)}


def is_best_above(ladder: Ladder, mates: Mates) -> bool:
    """Whether no pairs are better in any tier above quality, by looking at all couples."""
    ones, others = ladder.table.legal_couples()
    return _weigh_best(ladder.size, ones, others, _weights_above(ladder, ones, others)) == weigh_above(ladder, mates)


def _weigh_best(size: int, ones: Indices, others: Indices, weights: list[int]) -> int:
    """Return what the best pairs of so many people weigh together."""
    graph: rx.PyGraph[None, int] = rx.PyGraph(multigraph=False)
    graph.add_nodes_from([None] * size)
    graph.add_edges_from(list(zip(ones.tolist(), others.tolist(), weights, strict=True)))
    return sum(graph.get_edge_data(*pair) for pair in rx.max_weight_matching(graph, weight_fn=int))


def is_best_with_trio(ladder: Ladder, groups: Groups) -> bool:
    """Whether these are shown to be the best in each tier above quality, of all that have one trio; all are covered.

    Without one of its trio any such groups are pairs, and two couples fewer, which lack no less than the two of that
    person that lack least. So a place that costs this much, for whoever takes it, bounds all that have one trio.
    """
    if groups.left or any(ladder.in_trio[place] for trio in groups.trios for place in trio):
        return False
    ones, others = ladder.table.legal_couples()
    alone = _weigh_alone(ladder, ones, others)
    weights = [*_weights_above(ladder, ones, others), *alone.values()]
    ones, others = np.append(ones, list(alone)), np.append(others, [ladder.size] * len(alone))
    lacking = sum(_lacks(ladder, *couples_of(groups)).values())
    covered = sum(map(ladder.cover, range(ladder.size)))
    return _weigh_best(ladder.size + 1, ones, others, weights) == covered - lacking


def _weigh_alone(ladder: Ladder, ones: Indices, others: Indices) -> dict[int, int]:
    """Return what covering each person with two couples or more is worth, less what two of these lack at least."""
    lacks: list[list[int]] = [[] for _ in range(ladder.size)]
    for at, lack in _lacks(ladder, ones, others).items():
        for place in (int(ones[at]), int(others[at])):
            lacks[place].append(lack)
    couples: list[int] = np.bincount(np.concatenate([ones, others]), minlength=ladder.size).tolist()
    return {
        place: ladder.cover(place) - sum(sorted([0] * min(2, couples[place] - len(own)) + own)[:2])
        for place, own in enumerate(lacks)
        if couples[place] > 1
    }
