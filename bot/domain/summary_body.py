"""A summary as JSON and back: the form in which it is kept."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from bot.domain.cells import Crossing, Row
from bot.domain.ids import ReplyId
from bot.domain.partner_figures import PartnerFigures
from bot.domain.summary import Quote, Summary, Theme
from bot.domain.words import Figures

Body = Mapping[str, Any]


def to_json(summary: Summary) -> str:
    """Return the summary as one JSON object in ASCII; the same summary always gives the same text."""
    body = asdict(summary) | {"made_at": summary.made_at.isoformat()}
    return json.dumps(body, sort_keys=True, separators=(",", ":"))


def from_json(text: str) -> Summary:
    """Return the summary that `to_json` wrote; anything else raises `KeyError`, `TypeError` or `ValueError`."""
    body: dict[str, Any] = json.loads(text)
    parts: dict[str, Any] = {
        "made_at": datetime.fromisoformat(body["made_at"]),
        "reply_ids": _ids(body["reply_ids"]),
        "figures": Figures(**body["figures"]),
        "themes": tuple(_theme(number, each) for number, each in enumerate(body["themes"], 1)),
        "quotes": _quotes(body["quotes"]),
        "partners": PartnerFigures(**body["partners"]) if body.get("partners") else None,
        "crossings": tuple(_crossing(each) for each in body.get("crossings", ())),
        "sentences": tuple(body.get("sentences", ())),
    }
    return Summary(**{**body, **parts})


def _theme(place: int, body: Body) -> Theme:
    parts: dict[str, Any] = {
        # Themes kept by the first version had no numbers.
        "number": body.get("number", place),
        "words": tuple(body["words"]),
        "reply_ids": _ids(body["reply_ids"]),
        "quotes": _quotes(body["quotes"]),
    }
    return Theme(**{**body, **parts})


def _crossing(body: Body) -> Crossing:
    parts: dict[str, Any] = {
        "columns": tuple(body["columns"]),
        "few": tuple(body["few"]),
        "rows": tuple(Row(theme=row["theme"], cells=tuple(row["cells"])) for row in body["rows"]),
    }
    return Crossing(**{**body, **parts})


def _quotes(bodies: Sequence[Body]) -> tuple[Quote, ...]:
    return tuple(_quote(body) for body in bodies)


def _quote(body: Body) -> Quote:
    parts: dict[str, Any] = {"credit": tuple(body["credit"])}
    return Quote(**{**body, **parts})


def _ids(numbers: Sequence[int]) -> tuple[ReplyId, ...]:
    return tuple(ReplyId(number) for number in numbers)
