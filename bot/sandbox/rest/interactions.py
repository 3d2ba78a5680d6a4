"""The first answer to an interaction, which must come within three seconds."""

from __future__ import annotations

import time

from bot.sandbox.errors import ApiError, Refusal
from bot.sandbox.payloads.messages import message_payload
from bot.sandbox.rest.calls import NO_CONTENT, Call, Reply, post
from bot.sandbox.rest.drafting import draft_of, edited_draft
from bot.sandbox.shapes import Json, number_in, object_in, objects_in
from bot.sandbox.validation.forms import check_form
from bot.sandbox.validation.problems import Problems
from bot.sandbox.world.answers import post_answer, post_thinking
from bot.sandbox.world.interactions import Callback, Interaction, InteractionKind
from bot.sandbox.world.messages import fill_message
from bot.sandbox.world.records import Message, MessageFlag

MESSAGES = (Callback.MESSAGE, Callback.DEFERRED_MESSAGE)
UPDATES = (Callback.DEFERRED_UPDATE, Callback.UPDATE)


async def answer_interaction(call: Call) -> Reply:
    """Take the bot's first answer; 10062 when it comes too late, 40060 when there was one already."""
    interaction = call.world.interactions.get(call.params["token"])
    if interaction is None or interaction.id != call.id("interaction") or _is_late(call, interaction):
        raise ApiError(Refusal.UNKNOWN_INTERACTION)
    if interaction.callback is not None:
        raise ApiError(Refusal.ALREADY_ANSWERED)
    callback = _callback_of(call.json, interaction)
    _take(call, interaction, callback, object_in(call.json.get("data")))
    interaction.callback = callback
    call.world.unanswered.discard(interaction.token)
    interaction.is_settled = callback not in (Callback.DEFERRED_MESSAGE, Callback.DEFERRED_UPDATE)
    call.world.pulse.ring()
    if call.query.get("with_response", "").lower() not in ("1", "true"):
        return NO_CONTENT
    return Reply(body=_told(call, interaction, callback))


def _is_late(call: Call, interaction: Interaction) -> bool:
    return interaction.is_given_up or time.monotonic() - interaction.made_at > call.service.answer_within


def _callback_of(body: Json, interaction: Interaction) -> Callback:
    """Return the kind of answer, or raise 50035 when this kind of interaction cannot have it."""
    allowed = {
        InteractionKind.COMMAND: (*MESSAGES, Callback.FORM),
        InteractionKind.COMPONENT: (*MESSAGES, *UPDATES, Callback.FORM),
        InteractionKind.AUTOCOMPLETE: (Callback.CHOICES,),
        # A form cannot be answered with a form, and updates something only when it was opened from a message.
        InteractionKind.FORM: (*MESSAGES, *UPDATES) if interaction.source else MESSAGES,
    }[interaction.kind]
    problems = Problems()
    problems.check_choice(("type",), body.get("type"), allowed)
    problems.raise_if_any()
    return Callback(body["type"])


def _take(call: Call, interaction: Interaction, callback: Callback, body: Json) -> None:
    is_ephemeral = bool(number_in(body, "flags", 0) & MessageFlag.EPHEMERAL)
    match callback:
        case Callback.MESSAGE:
            draft = draft_of(call, body, interaction.channel_id)
            interaction.original = post_answer(call.world, interaction, draft, is_ephemeral=is_ephemeral)
        case Callback.DEFERRED_MESSAGE:
            interaction.original = post_thinking(call.world, interaction, is_ephemeral=is_ephemeral)
        case Callback.DEFERRED_UPDATE:
            interaction.original = interaction.source
        case Callback.UPDATE:
            interaction.original = _update_source(call, interaction, body)
        case Callback.CHOICES:
            problems = Problems()
            interaction.choices = problems.check_count(("data", "choices"), objects_in(body.get("choices")), 25)
            problems.raise_if_any()
        case Callback.FORM:
            check_form(body)
            interaction.form = body


def _update_source(call: Call, interaction: Interaction, body: Json) -> Message | None:
    source = interaction.source
    if source is None or source.deleted_at is not None:
        raise ApiError(Refusal.UNKNOWN_MESSAGE)
    fill_message(call.world, source, edited_draft(call, body, source), is_edit=True)
    return source


def _told(call: Call, interaction: Interaction, callback: Callback) -> Json:
    told: Json = {"id": str(interaction.id), "type": int(interaction.kind)}
    message = interaction.original
    if message is None:
        return {"interaction": told}
    told["response_message_id"] = str(message.id)
    told["response_message_loading"] = message.is_loading
    told["response_message_ephemeral"] = message.only_for is not None
    if callback is Callback.DEFERRED_UPDATE:
        return {"interaction": told}
    return {"interaction": told, "resource": {"type": int(callback), "message": message_payload(call.world, message)}}


ROUTES = (post("/interactions/{interaction}/{token}/callback", answer_interaction, is_open=True),)
