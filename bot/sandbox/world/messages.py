"""Messages come, change and go. Every function here tells the gateway."""

from __future__ import annotations

from bot.sandbox.payloads.messages import event_payload
from bot.sandbox.shapes import Json, id_in, iso
from bot.sandbox.world.drafts import Draft, with_settled_parts
from bot.sandbox.world.events import Event
from bot.sandbox.world.mentions import find_mentions, people_pinged
from bot.sandbox.world.records import NO_FLAGS, Channel, Mentions, Message, MessageFlag, MessageKind
from bot.sandbox.world.state import World
from bot.sandbox.world.threads import add_thread_members, count_message, reopen_thread

UNCOUNTED = (MessageKind.THREAD_STARTER, MessageKind.RECIPIENT_ADD)


def post_message(world: World, channel: Channel, author_id: int, draft: Draft) -> Message:
    """Put a message into the channel; a thread is reopened, counts it, and takes in its author and whom it names."""
    is_seen_by_all = draft.only_for is None
    if channel.thread is not None and is_seen_by_all:
        reopen_thread(world, channel)
    message = _new_message(world, channel, author_id, draft)
    channel.messages[message.id] = message
    if is_seen_by_all:
        channel.last_message_id = message.id
    if channel.thread is not None and is_seen_by_all and message.kind not in UNCOUNTED:
        count_message(channel.thread)
        add_thread_members(world, channel, [author_id, *message.pinged_ids])
    tell_message(world, "MESSAGE_CREATE", message)
    return message


def fill_message(world: World, message: Message, draft: Draft, *, is_edit: bool) -> None:
    """Give the message the draft's words, embeds, files and components.

    With `is_edit` it is marked as edited and nobody is pinged anew; without (the text of a "thinking ...") it pings.
    """
    channel = world.channels[message.channel_id]
    settled = with_settled_parts(draft)
    message.content, message.embeds = settled.content, list(settled.embeds)
    message.components, message.attachments = list(settled.components), list(settled.attachments)
    message.flags = draft.flags & ~MessageFlag.LOADING
    message.mentions = _mentions_of(world, channel, message.author_id, draft)
    if is_edit:
        message.edited_at = world.time.now()
    elif message.only_for is None:
        message.pinged_ids = people_pinged(world, channel, message.mentions, message.author_id)
    tell_message(world, "MESSAGE_UPDATE", message)


def delete_message(world: World, message: Message) -> None:
    """Take the message off the screens. The record stays, marked as deleted; its pin and its count are gone."""
    channel = world.channels[message.channel_id]
    message.deleted_at = world.time.now()
    message.pinned_at = None
    if channel.thread is not None and message.only_for is None and message.kind not in UNCOUNTED:
        channel.thread.message_count = max(channel.thread.message_count - 1, 0)
    if message.only_for is None:
        world.emit(
            Event(name="MESSAGE_DELETE", data=_place(message, channel), guild_id=channel.guild_id, channel=channel)
        )
    world.show(message)


def pin_message(world: World, message: Message, by: int) -> None:
    """Pin the message, with the line that Discord writes about it."""
    channel = world.channels[message.channel_id]
    message.pinned_at = channel.last_pin_at = world.time.now()
    _tell_pins(world, channel)
    tell_message(world, "MESSAGE_UPDATE", message)
    post_message(world, channel, by, Draft(kind=MessageKind.PINNED, reference=reference_to(message, channel)))


def unpin_message(world: World, message: Message) -> None:
    """Unpin the message."""
    message.pinned_at = None
    _tell_pins(world, world.channels[message.channel_id])
    tell_message(world, "MESSAGE_UPDATE", message)


def set_reaction(world: World, message: Message, user_id: int, emoji: str, *, is_there: bool) -> None:
    """Add or take away a user's reaction; the same again changes nothing."""
    users = message.reactions.setdefault(emoji, set())
    if (user_id in users) == is_there:
        return
    (users.add if is_there else users.discard)(user_id)
    if not users:
        del message.reactions[emoji]
    channel = world.channels[message.channel_id]
    data: Json = {**_place(message, channel), "user_id": str(user_id), "message_id": str(message.id)}
    data.update(
        {"emoji": {"id": None, "name": emoji}, "burst": False, "type": 0, "message_author_id": str(message.author_id)}
    )
    name = "MESSAGE_REACTION_ADD" if is_there else "MESSAGE_REACTION_REMOVE"
    world.emit(Event(name=name, data=data, guild_id=channel.guild_id, channel=channel))
    world.show(message)


def tell_message(world: World, name: str, message: Message) -> None:
    """Tell the gateway of the message, unless it is ephemeral: those are never told."""
    channel = world.channels[message.channel_id]
    if message.only_for is None:
        data = event_payload(world, message)
        world.emit(Event(name=name, data=data, guild_id=channel.guild_id, channel=channel, message=message))
    world.show(message)


def reference_to(message: Message, channel: Channel) -> Json:
    """Return what points from one message to this one."""
    guild = {} if channel.guild_id is None else {"guild_id": str(channel.guild_id)}
    return {"type": 0, "message_id": str(message.id), "channel_id": str(channel.id), **guild}


def _new_message(world: World, channel: Channel, author_id: int, draft: Draft) -> Message:
    settled = with_settled_parts(draft)
    mentions = _mentions_of(world, channel, author_id, draft)
    is_private = draft.only_for is not None
    return Message(
        id=world.snowflakes.make(),
        channel_id=channel.id,
        author_id=author_id,
        created_at=world.time.now(),
        content=draft.content,
        kind=draft.kind,
        flags=draft.flags | (MessageFlag.EPHEMERAL if is_private else NO_FLAGS),
        embeds=list(settled.embeds),
        components=list(settled.components),
        attachments=list(draft.attachments),
        reference=draft.reference,
        nonce=draft.nonce,
        mentions=mentions,
        pinged_ids=() if is_private or draft.named_ids else people_pinged(world, channel, mentions, author_id),
        interaction=draft.interaction,
        only_for=draft.only_for,
        token=draft.token,
    )


def _mentions_of(world: World, channel: Channel, author_id: int, draft: Draft) -> Mentions:
    if draft.named_ids:
        return Mentions(user_ids=draft.named_ids)
    replied_to = _author_of_reference(world, draft) if draft.kind is MessageKind.REPLY else None
    return find_mentions(
        world, channel, draft.spoken_text, author_id=author_id, allowed=draft.allowed_mentions, replied_to=replied_to
    )


def _author_of_reference(world: World, draft: Draft) -> int | None:
    reference = draft.reference or {}
    channel = world.channels.get(id_in(reference.get("channel_id")) or 0)
    target = None if channel is None else channel.messages.get(id_in(reference.get("message_id")) or 0)
    return None if target is None else target.author_id


def _place(message: Message, channel: Channel) -> Json:
    guild = {} if channel.guild_id is None else {"guild_id": str(channel.guild_id)}
    return {"id": str(message.id), "channel_id": str(channel.id), **guild}


def _tell_pins(world: World, channel: Channel) -> None:
    data: Json = {"channel_id": str(channel.id), "last_pin_timestamp": channel.last_pin_at and iso(channel.last_pin_at)}
    if channel.guild_id is not None:
        data["guild_id"] = str(channel.guild_id)
    world.emit(Event(name="CHANNEL_PINS_UPDATE", data=data, guild_id=channel.guild_id, channel=channel))
