"""Channels, threads and DMs as JSON."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.sandbox.payloads.people import user_payload
from bot.sandbox.shapes import Json, iso
from bot.sandbox.world.records import Channel, ThreadState
from bot.sandbox.world.state import World


def channel_payload(world: World, channel: Channel) -> Json:
    """Return the channel object of any kind of channel."""
    if channel.recipient_id is not None:
        recipient = user_payload(world.users[channel.recipient_id])
        return {**_shared(channel), "recipients": [recipient]}
    if channel.thread is not None:
        return thread_payload(world, channel, channel.thread)
    return {
        **_shared(channel),
        "guild_id": str(channel.guild_id),
        "name": channel.name,
        "topic": channel.topic,
        "position": channel.position,
        "parent_id": _text(channel.parent_id),
        "rate_limit_per_user": channel.slowmode_seconds,
        "nsfw": False,
        "permission_overwrites": [
            {"id": str(o.target_id), "type": int(o.is_member), "allow": str(int(o.allow)), "deny": str(int(o.deny))}
            for o in channel.overwrites.values()
        ],
    }


def thread_payload(world: World, channel: Channel, thread: ThreadState) -> Json:
    """Return the thread as the bot sees it; `member` is there when the bot is in it."""
    payload: Json = {
        **_shared(channel),
        "guild_id": str(channel.guild_id),
        "parent_id": _text(channel.parent_id),
        "name": channel.name,
        "owner_id": str(thread.owner_id),
        "rate_limit_per_user": channel.slowmode_seconds,
        "message_count": thread.message_count,
        "total_message_sent": thread.messages_ever,
        # Discord stops counting the members of a thread at 50.
        "member_count": min(len(thread.members), 50),
        "thread_metadata": {
            "archived": thread.is_archived,
            "locked": thread.is_locked,
            "invitable": thread.is_invitable,
            "auto_archive_duration": thread.auto_archive_after // timedelta(minutes=1),
            "archive_timestamp": iso(thread.archive_changed_at),
            "create_timestamp": iso(thread.created_at),
        },
    }
    joined_at = thread.members.get(world.bot.id)
    return (
        payload
        if joined_at is None
        else {**payload, "member": thread_member_payload(channel.id, world.bot.id, joined_at)}
    )


def thread_member_payload(thread_id: int, user_id: int, joined_at: datetime) -> Json:
    """Return a thread member object."""
    return {"id": str(thread_id), "user_id": str(user_id), "join_timestamp": iso(joined_at), "flags": 0}


def _shared(channel: Channel) -> Json:
    return {
        "id": str(channel.id),
        "type": int(channel.kind),
        "last_message_id": _text(channel.last_message_id),
        "last_pin_timestamp": None if channel.last_pin_at is None else iso(channel.last_pin_at),
        "flags": 0,
    }


def _text(snowflake: int | None) -> str | None:
    return None if snowflake is None else str(snowflake)
