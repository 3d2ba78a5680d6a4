"""Where a person is reached: by DM or in their pair's thread, as they chose, and as their DMs allow."""

from bot.actions.carrying.errands import Desk
from bot.actions.ports import Address, ToChannel, ToMember
from bot.domain.ids import ChannelId, MemberId, RoundId
from bot.domain.particulars import Reach
from bot.domain.partnership import Pair
from bot.domain.steps import Outcome, StepKind
from bot.store import Tx, pairs, particulars, profiles, steps


def to_channel(desk: Desk) -> ToChannel:
    """The program's channel."""
    return ToChannel(channel_id=desk.hosted.channel_id, locale=desk.hosted.locale)


def to_desk(desk: Desk) -> ToChannel:
    """The organisers' channel."""
    return ToChannel(channel_id=desk.hosted.desk_channel_id, locale=desk.hosted.locale)


def to_thread(desk: Desk, thread_id: ChannelId, mentions: tuple[MemberId, ...] = ()) -> ToChannel:
    """A thread, with exactly those pinged who are named."""
    return ToChannel(channel_id=thread_id, locale=desk.hosted.locale, mentions=mentions)


async def to_member(desk: Desk, member_id: MemberId, *, in_private: bool = False) -> Address | None:
    """The person's DM or their pair's thread, as they chose; where DMs are closed, the thread; None where neither is.

    Who takes no DMs and is in no pair has a room of their own, as soon as there was something to say.

    Who chose the thread is written to by DM as long as there is none. What no partner may read goes by DM or into the
    room alone: `in_private`.
    """
    profile = await profiles.find(desk.tx, desk.hosted.guild_id, member_id)
    if profile is None:
        return None
    said = await particulars.find(desk.tx, desk.hosted.guild_id, member_id)
    in_thread = not in_private and (profile.dms_closed or said.reach is Reach.THREAD)
    if in_thread and (thread := await thread_of(desk, member_id)):
        return thread
    if profile.dms_closed:
        return await own_room_of(desk, member_id)
    return ToMember(
        guild_id=profile.guild_id,
        member_id=member_id,
        locale=profile.locale,
        channel_id=profile.dm_channel_id,
    )


async def thread_of(desk: Desk, member_id: MemberId) -> ToChannel | None:
    """The thread of the pair in which the person is now, with them pinged; None where there is none."""
    pair = await _pair_now(desk, member_id)
    return to_thread(desk, pair.thread_id, (member_id,)) if pair and pair.thread_id else None


async def own_room_of(desk: Desk, member_id: MemberId) -> ToChannel | None:
    """The person's own private thread, with them pinged; None where none was opened in this round."""
    if desk.step.round_id is None:
        return None
    room_id = await find_own_room(desk.tx, desk.step.round_id, member_id)
    return to_thread(desk, room_id, (member_id,)) if room_id else None


async def find_own_room(tx: Tx, round_id: RoundId, member_id: MemberId) -> ChannelId | None:
    """The thread that was opened for this person alone, because they take no DMs."""
    for step in await steps.of_kinds(tx, round_id, [StepKind.OPEN_HELP_ROOM]):
        if step.recipient_id == member_id and step.subject_id is None and step.outcome is Outcome.DONE:
            return step.channel_id
    return None


async def are_dms_closed(desk: Desk, member_id: MemberId) -> bool:
    """Whether the person's DMs are known to be closed."""
    profile = await profiles.find(desk.tx, desk.hosted.guild_id, member_id)
    return profile is not None and profile.dms_closed


async def _pair_now(desk: Desk, member_id: MemberId) -> Pair | None:
    if desk.step.round_id is None:
        return None
    return await pairs.find_of(desk.tx, desk.step.round_id, member_id)
