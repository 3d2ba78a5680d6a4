"""What follows the first answer of an interaction, for the fifteen minutes that its token lives."""

from __future__ import annotations

import time

from bot.sandbox.errors import ApiError, Refusal
from bot.sandbox.payloads.messages import message_payload
from bot.sandbox.rest.calls import NO_CONTENT, Call, Reply, delete, get, patch, post
from bot.sandbox.rest.drafting import draft_of, edited_draft
from bot.sandbox.shapes import number_in
from bot.sandbox.world.answers import post_answer, settle, settle_thinking
from bot.sandbox.world.interactions import Callback, Interaction
from bot.sandbox.world.messages import delete_message, fill_message
from bot.sandbox.world.records import Message, MessageFlag

TOKEN_LIVES = 15 * 60.0


async def follow_up(call: Call) -> Reply:
    """Post a further message; the first one after "is thinking ..." takes its place."""
    interaction = _interaction(call)
    draft = draft_of(call, call.json, interaction.channel_id)
    original = interaction.original
    if original is not None and original.is_loading and original.deleted_at is None:
        settle_thinking(call.world, interaction, original, draft)
        return Reply(body=message_payload(call.world, original))
    is_ephemeral = bool(number_in(call.json, "flags", 0) & MessageFlag.EPHEMERAL)
    message = post_answer(call.world, interaction, draft, is_ephemeral=is_ephemeral)
    interaction.follow_ups.append(message)
    settle(call.world, interaction)
    return Reply(body=message_payload(call.world, message))


async def read_answer(call: Call) -> Reply:
    """Answer one of the interaction's messages."""
    return Reply(body=message_payload(call.world, _message(call, _interaction(call))))


async def edit_answer(call: Call) -> Reply:
    """Edit one of the interaction's messages; for "is thinking ..." that is its first text."""
    interaction = _interaction(call)
    message = _message(call, interaction)
    draft = edited_draft(call, call.json, message)
    if message.is_loading:
        settle_thinking(call.world, interaction, message, draft)
    else:
        fill_message(call.world, message, draft, is_edit=True)
        settle(call.world, interaction)
    return Reply(body=message_payload(call.world, message))


async def delete_answer(call: Call) -> Reply:
    """Delete one of the interaction's messages."""
    interaction = _interaction(call)
    delete_message(call.world, _message(call, interaction))
    settle(call.world, interaction)
    return NO_CONTENT


def _interaction(call: Call) -> Interaction:
    """Return the token's interaction: 10015 for none or one not yet answered, 50027 once its token has died."""
    interaction = call.world.interactions.get(call.params["token"])
    is_known = interaction is not None and call.id("application") == call.world.application.id
    if interaction is None or not is_known or interaction.callback is None:
        raise ApiError(Refusal.UNKNOWN_WEBHOOK)
    if time.monotonic() - interaction.made_at > TOKEN_LIVES:
        raise ApiError(Refusal.INVALID_WEBHOOK_TOKEN)
    return interaction


def _message(call: Call, interaction: Interaction) -> Message:
    """Return @original or a follow-up of this interaction, or raise 10008."""
    if call.params["message"] == "@original":
        found = interaction.original
    else:
        mine = [*interaction.follow_ups, *([interaction.original] if interaction.original else [])]
        found = next((message for message in mine if message.id == call.id("message")), None)
    is_there = found is not None and found.deleted_at is None and interaction.callback is not Callback.FORM
    if found is None or not is_there:
        raise ApiError(Refusal.UNKNOWN_MESSAGE)
    return found


BASE = "/webhooks/{application}/{token}"
ROUTES = (
    post(BASE, follow_up, is_open=True),
    get(BASE + "/messages/{message}", read_answer, is_open=True),
    patch(BASE + "/messages/{message}", edit_answer, is_open=True),
    delete(BASE + "/messages/{message}", delete_answer, is_open=True),
)
