"""Threads are opened, joined, archived and deleted. Every function here tells the gateway."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from bot.sandbox.payloads.channels import channel_payload, thread_member_payload
from bot.sandbox.shapes import Json
from bot.sandbox.snowflakes import instant_of
from bot.sandbox.world.access import can_see
from bot.sandbox.world.events import Event
from bot.sandbox.world.records import Channel, ChannelKind, ThreadState
from bot.sandbox.world.state import World


def open_thread(
    world: World, parent: Channel, *, name: str, owner_id: int, kind: ChannelKind, auto_archive_after: timedelta,
    thread_id: int | None = None, is_invitable: bool = True, slowmode_seconds: int = 0,
) -> Channel:  # fmt: skip
    """Open a thread with its owner as the only member. `thread_id` is the message it starts from, if any."""
    now = world.time.now()
    state = ThreadState(
        owner_id=owner_id,
        created_at=now,
        archive_changed_at=now,
        auto_archive_after=auto_archive_after,
        is_invitable=is_invitable,
        members={owner_id: now},
    )
    thread = Channel(
        id=thread_id or world.snowflakes.make(),
        kind=kind,
        name=name,
        guild_id=parent.guild_id,
        parent_id=parent.id,
        slowmode_seconds=slowmode_seconds,
        thread=state,
    )
    world.channels[thread.id] = thread
    _tell(world, "THREAD_CREATE", thread, {"newly_created": True})
    return thread


def add_thread_members(world: World, channel: Channel, user_ids: Iterable[int]) -> None:
    """Take users into the thread; those inside already, and those who cannot see its parent, change nothing."""
    if (thread := channel.thread) is None:
        return
    parent = world.channels[channel.parent_id or 0]
    new = [user for user in dict.fromkeys(user_ids) if user not in thread.members and can_see(world, user, parent)]
    if not new:
        return
    now = world.time.now()
    bot_saw_it = can_see(world, world.bot.id, channel)
    thread.members.update(dict.fromkeys(new, now))
    if world.bot.id in new and not bot_saw_it:
        _tell(world, "THREAD_CREATE", channel)
    added = [thread_member_payload(channel.id, user, now) for user in new]
    _tell_members(world, channel, new, {"added_members": added})


def remove_thread_member(world: World, channel: Channel, user_id: int) -> None:
    """Take a user out of the thread; who is not inside changes nothing."""
    if channel.thread is None or user_id not in channel.thread.members:
        return
    _tell_members(world, channel, [user_id], {"removed_member_ids": [str(user_id)]}, left=user_id)


def change_thread(
    world: World, channel: Channel, *, is_archived: bool | None = None, is_locked: bool | None = None,
    is_invitable: bool | None = None, auto_archive_after: timedelta | None = None,
) -> None:  # fmt: skip
    """Change what is given of the thread's state and tell of it; None leaves as it is."""
    if (thread := channel.thread) is None:
        return
    if is_archived is not None and is_archived != thread.is_archived:
        thread.is_archived, thread.archive_changed_at = is_archived, world.time.now()
    thread.is_locked = thread.is_locked if is_locked is None else is_locked
    thread.is_invitable = thread.is_invitable if is_invitable is None else is_invitable
    thread.auto_archive_after = auto_archive_after or thread.auto_archive_after
    _tell(world, "THREAD_UPDATE", channel)


def reopen_thread(world: World, channel: Channel) -> None:
    """Unarchive the thread if it is archived, as any post in it does."""
    if channel.thread is not None and channel.thread.is_archived:
        change_thread(world, channel, is_archived=False)


def archive_silent_threads(world: World) -> None:
    """Archive each thread in which nothing was said for its auto-archive duration."""
    now = world.time.now()
    for channel in list(world.channels.values()):
        thread = channel.thread
        if thread is None or thread.is_archived or channel.deleted_at is not None:
            continue
        last = thread.archive_changed_at
        if channel.last_message_id is not None:
            last = max(last, instant_of(channel.last_message_id))
        if now - last >= thread.auto_archive_after:
            change_thread(world, channel, is_archived=True)


def count_message(thread: ThreadState) -> None:
    """Count one more message in the thread."""
    thread.message_count += 1
    thread.messages_ever += 1


def _tell(world: World, name: str, channel: Channel, extra: Json | None = None) -> None:
    data = {**channel_payload(world, channel), **(extra or {})}
    world.emit(Event(name=name, data=data, guild_id=channel.guild_id, channel=channel))


def _tell_members(world: World, channel: Channel, users: list[int], change: Json, left: int | None = None) -> None:
    """Tell who came or left. Whoever leaves is still told, so the membership ends after the event was made."""
    assert channel.thread is not None
    members = len(channel.thread.members) - (left is not None)
    data: Json = {"id": str(channel.id), "guild_id": str(channel.guild_id), "member_count": min(members, 50), **change}
    is_own = world.bot.id in users
    event = Event(
        name="THREAD_MEMBERS_UPDATE", data=data, guild_id=channel.guild_id, channel=channel, only_for_bot=is_own
    )
    world.emit(event)
    if left is not None:
        del channel.thread.members[left]
