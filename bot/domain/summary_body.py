"""A summary as JSON and back: the form in which it is kept."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from bot.domain.cells import Crossing, Row
from bot.domain.ids import ReplyId
from bot.domain.kind import Kind
from bot.domain.partner_figures import PartnerFigures
from bot.domain.summary import Away, Quote, Summary, Theme
from bot.domain.summary_kinds import KindCount, KindOf, Origin
from bot.domain.wording import Sentence, Translation, Wording
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
        "kinds": tuple(_kind_of(each) for each in body.get("kinds", ())),
        "reserve": _quotes(body.get("reserve", ())),
        "away": tuple(_away(each) for each in body.get("away", ())),
        "wording": _wording(body["wording"]) if body.get("wording") else None,
    }
    return Summary(**{**body, **parts})


def _theme(place: int, body: Body) -> Theme:
    parts: dict[str, Any] = {
        # Themes kept by the first version had no numbers.
        "number": body.get("number", place),
        "words": tuple(body["words"]),
        "reply_ids": _ids(body["reply_ids"]),
        "quotes": _quotes(body["quotes"]),
        "kinds": tuple(_kind_count(each) for each in body.get("kinds", ())),
        "reserve": _quotes(body.get("reserve", ())),
    }
    return Theme(**{**body, **parts})


def _away(body: Body) -> Away:
    parts: dict[str, Any] = {"quote": _quote(body["quote"]) if body["quote"] else None}
    return Away(**{**body, **parts})


def _kind_count(body: Body) -> KindCount:
    parts: dict[str, Any] = {"kind": Kind(body["kind"])}
    return KindCount(**{**body, **parts})


def _kind_of(body: Body) -> KindOf:
    parts: dict[str, Any] = {"kind": Kind(body["kind"]), "origin": Origin(body["origin"])}
    return KindOf(**{**body, **parts})


def _wording(body: Body) -> Wording:
    sentences = (
        Sentence(text=each["text"], themes=tuple(each["themes"]), quotes=tuple(each["quotes"]))
        for each in body["sentences"]
    )
    translations = (Translation(quote=each["quote"], text=each["text"]) for each in body["translations"])
    parts: dict[str, Any] = {"sentences": tuple(sentences), "translations": tuple(translations)}
    return Wording(**{**body, **parts})


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
