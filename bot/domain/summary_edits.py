"""What moderators change in the draft of a summary: kept beside it, so that it is changed alike when made anew.

Edits name themes by the replies in them, never by a number or a label, which another draft would give to others. They
hold no words of members.
"""

import json
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from bot.domain.ids import ReplyId
from bot.domain.kind import Kind

LONGEST_TITLE = 80
"""Characters of a theme's title."""
LONGEST_ADDED_SENTENCE = 300
MOST_EDITS = 100
"""Of one summary."""
NO_THEME = 0
"""The mark of what is in no theme."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RenameTheme:
    """The theme of these replies is called so."""

    reply_ids: tuple[ReplyId, ...]
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeThemes:
    """The theme of the other replies becomes part of the theme of these, which keeps its name."""

    reply_ids: tuple[ReplyId, ...]
    other_ids: tuple[ReplyId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitTheme:
    """These replies leave their theme and are one of their own, called so."""

    reply_ids: tuple[ReplyId, ...]
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HideQuotes:
    """Nothing of this reply is quoted, whatever a later draft would take from it."""

    reply_id: ReplyId


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectKind:
    """The reply is of this kind, whatever its writer stated."""

    reply_id: ReplyId
    kind: Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class AddSentence:
    """The moderators say this of the summary."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DropSentence:
    """The sentence of this mark is not said, whenever a language model words it so."""

    mark: int


Edit = RenameTheme | MergeThemes | SplitTheme | HideQuotes | CorrectKind | AddSentence | DropSentence

_NAMES: Mapping[str, type[Edit]] = {
    "rename": RenameTheme,
    "merge": MergeThemes,
    "split": SplitTheme,
    "hide": HideQuotes,
    "kind": CorrectKind,
    "sentence": AddSentence,
    "drop": DropSentence,
}


def name_of(edit: Edit) -> str:
    """Return the one word for what the edit does."""
    return next(name for name, kind in _NAMES.items() if isinstance(edit, kind))


def edits_to_json(edits: tuple[Edit, ...]) -> str:
    """Return the edits as a JSON array in ASCII; the same edits always give the same text."""
    bodies = [{"edit": name_of(each), **asdict(each)} for each in edits]
    return json.dumps(bodies, sort_keys=True, separators=(",", ":"))


def edits_from_json(text: str) -> tuple[Edit, ...]:
    """Return the edits that `edits_to_json` wrote; anything else raises `KeyError`, `TypeError` or `ValueError`."""
    bodies: list[dict[str, Any]] = json.loads(text)
    return tuple(_edit(dict(body)) for body in bodies)


def _edit(body: dict[str, Any]) -> Edit:
    make: Any = _NAMES[body.pop("edit")]
    for name in {"reply_ids", "other_ids"} & body.keys():
        body[name] = tuple(ReplyId(each) for each in body[name])
    if "kind" in body:
        body["kind"] = Kind(body["kind"])
    return make(**body)


def mark_of(reply_ids: Iterable[ReplyId]) -> int:
    """Return a number of 32 bits by which a theme is known again as long as the same replies are in it."""
    return zlib.crc32(",".join(map(str, sorted(reply_ids))).encode())
