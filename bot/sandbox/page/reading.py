"""A channel's messages as somebody sees them."""

from __future__ import annotations

from bot.sandbox.page.desk import PageDesk
from bot.sandbox.payloads.messages import message_payload
from bot.sandbox.people.person import Person
from bot.sandbox.permissions import Permission
from bot.sandbox.shapes import Json
from bot.sandbox.world.access import can_send, permissions_in, visible_messages
from bot.sandbox.world.records import Channel, Message
from bot.sandbox.world.state import World

PAGE = 50
ABOVE = 5
"""Messages shown above the one that somebody goes to."""


def read_channel(
    desk: PageDesk, person: Person, channel: Channel, *, before: int | None = None, from_id: int | None = None
) -> Json:
    """Return up to 50 messages, the oldest first, those before the one named; the person has then seen the channel.

    With `from_id` there are as many more as lie between that message, with a few above it, and the newest.
    """
    seen = visible_messages(channel, person.id)
    if before is not None:
        seen = [message for message in seen if message.id < before]
    wanted = PAGE if from_id is None else max(PAGE, ABOVE + sum(message.id >= from_id for message in seen))
    read_until = desk.read_until(person.id, channel)
    desk.mark_read(person.id, channel)
    return {
        "read_until": str(read_until),
        "channel": _told(desk.world, person, channel),
        "messages": [seen_message(desk.world, message, person.id) for message in seen[-wanted:]],
        "more": len(seen) > wanted,
    }


def read_pins(desk: PageDesk, person: Person, channel: Channel) -> list[Json]:
    """Return the channel's pinned messages, what was pinned last first."""
    pins = [(each.pinned_at, each) for each in visible_messages(channel, person.id) if each.pinned_at is not None]
    pins.sort(key=lambda pin: (pin[0], pin[1].id), reverse=True)
    return [seen_message(desk.world, message, person.id) for _, message in pins]


def seen_message(world: World, message: Message, user_id: int) -> Json:
    """Return the message as this person sees it."""
    return {
        **message_payload(world, message),
        "ephemeral": message.only_for is not None,
        "pinged": user_id in message.pinged_ids,
        "loading": message.is_loading,
        "reactions": [
            {"emoji": emoji, "count": len(users), "me": user_id in users} for emoji, users in message.reactions.items()
        ],
    }


def _told(world: World, person: Person, channel: Channel) -> Json:
    granted = permissions_in(world, person.id, channel)
    is_locked = channel.thread is not None and channel.thread.is_locked
    return {
        "id": str(channel.id),
        "name": channel.name,
        "kind": channel.kind.name.lower(),
        "topic": channel.topic,
        "parent": None if channel.parent_id is None else str(channel.parent_id),
        "writes": can_send(world, person.id, channel) and not (is_locked and not granted & Permission.MANAGE_THREADS),
        "deletes": bool(granted & Permission.MANAGE_MESSAGES),
        "members": [] if channel.thread is None else [str(user_id) for user_id in sorted(channel.thread.members)],
    }
