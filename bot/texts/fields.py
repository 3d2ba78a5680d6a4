"""Placeholders of texts, and how values are written into them in a language."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import cast

from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal

_PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*)\}")


class TextError(Exception):
    """A text was asked for wrongly: a fault of ours, never shown to people."""


def placeholders_in(template: str) -> frozenset[str]:
    """The names of the placeholders in a text."""
    return frozenset(_PLACEHOLDER.findall(template))


def has_stray_brace(template: str) -> bool:
    """Whether a brace is left that is no part of a placeholder, such as `{Name}` or `{count`."""
    rest = _PLACEHOLDER.sub("", template)
    return "{" in rest or "}" in rest


def fill(template: str, shown: Mapping[str, str]) -> str:
    """The text with each placeholder replaced. Values are put in as they are, braces in them mean nothing."""
    return _PLACEHOLDER.sub(lambda match: shown[match[1]], template)


def show_field(value: object, locale: Locale) -> str:
    """The value as this language writes it: a text, a number, a local date or a list of these.

    Raises:
        TextError: the value is of another kind. For an instant give `moment(...)`.
    """
    match value:
        case str():
            return str(value)
        case bool() | datetime():
            pass
        case int() | float():
            return format_decimal(value, locale=locale)
        case date():
            return format_date(value, "long", locale=locale)
        case list() | tuple():
            items = cast("list[object] | tuple[object, ...]", value)
            return format_list([show_field(item, locale) for item in items], locale=locale)
        case _:
            pass
    raise TextError(f"a text cannot show {value!r}")
