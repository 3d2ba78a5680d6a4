"""Limits of the components of a message: buttons, selects, and the layout of components v2.

Source: https://discord.com/developers/docs/components/reference
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

from bot.sandbox.shapes import Json, number_in, object_in, objects_in, text_in, walk_components
from bot.sandbox.validation.embeds import check_url
from bot.sandbox.validation.problems import Key, Problems

ACTION_ROW, BUTTON, STRING_SELECT = 1, 2, 3
SELECTS = (3, 5, 6, 7, 8)
SECTION, TEXT, THUMBNAIL, GALLERY, FILE, SEPARATOR, CONTAINER = 9, 10, 11, 12, 13, 14, 17
LAYOUT = (ACTION_ROW, SECTION, TEXT, GALLERY, FILE, SEPARATOR, CONTAINER)
IN_CONTAINER = (ACTION_ROW, SECTION, TEXT, GALLERY, FILE, SEPARATOR)
LINK, PREMIUM = 5, 6
MOST_DESCRIPTION = 1024
UPLOADED = "attachment://"
MOST_ROWS, MOST_BUTTONS, MOST_COMPONENTS, MOST_TEXT = 5, 5, 40, 4000


def check_components(problems: Problems, value: object, *, is_v2: bool) -> None:
    """Note what Discord would refuse in a message's components, the doubled custom ids too."""
    roots = objects_in(value)
    if is_v2:
        _check_layout(problems, roots)
    else:
        problems.check_count(("components",), value, MOST_ROWS)
        for number, root in enumerate(roots):
            problems.check_choice(("components", number, "type"), root.get("type"), (ACTION_ROW,))
    for number, root in enumerate(roots):
        _check_one(problems, ("components", number), root)
    ids = Counter(text_in(c.get("custom_id")) for c in walk_components(roots) if c.get("custom_id"))
    for custom_id in (custom_id for custom_id, times in ids.items() if times > 1):
        message = f"Component custom id cannot be duplicated: {custom_id}"
        problems.add(("components",), "COMPONENT_CUSTOM_ID_DUPLICATED", message)


def check_files_named(problems: Problems, components: list[Json], names: Collection[str]) -> None:
    """Note every `attachment://` of a layout that names no file of the message."""
    for component in walk_components(components):
        items = [object_in(item.get("media")) for item in objects_in(component.get("items"))]
        for media in (*items, object_in(component.get("media")), object_in(component.get("file"))):
            url = text_in(media.get("url"))
            if url.startswith(UPLOADED) and url.removeprefix(UPLOADED) not in names:
                message = f"The referenced attachment was not found: {url}"
                problems.add(("components",), "UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND", message)


def check_select(problems: Problems, path: tuple[Key, ...], select: Json) -> None:
    """Note what is wrong with a select, in a message or in a form."""
    problems.check_length((*path, "custom_id"), select.get("custom_id"), 100, 1)
    problems.check_length((*path, "placeholder"), select.get("placeholder"), 150)
    problems.check_range((*path, "min_values"), select.get("min_values"), 0, 25)
    problems.check_range((*path, "max_values"), select.get("max_values"), 1, 25)
    if select.get("type") != STRING_SELECT:
        return
    options = check_options(problems, path, select, 1, 25)
    if max(number_in(select, "max_values", 1), number_in(select, "min_values", 1)) > len(options):
        problems.add((*path, "options"), "BASE_TYPE_BAD_LENGTH", "There are fewer options than values to choose.")


def check_options(problems: Problems, path: tuple[Key, ...], part: Json, least: int, most: int) -> list[Json]:
    """Note wrong, doubled, too few or too many options and return them."""
    options = problems.check_count((*path, "options"), part.get("options"), most, least)
    for number, option in enumerate(options):
        problems.check_length((*path, "options", number, "label"), option.get("label"), 100, 1)
        problems.check_length((*path, "options", number, "value"), option.get("value"), 100, 1)
        problems.check_length((*path, "options", number, "description"), option.get("description"), 100)
    values = Counter(option.get("value") for option in options)
    for number, option in enumerate(options):
        if values[option.get("value")] > 1:
            message = "The specified option value is already used"
            problems.add((*path, "options", number, "value"), "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", message)
    return options


