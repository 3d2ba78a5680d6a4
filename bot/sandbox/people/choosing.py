"""What a person chooses in selects, radio groups and checkbox groups, checked as the client does."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from bot.sandbox.people.refusals import RefusedActError
from bot.sandbox.shapes import Json, objects_in
from bot.sandbox.validation.components import STRING_SELECT

OPTION_KINDS = (STRING_SELECT, 21, 22)


def chosen_values(part: Json, choices: object, *, least: int, most: int) -> list[str]:
    """Return the values of the choices: options by label or value, people, roles and channels by record or id.

    Raises:
        RefusedActError: an option does not exist, or too few or too many are chosen.
    """
    wanted = as_list(choices)
    has_options = part.get("type") in OPTION_KINDS
    values = [_option_value(part, choice) if has_options else str(id_of(choice)) for choice in wanted]
    if not least <= len(values) <= most or len(set(values)) != len(values):
        raise RefusedActError(f"{least} to {most} different choices are possible, not {len(values)}.")
    return values


def default_values(part: Json) -> list[str]:
    """Return what is chosen before the person touched it: options, or ids of people, roles and channels."""
    options = [option["value"] for option in objects_in(part.get("options")) if option.get("default")]
    return options + [str(value["id"]) for value in objects_in(part.get("default_values"))]


def as_list(choices: object) -> list[object]:
    """Return the choices as a list; one alone may be given bare, and None is nothing."""
    if choices is None:
        return []
    if isinstance(choices, list | tuple | set):
        return list(cast("Iterable[object]", choices))
    return [choices]


def id_of(thing: object) -> int:
    """Return the snowflake of a person, user, role, channel or message, or of a bare id."""
    found = getattr(thing, "id", thing)
    if isinstance(found, str) and found.isdecimal():
        return int(found)
    if not isinstance(found, int):
        raise RefusedActError(f"{thing!r} has no id.")
    return found


def _option_value(part: Json, choice: object) -> str:
    options = objects_in(part.get("options"))
    for option in options:
        if choice in (option.get("label"), option.get("value")):
            return str(option["value"])
    there = ", ".join(repr(option.get("label")) for option in options)
    raise RefusedActError(f"There is no option {choice!r}; there are: {there}.")
