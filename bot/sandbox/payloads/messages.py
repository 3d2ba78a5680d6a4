"""Messages as JSON."""

from __future__ import annotations

from bot.sandbox.payloads.channels import channel_payload
from bot.sandbox.payloads.people import member_payload, user_payload
from bot.sandbox.shapes import Json, iso
from bot.sandbox.world.access import reads_content
from bot.sandbox.world.records import Attachment, Message, MessageKind
from bot.sandbox.world.state import World

CONTENT_KEYS: Json = {"content": "", "embeds": [], "attachments": [], "components": []}


def message_payload(world: World, message: Message, *, with_reference: bool = True) -> Json:
    """Return the whole message object, as one sees it who may read its content."""
    payload: Json = {
        "id": str(message.id),
        "channel_id": str(message.channel_id),
        "type": int(message.kind),
        "author": user_payload(world.users[message.author_id]),
        "content": message.content,
        "timestamp": iso(message.created_at),
        "edited_timestamp": None if message.edited_at is None else iso(message.edited_at),
        "flags": int(message.flags),
        "embeds": message.embeds,
        "components": message.components,
        "attachments": [attachment_payload(attachment) for attachment in message.attachments],
        "mentions": [_mentioned(world, message, user_id) for user_id in message.mentions.user_ids],
        "mention_roles": [str(role_id) for role_id in message.mentions.role_ids],
        "mention_everyone": message.mentions.everyone,
        "pinned": message.pinned_at is not None,
        "tts": False,
    }
    payload.update(_what_only_some_have(world, message))
    if with_reference and message.reference is not None:
        payload["message_reference"] = message.reference
        payload["referenced_message"] = _referenced(world, message)
    return payload


def event_payload(world: World, message: Message) -> Json:
    """Return the message as the gateway sends it: with its guild and the author's membership."""
    payload = message_payload(world, message)
    guild_id = world.channels[message.channel_id].guild_id
    if guild_id is None:
        return payload
    member = world.guilds[guild_id].members.get(message.author_id)
    extra = {} if member is None else {"member": member_payload(member, with_user=False)}
    return {**payload, "guild_id": str(guild_id), **extra}


def readable_payload(world: World, message: Message) -> Json:
    """Return the message as REST gives it to this application: without content when the intent is not there."""
    payload = message_payload(world, message)
    may_read = world.application.has_message_content_intent
    return payload if may_read or reads_content(world, message, world.channels[message.channel_id]) else hidden(payload)


def hidden(payload: Json) -> Json:
    """Return the message payload without its words, embeds, files and components."""
    bare = {**payload, **CONTENT_KEYS}
    if isinstance(bare.get("referenced_message"), dict):
        bare["referenced_message"] = {**bare["referenced_message"], **CONTENT_KEYS}
    return bare


def attachment_payload(attachment: Attachment) -> Json:
    """Return an attachment object."""
    payload: Json = {
        "id": str(attachment.id),
        "filename": attachment.filename,
        "size": len(attachment.content),
        "url": attachment.url,
        "proxy_url": attachment.url,
        "content_type": attachment.content_type,
        "flags": 0,
    }
    return payload if attachment.description is None else {**payload, "description": attachment.description}


def _what_only_some_have(world: World, message: Message) -> Json:
    extra: Json = {}
    if message.nonce is not None:
        extra["nonce"] = message.nonce
    if message.interaction is not None:
        extra["interaction_metadata"] = message.interaction
    if message.interaction is not None or message.author_id == world.bot.id:
        extra["application_id"] = str(world.application.id)
    if message.interaction is not None:
        extra["webhook_id"] = str(world.application.id)
    thread = world.channels.get(message.id)
    if thread is not None and thread.deleted_at is None:
        extra["thread"] = channel_payload(world, thread)
    if message.reactions:
        extra["reactions"] = [_reaction(world, emoji, users) for emoji, users in message.reactions.items()]
    return extra


def _mentioned(world: World, message: Message, user_id: int) -> Json:
    payload = user_payload(world.users[user_id])
    guild_id = world.channels[message.channel_id].guild_id
    member = None if guild_id is None else world.guilds[guild_id].members.get(user_id)
    return payload if member is None else {**payload, "member": member_payload(member, with_user=False)}


def _referenced(world: World, message: Message) -> Json | None:
    """Return the message that a reply or a thread's first line points to; None once it was deleted."""
    reference = message.reference or {}
    channel = world.channels.get(int(reference.get("channel_id", 0)))
    target = None if channel is None else channel.messages.get(int(reference.get("message_id", 0)))
    if target is None or target.deleted_at is not None or message.kind is MessageKind.PINNED:
        return None
    return message_payload(world, target, with_reference=False)


def _reaction(world: World, emoji: str, users: set[int]) -> Json:
    return {
        "emoji": {"id": None, "name": emoji},
        "count": len(users),
        "count_details": {"burst": 0, "normal": len(users)},
        "me": world.bot.id in users,
        "me_burst": False,
        "burst_colors": [],
    }
