"""Where a person is reached: by DM, or in their pair's thread where DMs are closed."""

from bot.actions.carrying.errands import Desk
from bot.actions.ports import Address, ToChannel, ToMember
from bot.domain.ids import ChannelId, MemberId
from bot.domain.partnership import Pair
from bot.store import pairs, profiles


def to_channel(desk: Desk) -> ToChannel:
    """The program's channel."""
    return ToChannel(channel_id=desk.hosted.channel_id, locale=desk.hosted.locale)


def to_desk(desk: Desk) -> ToChannel:
    """The organisers' channel."""
    return ToChannel(channel_id=desk.hosted.desk_channel_id, locale=desk.hosted.locale)


def to_thread(desk: Desk, thread_id: ChannelId, mentions: tuple[MemberId, ...] = ()) -> ToChannel:
    """A thread, with exactly those pinged who are named."""
    return ToChannel(channel_id=thread_id, locale=desk.hosted.locale, mentions=mentions)


async def to_member(desk: Desk, member_id: MemberId) -> Address | None:
    """The person's DM; where it is closed, their pair's thread; None where neither can be."""
    profile = await profiles.find(desk.tx, desk.hosted.guild_id, member_id)
    if profile is None:
        return None
    if not profile.dms_closed:
        return ToMember(
            guild_id=profile.guild_id,
            member_id=member_id,
            locale=profile.locale,
            channel_id=profile.dm_channel_id,
        )
    pair = await _pair_now(desk, member_id)
    if pair is None or pair.thread_id is None:
        return None
    return to_thread(desk, pair.thread_id, (member_id,))


async def _pair_now(desk: Desk, member_id: MemberId) -> Pair | None:
    if desk.step.round_id is None:
        return None
    return await pairs.find_of(desk.tx, desk.step.round_id, member_id)
