"""The pairing of a round, and a new partner in the middle of one, each with its reason."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from bot.pairing.ladder import LONGEST_WAIT, Ladder, build_ladder
from bot.pairing.legality import Binding, Marks, compare, find_binding, forbid, mark_legal
from bot.pairing.matching import Matcher, Places, join_pairs
from bot.pairing.people import Couple, History, Rules, Seeker
from bot.pairing.reasons import Group, Waiting, describe_group
from bot.pairing.trios import form_groups


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairing:
    """A round's groups. Everybody is in exactly one of them, or waits."""

    groups: tuple[Group, ...]
    """By their members' ids."""
    waiting: tuple[Waiting, ...]
    """By their ids."""
    seed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """What changes in the middle of a round. Each person without a partner is in exactly one group, or waits."""

    formed: tuple[Group, ...]
    """New pairs; a trio where a second person joined a new pair."""
    enlarged: tuple[Group, ...]
    """Former pairs with a third person."""
    waiting: tuple[Waiting, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Table:
    """Everybody in the order of their ids, which makes the order of the input indifferent."""

    seekers: Sequence[Seeker]
    forbidden: Mapping[Binding, Marks]
    ladder: Ladder
    history: History

    def describe(self, groups: Iterable[Places]) -> tuple[Group, ...]:
        described = (describe_group([self.seekers[place] for place in group], self.history) for group in groups)
        return tuple(sorted(described, key=lambda group: group.members))

    def tell_waiting(self, places: Iterable[int]) -> tuple[Waiting, ...]:
        return tuple(
            Waiting(id=self.seekers[place].id, binding=find_binding(self.forbidden, place)) for place in sorted(places)
        )


def _set_table(
    seekers: Iterable[Seeker], rules: Rules, history: History, kept_apart: Collection[Couple], seed: int
) -> _Table:
    ordered = sorted(seekers, key=lambda seeker: seeker.id)
    if len({seeker.id for seeker in ordered}) < len(ordered):
        raise ValueError("somebody is given twice")
    common = compare(ordered)
    forbidden = forbid(ordered, common, rules, kept_apart)
    ladder = build_ladder(ordered, common, mark_legal(forbidden), rules, history, seed)
    return _Table(seekers=ordered, forbidden=forbidden, ladder=ladder, history=history)


def draw(
    seekers: Iterable[Seeker], rules: Rules, history: History, kept_apart: Collection[Couple], seed: int
) -> Pairing:
    """Return the best legal pairing of these people, in the order of the tiers below; a lower one never pays.

    1. No couple that a rule forbids or that is kept apart, in trios too; groups of two, and of three only where pairs
       leave somebody over.
    2. As many as possible have a partner; if somebody must wait, it is who waited least.
    3. As few couples as possible that met within the gap, then as few as possible that ever met.
    4. As few as possible who were in a trio the last time are in one again.
    5. As few former meetings as possible, then as long ago as possible.
    6. The most points of quality (see `Weights`), then the lot that the seed draws.

    Exact for an even number of people; `trios` says what is guaranteed where there are trios. The same seed and the
    same people in any order give the same pairing. Takes milliseconds for fifty people and seconds for a thousand, all
    of it on the processor: call it in a thread or process of its own for many. Raises ValueError if an id comes twice.
    """
    table = _set_table(seekers, rules, history, kept_apart, seed)
    formed = form_groups(table.ladder)
    return Pairing(groups=table.describe(formed.groups), waiting=table.tell_waiting(formed.left), seed=seed)


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
    table = _set_table(everybody, rules, history, kept_apart, seed)
    place_of = {seeker.id: place for place, seeker in enumerate(table.seekers)}
    lonely = [place_of[seeker.id] for seeker in first]
    pairs = _pair_up(table.ladder, lonely, [place_of[seeker.id] for seeker in second])
    hosts = [*pairs, *(tuple(place_of[seeker.id] for seeker in group) for group in settled if len(group) == 2)]
    without = set(lonely).difference(*pairs)
    host_of = join_pairs(table.ladder, without, hosts)
    joined = {index: (*hosts[index], newcomer) for newcomer, index in host_of.items()}
    return Placement(
        formed=table.describe(joined.get(index, pair) for index, pair in enumerate(pairs)),
        enlarged=table.describe(trio for index, trio in joined.items() if index >= len(pairs)),
        waiting=table.tell_waiting(without - host_of.keys()),
    )


def _pair_up(ladder: Ladder, lonely: Sequence[int], others: Sequence[int]) -> tuple[Places, ...]:
    """Return the best pairs that have somebody lonely in them."""
    may_pair = np.zeros_like(ladder.legal)
    may_pair[np.ix_(lonely, [*lonely, *others])] = True
    return Matcher(replace(ladder, legal=ladder.legal & (may_pair | may_pair.T))).match().pairs