def _check_layout(problems: Problems, roots: list[Json]) -> None:
    everything = list(walk_components(roots))
    if not 1 <= len(everything) <= MOST_COMPONENTS:
        problems.add(("components",), "BASE_TYPE_BAD_LENGTH", f"Must be between 1 and {MOST_COMPONENTS} in length.")
    if sum(len(text_in(c.get("content"))) for c in everything if c.get("type") == TEXT) > MOST_TEXT:
        message = f"The total text of all components may not exceed {MOST_TEXT} characters."
        problems.add(("components",), "COMPONENT_MAX_TOTAL_TEXT_SIZE_EXCEEDED", message)
    for number, root in enumerate(roots):
        problems.check_choice(("components", number, "type"), root.get("type"), LAYOUT)


def _check_one(problems: Problems, path: tuple[Key, ...], component: Json) -> None:
    match component.get("type"):
        case 1:
            _check_row(problems, path, component)
        case 2:
            _check_button(problems, path, component)
        case 3 | 5 | 6 | 7 | 8:
            check_select(problems, path, component)
        case 9:
            _check_inside(problems, path, component, (TEXT,), 3)
            accessory = object_in(component.get("accessory"))
            problems.check_choice((*path, "accessory", "type"), accessory.get("type"), (BUTTON, THUMBNAIL))
            _check_one(problems, (*path, "accessory"), accessory)
        case 10:
            problems.check_length((*path, "content"), component.get("content"), MOST_TEXT, 1)
        case 11:
            _check_media(problems, path, component)
        case 12:
            for number, item in enumerate(problems.check_count((*path, "items"), component.get("items"), 10, 1)):
                _check_media(problems, (*path, "items", number), item)
        case 13:
            check_url(problems, (*path, "file", "url"), object_in(component.get("file")).get("url"), (UPLOADED,))
        case 14:
            problems.check_choice((*path, "spacing"), component.get("spacing", 1), (1, 2))
        case 17:
            _check_inside(problems, path, component, IN_CONTAINER, MOST_COMPONENTS)
        case unknown:
            problems.add((*path, "type"), "BASE_TYPE_CHOICES", f"{unknown} is no component of a message.")
    if component.get("type") in (SECTION, CONTAINER):
        for number, inner in enumerate(objects_in(component.get("components"))):
            _check_one(problems, (*path, "components", number), inner)


def _check_inside(problems: Problems, path: tuple[Key, ...], frame: Json, allowed: tuple[int, ...], most: int) -> None:
    """Note what may not stand in a section or a container; an empty one is refused too."""
    for number, inner in enumerate(problems.check_count((*path, "components"), frame.get("components"), most, 1)):
        problems.check_choice((*path, "components", number, "type"), inner.get("type"), allowed)


def _check_media(problems: Problems, path: tuple[Key, ...], holder: Json) -> None:
    check_url(problems, (*path, "media", "url"), object_in(holder.get("media")).get("url"))
    problems.check_length((*path, "description"), holder.get("description"), MOST_DESCRIPTION)


def _check_row(problems: Problems, path: tuple[Key, ...], row: Json) -> None:
    inside = problems.check_count((*path, "components"), row.get("components"), MOST_BUTTONS, 1)
    if any(c.get("type") in SELECTS for c in inside) and len(inside) > 1:
        problems.add((*path, "components"), "BASE_TYPE_BAD_LENGTH", "A select stands alone in its row.")
    for number, component in enumerate(inside):
        inner = (*path, "components", number)
        problems.check_choice((*inner, "type"), component.get("type"), (BUTTON, *SELECTS))
        _check_one(problems, inner, component)


def _check_button(problems: Problems, path: tuple[Key, ...], button: Json) -> None:
    problems.check_choice((*path, "style"), button.get("style"), (1, 2, 3, 4, 5, 6))
    problems.check_length((*path, "label"), button.get("label"), 80)
    if button.get("style") == LINK:
        check_url(problems, (*path, "url"), button.get("url") or "", ("http://", "https://", "discord://"))
        problems.check_length((*path, "url"), button.get("url"), 512)
    elif button.get("style") != PREMIUM:
        problems.check_length((*path, "custom_id"), button.get("custom_id"), 100, 1)
    if not button.get("label") and not button.get("emoji") and button.get("style") != PREMIUM:
        problems.add((*path, "label"), "BASE_TYPE_REQUIRED", "A button needs a label or an emoji.")
