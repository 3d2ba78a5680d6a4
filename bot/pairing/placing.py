"""New partners in the middle of a round."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

import numpy as np

from bot.pairing.drawing import describe, tell_waiting
from bot.pairing.findings import Placement
from bot.pairing.ladder import LONGEST_WAIT, Ladder
from bot.pairing.matching import Matcher, Places, join_pairs
from bot.pairing.people import Couple, History, Rules, Seeker
from bot.pairing.table import Table


def place(
    alone: Iterable[Seeker],
    reserve: Iterable[Seeker],
    groups: Iterable[Sequence[Seeker]],
    rules: Rules,
    history: History,
    kept_apart: Collection[Couple],
    seed: int,
) -> Placement:
    """Return new partners for those who lost theirs in the middle of a round; `groups` are those of everybody else.

    Each of `alone` is paired with somebody of `reserve` or of `alone`, as many of them as possible, and of the reserve
    those first who waited longest. Who is still alone joins the best legal pair as its third, no pair taking two. Who
    then finds no place waits. Of the reserve nobody is paired with each other. The tiers are those of `draw`.
    """
    # Who lost a partner comes before everybody in the reserve: only the order of the waits counts.
    first = [replace(seeker, waited=LONGEST_WAIT) for seeker in alone]
    second = [replace(seeker, waited=min(seeker.waited, LONGEST_WAIT - 1)) for seeker in reserve]
    settled = [tuple(group) for group in groups]
    everybody = [*first, *second, *(seeker for group in settled for seeker in group)]
    ladder = Ladder(Table(everybody, rules, kept_apart), history, seed)
    place_of = ladder.table.place_of
    lonely = [place_of[seeker.id] for seeker in first]
    pairs = _pair_up(ladder, lonely, [place_of[seeker.id] for seeker in second])
    hosts = [*pairs, *(tuple(place_of[seeker.id] for seeker in group) for group in settled if len(group) == 2)]
    without = set(lonely).difference(*pairs)
    host_of = join_pairs(ladder, without, hosts)
    joined = {index: (*hosts[index], newcomer) for newcomer, index in host_of.items()}
    return Placement(
        formed=describe(ladder, history, (joined.get(index, pair) for index, pair in enumerate(pairs))),
        enlarged=describe(ladder, history, (trio for index, trio in joined.items() if index >= len(pairs))),
        waiting=tell_waiting(ladder, without - host_of.keys()),
    )


def _pair_up(ladder: Ladder, lonely: Sequence[int], others: Sequence[int]) -> tuple[Places, ...]:
    """Return the best pairs that have somebody lonely in them."""
    free = sorted({*lonely, *others})
    couples = {
        (min(one, other), max(one, other))
        for one in lonely
        for other in np.array(free)[ladder.table.legal_with(one)[free]].tolist()
    }
    table = np.array(sorted(couples), dtype=np.int64).reshape(-1, 2)
    return Matcher(ladder, (table[:, 0], table[:, 1])).match().pairs
