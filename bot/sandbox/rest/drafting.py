"""Turns the body of a request, with its files, into a draft of a message."""

from __future__ import annotations

from bot.sandbox.rest.calls import Call, Upload
from bot.sandbox.shapes import Json, id_in, number_in, object_in, objects_in, text_in
from bot.sandbox.validation.components import check_files_named
from bot.sandbox.validation.messages import check_message, is_components_v2, refuse_beside_layout, refuse_empty
from bot.sandbox.validation.problems import Problems
from bot.sandbox.world.drafts import Draft
from bot.sandbox.world.files import store_file
from bot.sandbox.world.records import NO_FLAGS, Attachment, Message, MessageFlag
from bot.sandbox.world.state import World

SETTABLE = MessageFlag.SUPPRESS_EMBEDS | MessageFlag.SUPPRESS_NOTIFICATIONS | MessageFlag.COMPONENTS_V2


def draft_of(call: Call, body: Json, channel_id: int) -> Draft:
    """Return the new message that the body asks for.

    Raises:
        ApiError: a limit is broken (50035) or nothing would be seen (50006).
    """
    is_v2 = is_components_v2(body)
    check_message(body, file_count=len(call.uploads), is_v2=is_v2)
    content = text_in(body.get("content"))
    refuse_empty(content, body.get("embeds"), body.get("components"), call.uploads)
    return _checked(
        Draft(
            content=content,
            embeds=tuple(objects_in(body.get("embeds"))),
            components=tuple(objects_in(body.get("components"))),
            attachments=tuple(_uploaded(call, body, channel_id)),
            flags=MessageFlag(number_in(body, "flags", 0)) & SETTABLE,
            allowed_mentions=_allowed(body),
            nonce=body.get("nonce"),
        )
    )


def edited_draft(call: Call, body: Json, message: Message) -> Draft:
    """Return the message as it will be after an edit: keys that are not in the body stay as they were.

    Raises:
        ApiError: a limit is broken (50035) or nothing would be left (50006).
    """
    is_v2 = is_components_v2(body, message.flags)
    check_message(body, file_count=len(call.uploads), is_v2=is_v2)
    kept = _kept_files(body, message) if "attachments" in body else list(message.attachments)
    draft = Draft(
        content=text_in(body["content"]) if "content" in body else message.content,
        embeds=tuple(objects_in(body["embeds"]) if "embeds" in body else message.embeds),
        components=tuple(objects_in(body["components"]) if "components" in body else message.components),
        attachments=(*kept, *_uploaded(call, body, message.channel_id)),
        flags=message.flags | (MessageFlag.COMPONENTS_V2 if is_v2 else NO_FLAGS),
        kind=message.kind,
        reference=message.reference,
        allowed_mentions=_allowed(body),
    )
    refuse_empty(draft.content, draft.embeds, draft.components, draft.attachments)
    return _checked(draft)


def _checked(draft: Draft) -> Draft:
    """Return the draft; raise 50035 for a picture that did not come with it, or words beside a layout."""
    problems = Problems()
    check_files_named(problems, list(draft.components), {attachment.filename for attachment in draft.attachments})
    if draft.flags & MessageFlag.COMPONENTS_V2:
        refuse_beside_layout(problems, {"content": draft.content, "embeds": draft.embeds})
    problems.raise_if_any()
    return draft


def _allowed(body: Json) -> Json | None:
    return None if body.get("allowed_mentions") is None else object_in(body["allowed_mentions"])


def _uploaded(call: Call, body: Json, channel_id: int) -> list[Attachment]:
    told = {id_in(entry.get("id")): entry for entry in objects_in(body.get("attachments"))}
    return [_attachment(call.world, upload, told.get(upload.number, {}), channel_id) for upload in call.uploads]


def _attachment(world: World, upload: Upload, told: Json, channel_id: int) -> Attachment:
    name = text_in(told.get("filename")) or upload.filename
    description = told.get("description")
    return store_file(world, channel_id, name, upload.content, upload.content_type, description=description)


def _kept_files(body: Json, message: Message) -> list[Attachment]:
    kept = {id_in(entry.get("id")) for entry in objects_in(body.get("attachments"))}
    return [attachment for attachment in message.attachments if attachment.id in kept]
