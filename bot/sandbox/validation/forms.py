"""Limits of forms (Discord's modals).

Source: https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-response-object-modal
"""

from __future__ import annotations

from collections import Counter

from bot.sandbox.shapes import Json, object_in, objects_in, text_in, walk_components
from bot.sandbox.validation.components import check_options, check_select
from bot.sandbox.validation.problems import Key, Problems

ROW, TEXT_INPUT, TEXT, LABEL = 1, 4, 10, 18
FILE_UPLOAD, RADIO_GROUP, CHECKBOX_GROUP, CHECKBOX = 19, 21, 22, 23


def check_form(form: Json) -> None:
    """Raise 50035 when Discord would refuse the form."""
    problems = Problems()
    problems.check_length(("data", "title"), form.get("title"), 45, 1)
    problems.check_length(("data", "custom_id"), form.get("custom_id"), 100, 1)
    for number, part in enumerate(problems.check_count(("data", "components"), form.get("components"), 5, 1)):
        _check_part(problems, ("data", "components", number), part)
    ids = Counter(
        text_in(c["custom_id"]) for c in walk_components(objects_in(form.get("components"))) if c.get("custom_id")
    )
    for custom_id in (custom_id for custom_id, times in ids.items() if times > 1):
        message = f"Component custom id cannot be duplicated: {custom_id}"
        problems.add(("data", "components"), "COMPONENT_CUSTOM_ID_DUPLICATED", message)
    problems.raise_if_any()


def _check_part(problems: Problems, path: tuple[Key, ...], part: Json) -> None:
    match part.get("type"):
        case 18:
            problems.check_length((*path, "label"), part.get("label"), 45, 1)
            problems.check_length((*path, "description"), part.get("description"), 100)
            _check_inner(problems, (*path, "component"), object_in(part.get("component")), is_labelled=True)
        case 1:
            inside = problems.check_count((*path, "components"), part.get("components"), 1, 1)
            for inner in inside:
                problems.check_choice((*path, "components", 0, "type"), inner.get("type"), (TEXT_INPUT,))
                _check_inner(problems, (*path, "components", 0), inner, is_labelled=False)
        case 10:
            problems.check_length((*path, "content"), part.get("content"), 4000, 1)
        case unknown:
            problems.add((*path, "type"), "BASE_TYPE_CHOICES", f"{unknown} is no part of a form.")


def _check_inner(problems: Problems, path: tuple[Key, ...], part: Json, *, is_labelled: bool) -> None:
    problems.check_length((*path, "custom_id"), part.get("custom_id"), 100, 1)
    match part.get("type"):
        case 4:
            _check_text_input(problems, path, part, is_labelled=is_labelled)
        case 3 | 5 | 6 | 7 | 8:
            check_select(problems, path, part)
            if part.get("disabled"):
                problems.add((*path, "disabled"), "BASE_TYPE_BAD_TYPE", "A select in a form cannot be disabled.")
        case 19:
            problems.check_range((*path, "max_values"), part.get("max_values"), 1, 10)
            problems.check_range((*path, "min_values"), part.get("min_values"), 0, 10)
        case 21:
            check_options(problems, path, part, 2, 10)
            if sum(bool(option.get("default")) for option in objects_in(part.get("options"))) > 1:
                problems.add((*path, "options"), "BASE_TYPE_BAD_LENGTH", "Only one option may be the default.")
        case 22:
            check_options(problems, path, part, 1, 10)
            problems.check_range((*path, "max_values"), part.get("max_values"), 1, 10)
            problems.check_range((*path, "min_values"), part.get("min_values"), 0, 10)
        case 23:
            pass
        case unknown:
            problems.add((*path, "type"), "BASE_TYPE_CHOICES", f"{unknown} cannot stand in a label.")


def _check_text_input(problems: Problems, path: tuple[Key, ...], part: Json, *, is_labelled: bool) -> None:
    problems.check_choice((*path, "style"), part.get("style"), (1, 2))
    if not is_labelled:
        problems.check_length((*path, "label"), part.get("label"), 45, 1)
    elif part.get("label"):
        problems.add((*path, "label"), "BASE_TYPE_BAD_TYPE", "The label stands in the label component.")
    problems.check_length((*path, "placeholder"), part.get("placeholder"), 100)
    problems.check_length((*path, "value"), part.get("value"), 4000)
    problems.check_range((*path, "min_length"), part.get("min_length"), 0, 4000)
    problems.check_range((*path, "max_length"), part.get("max_length"), 1, 4000)
    value, most = part.get("value"), part.get("max_length")
    if isinstance(value, str) and isinstance(most, int) and len(value) > most:
        problems.add((*path, "value"), "BASE_TYPE_MAX_LENGTH", f"Must be {most} or fewer in length.")
