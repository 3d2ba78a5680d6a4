"""Small readers for decoded JSON, whose shape is only known once it was looked at."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, cast

Json = dict[str, Any]


def object_in(value: object) -> Json:
    """Return the JSON object that `value` is, or an empty one for anything else."""
    return cast("Json", value) if isinstance(value, dict) else {}


def list_in(value: object) -> list[Any]:
    """Return the JSON list that `value` is, or an empty one for anything else."""
    return cast("list[Any]", value) if isinstance(value, list) else []


def objects_in(value: object) -> list[Json]:
    """Return the JSON objects inside the list that `value` is; whatever else stands in it is left out."""
    return [cast("Json", item) for item in list_in(value) if isinstance(item, dict)]


def text_in(value: object) -> str:
    """Return `value` when it is text, else the empty string."""
    return value if isinstance(value, str) else ""


def id_in(value: object) -> int | None:
    """Return the snowflake that `value` holds as text or number, or None."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    return int(value) if str(value).isdecimal() else None


def ids_in(value: object) -> list[int]:
    """Return the snowflakes of a JSON list, in its order."""
    return [found for item in list_in(value) if (found := id_in(item)) is not None]


def number_in(holder: Json, key: str, default: int) -> int:
    """Return the number under the key; clients also write null for what they leave open."""
    value = holder.get(key)
    return value if isinstance(value, int) else default


def iso(instant: datetime) -> str:
    """Return the instant as Discord writes it: ISO 8601, UTC, with microseconds and offset."""
    return instant.astimezone(UTC).isoformat(timespec="microseconds")


def dumps(value: object) -> str:
    """Return compact JSON."""
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


def walk_components(components: list[Json]) -> Iterator[Json]:
    """Yield every component, outer before inner, as they are read on screen."""
    for component in components:
        yield component
        yield from walk_components(objects_in(component.get("components")))
        for key in ("accessory", "component"):
            if isinstance(component.get(key), dict):
                yield from walk_components([component[key]])
