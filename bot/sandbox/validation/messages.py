"""Limits of a message.

Source: https://discord.com/developers/docs/resources/message#create-message
"""

from __future__ import annotations

from bot.sandbox.errors import ApiError, Refusal
from bot.sandbox.shapes import Json, list_in, number_in, object_in, objects_in
from bot.sandbox.validation.components import MOST_DESCRIPTION, check_components
from bot.sandbox.validation.embeds import check_embeds
from bot.sandbox.validation.problems import Problems
from bot.sandbox.world.records import NO_FLAGS, MessageFlag

MOST_CONTENT = 2000
MOST_NONCE = 25
ALLOWED_KINDS = ("users", "roles", "everyone")


def check_message(body: Json, *, file_count: int, is_v2: bool) -> None:
    """Raise 50035 for what breaks a limit. Whether the message is empty is another question."""
    problems = Problems()
    problems.check_length(("content",), body.get("content"), MOST_CONTENT)
    check_embeds(problems, body.get("embeds"))
    check_components(problems, body.get("components"), is_v2=is_v2)
    if file_count > 10:
        problems.add(("files",), "BASE_TYPE_MAX_LENGTH", "Must be 10 or fewer in length.")
    if len(str(body.get("nonce") or "")) > MOST_NONCE:
        problems.add(("nonce",), "NONCE_TYPE_TOO_LONG", f"Must be {MOST_NONCE} or fewer in length.")
    _check_allowed_mentions(problems, body.get("allowed_mentions"))
    _check_files(problems, body.get("attachments"))
    if is_v2:
        refuse_beside_layout(problems, body)
    problems.raise_if_any()


def refuse_beside_layout(problems: Problems, body: Json) -> None:
    """Note words and embeds, which cannot stand beside a layout."""
    for key in ("content", "embeds"):
        if body.get(key):
            message = f"The '{key}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2"
            problems.add((key,), "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2", message)


def _check_files(problems: Problems, value: object) -> None:
    for number, told in enumerate(objects_in(value)):
        problems.check_length(("attachments", number, "description"), told.get("description"), MOST_DESCRIPTION)


def refuse_empty(content: str, embeds: object, components: object, attachments: object) -> None:
    """Raise 50006 when nothing would be seen."""
    if not content.strip() and not any((embeds, components, attachments)):
        raise ApiError(Refusal.EMPTY_MESSAGE)


def is_components_v2(body: Json, before: MessageFlag = NO_FLAGS) -> bool:
    """Whether the body makes, or an earlier body made, a components-v2 message; that cannot be taken back."""
    return bool((MessageFlag(number_in(body, "flags", 0)) | before) & MessageFlag.COMPONENTS_V2)


def _check_allowed_mentions(problems: Problems, value: object) -> None:
    allowed = object_in(value)
    parse = list_in(allowed.get("parse"))
    for number, kind in enumerate(parse):
        problems.check_choice(("allowed_mentions", "parse", number), kind, ALLOWED_KINDS)
    for kind in ("users", "roles"):
        if len(list_in(allowed.get(kind))) > 100:
            problems.add(("allowed_mentions", kind), "BASE_TYPE_MAX_LENGTH", "Must be 100 or fewer in length.")
        if kind in parse and list_in(allowed.get(kind)):
            message = f"parse:[{kind!r}] and {kind}: [ids...] are mutually exclusive."
            problems.add(("allowed_mentions",), "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", message)
