"""What the bot may do where: every route asks here, and gets the thing or Discord's refusal."""

from __future__ import annotations

from bot.sandbox.errors import ApiError, Refusal
from bot.sandbox.permissions import Permission
from bot.sandbox.rest.calls import Call
from bot.sandbox.world.access import can_see, guild_permissions, permissions_in
from bot.sandbox.world.records import Channel, Guild, Message


def seen_channel(call: Call, name: str = "channel") -> Channel:
    """Return the channel of the path: 10003 when there is none, 50001 when the bot cannot see it."""
    channel = call.world.channel(call.id(name))
    if not can_see(call.world, call.world.bot.id, channel):
        raise ApiError(Refusal.MISSING_ACCESS)
    return channel


def allows(call: Call, channel: Channel, permission: Permission) -> bool:
    """Whether the bot has all of these permissions in the channel."""
    return permissions_in(call.world, call.world.bot.id, channel) & permission == permission


def require(call: Call, channel: Channel, permission: Permission) -> None:
    """Raise 50013 unless the bot has all of these permissions in the channel."""
    if not allows(call, channel, permission):
        raise ApiError(Refusal.MISSING_PERMISSIONS)


def require_in_guild(call: Call, guild: Guild, permission: Permission) -> None:
    """Raise 50013 unless the bot has all of these permissions in the guild."""
    if guild_permissions(guild, call.world.bot.id) & permission != permission:
        raise ApiError(Refusal.MISSING_PERMISSIONS)


def require_writing(call: Call, channel: Channel) -> None:
    """Raise what Discord answers when the bot may not write here: permissions, a closed DM, a locked thread."""
    if channel.recipient_id is not None:
        _require_open_dm(call, channel.recipient_id)
        return
    if channel.thread is None:
        require(call, channel, Permission.SEND_MESSAGES)
        return
    require(call, channel, Permission.SEND_MESSAGES_IN_THREADS)
    if channel.thread.is_locked and not allows(call, channel, Permission.MANAGE_THREADS):
        raise ApiError(Refusal.THREAD_IS_LOCKED)


def require_open_thread(channel: Channel) -> None:
    """Raise 50083 when the channel is an archived thread."""
    if channel.thread is not None and channel.thread.is_archived:
        raise ApiError(Refusal.THREAD_IS_ARCHIVED)


def seen_message(call: Call, channel: Channel) -> Message:
    """Return the message of the path, or raise 10008."""
    return call.world.message(channel, call.id("message"))


def _require_open_dm(call: Call, user_id: int) -> None:
    if not call.world.shares_a_guild(user_id):
        raise ApiError(Refusal.NO_GUILD_IN_COMMON)
    if user_id in call.world.closed_dms:
        raise ApiError(Refusal.DMS_ARE_CLOSED)
