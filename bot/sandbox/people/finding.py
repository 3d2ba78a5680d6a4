"""Finds the button or select that a person means, among what stands in a message now."""

from __future__ import annotations

from bot.sandbox.people.refusals import RefusedActError
from bot.sandbox.shapes import Json, text_in, walk_components
from bot.sandbox.validation.components import BUTTON, LINK, SELECTS
from bot.sandbox.world.records import Message


def find_button(message: Message, wanted: str) -> Json:
    """Return the button with this label, or whose custom id is or begins with it.

    Raises:
        RefusedActError: there is none, more than one, it is disabled, or it is a link.
    """
    buttons = [part for part in walk_components(message.components) if part.get("type") == BUTTON]
    button = _the_one(buttons, wanted, "label", "button")
    if button.get("style") == LINK:
        raise RefusedActError(f"The button {wanted!r} opens {button.get('url')} and tells the bot nothing.")
    return _enabled(button, wanted)


def find_select(message: Message, wanted: str) -> Json:
    """Return the select with this placeholder, or whose custom id is or begins with it; "" means the only one.

    Raises:
        RefusedActError: there is none, more than one, or it is disabled.
    """
    selects = [part for part in walk_components(message.components) if part.get("type") in SELECTS]
    return _enabled(_the_one(selects, wanted, "placeholder", "select"), wanted)


def _the_one(parts: list[Json], wanted: str, shown_as: str, what: str) -> Json:
    exact = [part for part in parts if wanted in (text_in(part.get(shown_as)), part.get("custom_id"))]
    found = exact or [part for part in parts if text_in(part.get("custom_id")).startswith(wanted)]
    if len(found) == 1:
        return found[0]
    there = ", ".join(repr(part.get(shown_as) or part.get("custom_id")) for part in parts) or "none"
    raise RefusedActError(f"{len(found)} times {what} {wanted!r} in the message; there are: {there}.")


def _enabled(part: Json, wanted: str) -> Json:
    if part.get("disabled"):
        raise RefusedActError(f"{wanted!r} is disabled.")
    return part
