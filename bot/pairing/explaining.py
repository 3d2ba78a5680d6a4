"""Every legal couple with its weight, so that anybody can check a pairing with another solver."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from bot.pairing.drawing import Solution
from bot.pairing.people import History
from bot.pairing.reasons import Reason, describe_group


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """A legal couple."""

    one: int
    """The smaller id."""
    other: int
    weight: int
    """What it adds to the weight of a pairing."""
    quality: int
    """What it adds to the quality of a pairing."""
    reason: Reason


def explain(solution: Solution, history: History) -> Iterator[Explained]:
    """Yield every legal couple of the people of a solution, by rising ids."""
    ladder = solution.ladder
    seekers = ladder.table.seekers
    ones, others = ladder.table.legal_couples()
    for place in range(ladder.size):
        first, last = np.searchsorted(ones, [place, place + 1])
        row = ones[first:last], others[first:last]
        weights = ladder.weigh_couples(*row, ladder.scale)
        columns: list[int] = row[1].tolist()
        points: list[int] = ladder.table.score(*row).tolist()
        for other, weight, quality in zip(columns, weights, points, strict=True):
            yield Explained(
                one=seekers[place].id,
                other=seekers[other].id,
                weight=weight,
                quality=quality,
                reason=describe_group((seekers[place], seekers[other]), history).reason,
            )
