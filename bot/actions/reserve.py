"""The wait-list as a reserve: who of it becomes a partner while a round runs, as far as places are free."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice

from bot.actions.community import Community
from bot.actions.lookups import Setting
from bot.actions.pinned import count_follows
from bot.actions.places import give_place
from bot.domain.ids import MemberId
from bot.domain.places import PlaceRules, Queued, choose_next
from bot.pairing import Placement, Seeker
from bot.store import Tx, places

MOST_CONSIDERED = 60
"""People of the wait-list, from its beginning, of whom partners are chosen at one time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reserve:
    """The wait-list of a running round, and how many places are taken: it may be compared, and pickled."""

    rules: PlaceRules
    taken: Mapping[str, int]
    queue: tuple[Queued, ...]

    def members(self) -> tuple[MemberId, ...]:
        """The first on the list who fit the caps by themselves."""
        fitting = (each.member_id for each in self.queue if self.rules.has_room(self.taken, each.country))
        return tuple(islice(fitting, MOST_CONSIDERED))

    def window(self, known: Collection[int], without: Collection[int], given: Sequence[Queued] = ()) -> list[Queued]:
        """Who gets the free places if those `without` get none, and those `given` have theirs."""
        taken = Counter(self.taken) + Counter(each.country for each in given)
        queue = [each for each in self.queue if each.member_id in known and each.member_id not in without]
        return list(choose_next(self.rules, taken, queue))


async def gather_reserve(tx: Tx, found: Setting, now: datetime) -> Reserve:
    """The reserve of the round as it stands now."""
    guild_id, round_id = found.hosted.guild_id, found.round.id
    queue = tuple(await places.queue(tx, guild_id, round_id))
    taken = await places.taken(tx, guild_id, round_id, now) if queue else {}
    return Reserve(rules=found.program.places, taken=taken, queue=queue)


def place_with_reserve(
    community: Community, alone: Sequence[MemberId], groups: Sequence[Sequence[MemberId]], reserve: Reserve
) -> Placement:
    """Who lost a partner gets one, of the wait-list too; and while places are left, two of the wait-list each other.

    Of the wait-list the first come first whom the caps and the rules of pairing allow. Nobody's pair takes in somebody
    of the wait-list as a third. Who of it finds nobody is not mentioned: they stay where they are on it.
    """
    known = {seeker.id: seeker for seeker in community.seekers}
    lonely = [known[member] for member in alone if member in known]
    settled = [[known[member] for member in group if member in known] for group in groups]
    placed, chosen = _place_lonely(community, lonely, [group for group in settled if len(group) > 1], reserve)
    others = reserve.window(known, {each.member_id for each in chosen}, chosen)
    if len(others) < 2:
        return placed
    together = _place(community, [known[each.member_id] for each in others], [], [])
    return replace(placed, formed=(*placed.formed, *together.formed))


def _place_lonely(
    community: Community, lonely: list[Seeker], settled: list[list[Seeker]], reserve: Reserve
) -> tuple[Placement, list[Queued]]:
    """Who of the wait-list finds nobody makes room for the next, so that the first who fits gets the place."""
    known = {seeker.id: seeker for seeker in community.seekers}
    dropped = {
        each.member_id
        for each in reserve.queue
        if not any(community.judge((each.member_id, seeker.id)).legal for seeker in lonely)
    }
    while True:
        window = reserve.window(known, dropped)
        # The lower the number on the list, the longer the wait: only the order counts.
        waiting = [replace(known[each.member_id], waited=len(window) - rank) for rank, each in enumerate(window)]
        placed = _place(community, lonely, waiting, settled)
        members = {member for group in placed.formed for member in group.members}
        chosen = [each for each in window if each.member_id in members]
        if len(chosen) == len(window):
            return placed, chosen
        dropped |= {each.member_id for each in window if each not in chosen}


def _place(community: Community, lonely: list[Seeker], waiting: list[Seeker], settled: list[list[Seeker]]) -> Placement:
    from bot.pairing.solving import place

    rules, seed = community.rules, community.seed
    return place(lonely, waiting, settled, rules, community.history, community.kept_apart, seed)


async def give_places(tx: Tx, found: Setting, placement: Placement, reserve: Reserve, now: datetime) -> None:
    """Who of the wait-list has a partner now takes part."""
    placed = {member for group in placement.formed for member in group.members}
    chosen = [each for each in reserve.queue if each.member_id in placed]
    for each in chosen:
        await give_place(tx, found, each.member_id, now)
    if chosen:
        await count_follows(tx, found.hosted, now)
