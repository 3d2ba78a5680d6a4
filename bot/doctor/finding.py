"""One thing that was looked at."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Level(StrEnum):
    """How much a finding matters."""

    GOOD = "good"
    NOTE = "note"
    """Nothing stops, but somebody should know."""
    FAULT = "fault"
    """Something does not work, or will not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What was found; the text `doctor.<key>` says it and, where it is no good, what to do. `fields` fill the text."""

    key: str
    level: Level
    fields: Mapping[str, object] = field(default_factory=dict[str, object])


def good(key: str, **fields: object) -> Finding:
    """Return that this is as it should be."""
    return Finding(key=key, level=Level.GOOD, fields=fields)


def note(key: str, **fields: object) -> Finding:
    """Return that this works, but somebody should know."""
    return Finding(key=key, level=Level.NOTE, fields=fields)


def fault(key: str, **fields: object) -> Finding:
    """Return that this does not work."""
    return Finding(key=key, level=Level.FAULT, fields=fields)
