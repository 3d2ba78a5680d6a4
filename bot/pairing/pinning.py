"""A pairing around groups that somebody wants to stay together."""

from collections.abc import Collection, Iterable, Sequence
from itertools import combinations

import numpy as np

from bot.pairing.drawing import draw
from bot.pairing.findings import Judgement, Pairing
from bot.pairing.people import Couple, History, Rules, Seeker
from bot.pairing.reasons import describe_group
from bot.pairing.table import Table


def judge(members: Sequence[Seeker], rules: Rules, kept_apart: Collection[Couple]) -> Judgement:
    """Return whether these people may be a group, and how well they fit."""
    table = Table(members, rules, kept_apart)
    couples = list(combinations(range(table.size), 2))
    return Judgement(
        legal=bool(couples) and all(table.allows(one, other) for one, other in couples),
        quality=sum(int(table.score(np.array([one]), np.array([other]))[0]) for one, other in couples),
    )


def draw_around(
    seekers: Iterable[Seeker],
    rules: Rules,
    history: History,
    kept_apart: Collection[Couple],
    seed: int,
    pinned: Iterable[Collection[int]] = (),
) -> Pairing:
    """Return the best pairing in which the pinned groups stand as they are, and all others as `draw` says.

    A pinned group that is not legal, or of whom somebody is not among these people, is not kept: a rule comes before
    a wish. Raises ValueError if an id comes twice, or is in two of the pinned groups.
    """
    everybody = tuple(seekers)
    known = {seeker.id: seeker for seeker in everybody}
    groups = [[known[id_] for id_ in sorted(group)] for group in pinned if known.keys() >= set(group)]
    kept = [group for group in groups if judge(group, rules, kept_apart).legal]
    taken = [seeker.id for group in kept for seeker in group]
    if len(set(taken)) < len(taken):
        raise ValueError("somebody is pinned twice")
    rest = draw([seeker for seeker in everybody if seeker.id not in set(taken)], rules, history, kept_apart, seed)
    together = (*rest.groups, *(describe_group(group, history) for group in kept))
    return Pairing(
        groups=tuple(sorted(together, key=lambda group: group.members)), waiting=rest.waiting, seed=rest.seed
    )
