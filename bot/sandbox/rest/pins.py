"""Pinned messages, by the new routes and the old ones."""

from __future__ import annotations

from bot.sandbox.errors import ApiError, Refusal
from bot.sandbox.payloads.messages import readable_payload
from bot.sandbox.permissions import Permission
from bot.sandbox.rest.access import allows, require, seen_channel, seen_message
from bot.sandbox.rest.calls import NO_CONTENT, Call, Reply, delete, get, put
from bot.sandbox.rest.paging import instant_of_query, limit_of
from bot.sandbox.shapes import iso
from bot.sandbox.world.access import visible_messages
from bot.sandbox.world.messages import pin_message, unpin_message
from bot.sandbox.world.records import Message

MOST_PINS = 250


async def list_pins(call: Call) -> Reply:
    """Answer pins with their time, the newest pin first; `before` is an instant."""
    limit = limit_of(call.query)
    before = instant_of_query(call.query, "before")
    pins = [(message.pinned_at, message) for message in _pinned(call) if message.pinned_at is not None]
    wanted = [(at, message) for at, message in pins if before is None or at < before]
    items = [{"pinned_at": iso(at), "message": readable_payload(call.world, message)} for at, message in wanted[:limit]]
    return Reply(body={"items": items, "has_more": len(wanted) > limit})


async def list_pinned_messages(call: Call) -> Reply:
    """Answer the pinned messages alone, as the old route does."""
    return Reply(body=[readable_payload(call.world, message) for message in _pinned(call)])


async def pin(call: Call) -> Reply:
    """Pin a message; needs its own permission since February 2026. Pinned already changes nothing."""
    channel = seen_channel(call)
    require(call, channel, Permission.PIN_MESSAGES)
    message = seen_message(call, channel)
    if len([m for m in channel.messages.values() if m.pinned_at]) >= MOST_PINS:
        raise ApiError(Refusal.TOO_MANY_PINS)
    if message.pinned_at is None:
        pin_message(call.world, message, by=call.world.bot.id)
    return NO_CONTENT


async def unpin(call: Call) -> Reply:
    """Unpin a message."""
    channel = seen_channel(call)
    require(call, channel, Permission.PIN_MESSAGES)
    unpin_message(call.world, seen_message(call, channel))
    return NO_CONTENT


def _pinned(call: Call) -> list[Message]:
    channel = seen_channel(call)
    if not allows(call, channel, Permission.READ_MESSAGE_HISTORY):
        return []
    pins = [(message.pinned_at, message) for message in visible_messages(channel) if message.pinned_at is not None]
    return [message for _, message in sorted(pins, key=lambda pair: (pair[0], pair[1].id), reverse=True)]


NEW, OLD = "/channels/{channel}/messages/pins", "/channels/{channel}/pins"
ROUTES = (
    get(NEW, list_pins),
    get(OLD, list_pinned_messages),
    *(put(path + "/{message}", pin) for path in (NEW, OLD)),
    *(delete(path + "/{message}", unpin) for path in (NEW, OLD)),
)
