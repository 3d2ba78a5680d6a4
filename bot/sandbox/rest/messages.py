"""Messages of a channel: listed, sent, edited, deleted."""

from __future__ import annotations

from dataclasses import replace

from bot.sandbox.errors import ApiError, Refusal
from bot.sandbox.payloads.messages import message_payload, readable_payload
from bot.sandbox.permissions import Permission
from bot.sandbox.rest.access import (
    allows,
    require,
    require_open_thread,
    require_writing,
    seen_channel,
    seen_message,
)
from bot.sandbox.rest.calls import NO_CONTENT, Call, Reply, delete, get, patch, post
from bot.sandbox.rest.drafting import draft_of, edited_draft
from bot.sandbox.rest.paging import page_of
from bot.sandbox.shapes import id_in, ids_in, object_in
from bot.sandbox.validation.problems import Problems
from bot.sandbox.world.access import visible_messages
from bot.sandbox.world.drafts import Draft
from bot.sandbox.world.messages import delete_message, fill_message, post_message, reference_to
from bot.sandbox.world.records import Channel, ChannelKind, Message, MessageKind


async def list_messages(call: Call) -> Reply:
    """Answer one page, the newest first; without the right to read history it is empty, and no error."""
    channel = seen_channel(call)
    page = page_of(visible_messages(channel), call.query)
    if not allows(call, channel, Permission.READ_MESSAGE_HISTORY):
        page = []
    return Reply(body=[readable_payload(call.world, message) for message in page])


async def read_message(call: Call) -> Reply:
    """Answer one message."""
    channel = seen_channel(call)
    require(call, channel, Permission.READ_MESSAGE_HISTORY)
    return Reply(body=readable_payload(call.world, seen_message(call, channel)))


async def send_message(call: Call) -> Reply:
    """Send a message; an enforced nonce that is still remembered answers the first message again."""
    channel = seen_channel(call)
    if channel.kind is ChannelKind.CATEGORY:
        raise ApiError(Refusal.NOT_THIS_KIND_OF_CHANNEL)
    require_writing(call, channel)
    draft = _replying(call, channel, draft_of(call, call.json, channel.id))
    _require_what_it_holds(call, channel, draft)
    if (made := _made_before(call)) is not None:
        return Reply(body=message_payload(call.world, made))
    message = post_message(call.world, channel, call.world.bot.id, draft)
    if call.json.get("enforce_nonce") and draft.nonce is not None:
        call.service.nonces.remember(draft.nonce, message)
    return Reply(body=message_payload(call.world, message))


async def edit_message(call: Call) -> Reply:
    """Edit one of the bot's own messages; nobody is pinged by it."""
    channel = seen_channel(call)
    message = seen_message(call, channel)
    if message.author_id != call.world.bot.id:
        raise ApiError(Refusal.NOT_YOUR_MESSAGE)
    require_open_thread(channel)
    draft = edited_draft(call, call.json, message)
    _require_what_it_holds(call, channel, draft)
    fill_message(call.world, message, draft, is_edit=True)
    return Reply(body=message_payload(call.world, message))


async def remove_message(call: Call) -> Reply:
    """Delete a message: one's own, or anybody's with the right to manage messages."""
    channel = seen_channel(call)
    message = seen_message(call, channel)
    if message.author_id != call.world.bot.id:
        if channel.guild_id is None:
            raise ApiError(Refusal.NOT_IN_A_DM)
        require(call, channel, Permission.MANAGE_MESSAGES)
    require_open_thread(channel)
    delete_message(call.world, message)
    return NO_CONTENT


async def remove_messages(call: Call) -> Reply:
    """Delete 2 to 100 messages at once; ids of messages that are gone are passed over."""
    channel = seen_channel(call)
    require(call, channel, Permission.MANAGE_MESSAGES)
    ids = set(ids_in(call.json.get("messages")))
    if not 2 <= len(ids) <= 100:
        raise ApiError(Refusal.WRONG_NUMBER_TO_DELETE)
    for message in [message for message in visible_messages(channel) if message.id in ids]:
        delete_message(call.world, message)
    return NO_CONTENT


async def start_typing(call: Call) -> Reply:
    """Accept that the bot is typing."""
    require_writing(call, seen_channel(call))
    return NO_CONTENT


def _made_before(call: Call) -> Message | None:
    """Return the message that an enforced nonce has made; 10008 when it was deleted since."""
    nonce = call.json.get("nonce")
    made = call.service.nonces.recall(nonce) if call.json.get("enforce_nonce") and nonce is not None else None
    if made is not None and made.deleted_at is not None:
        raise ApiError(Refusal.UNKNOWN_MESSAGE)
    return made


def _require_what_it_holds(call: Call, channel: Channel, draft: Draft) -> None:
    if draft.embeds:
        require(call, channel, Permission.EMBED_LINKS)
    if draft.attachments:
        require(call, channel, Permission.ATTACH_FILES)


def _replying(call: Call, channel: Channel, draft: Draft) -> Draft:
    """Return the draft as a reply when the body points to a message; that needs the right to read history."""
    reference = object_in(call.json.get("message_reference"))
    if not reference:
        return draft
    require(call, channel, Permission.READ_MESSAGE_HISTORY)
    target = channel.messages.get(id_in(reference.get("message_id")) or 0)
    if target is None or target.deleted_at is not None or target.only_for is not None:
        if reference.get("fail_if_not_exists", True):
            _refuse_reference()
        return draft
    return replace(draft, kind=MessageKind.REPLY, reference=reference_to(target, channel))


def _refuse_reference() -> None:
    problems = Problems()
    problems.add(("message_reference",), "REPLIES_UNKNOWN_MESSAGE", "Unknown message")
    problems.raise_if_any()


ROUTES = (
    get("/channels/{channel}/messages", list_messages),
    post("/channels/{channel}/messages", send_message),
    post("/channels/{channel}/messages/bulk-delete", remove_messages),
    get("/channels/{channel}/messages/{message}", read_message),
    patch("/channels/{channel}/messages/{message}", edit_message),
    delete("/channels/{channel}/messages/{message}", remove_message),
    post("/channels/{channel}/typing", start_typing),
)
