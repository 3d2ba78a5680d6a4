"""A report as JSON, for programs: what docs/report.md and report.schema.json describe."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bot.domain.cells import FEWEST_IN_A_CELL, Crossing
from bot.domain.report import Report
from bot.domain.summary import Quote, Summary, Theme

FORMAT = "roundtable-report"
VERSION = 1

_Object = dict[str, Any]


def report_json(report: Report) -> str:
    """Return one JSON object in UTF-8 letters. Hidden cells are null; nobody's id stands in it."""
    whole: _Object = {
        "format": FORMAT,
        "version": VERSION,
        "program": report.title,
        "round": report.round_name,
        "made_at": report.made_at.isoformat(),
        "fewest_in_a_cell": FEWEST_IN_A_CELL,
        "languages": _languages(report),
        "summaries": [_summary(each, report) for each in report.summaries],
        "survey": _survey(report),
    }
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def report_schema() -> str:
    """Return the JSON Schema (2020-12) that every report of this version follows."""
    return Path(__file__).with_name("report.schema.json").read_text("utf-8")


def _languages(report: Report) -> Mapping[str, int]:
    return dict(sorted(Counter(each.language for each in report.voices if each.language).items()))


def _summary(summary: Summary, report: Report) -> _Object:
    return {
        "prompt": summary.prompt_number,
        "title": summary.title,
        "figures": asdict(summary.figures),
        "partners": asdict(summary.partners) if summary.partners else None,
        "sentences": list(summary.sentences),
        "wording": asdict(summary.wording) if summary.wording else None,
        "themes": [_theme(each) for each in summary.themes],
        "quotes": _quotes(summary.quotes),
        "replies_in_no_theme": len(summary.other_ids),
        "crossings": [_crossing(each, report) for each in summary.crossings],
    }


def _theme(theme: Theme) -> _Object:
    return {
        "number": theme.number,
        "label": theme.label,
        "words": list(theme.words),
        "people": theme.people,
        "replies": len(theme.reply_ids),
        "agreed": theme.agreed,
        "kinds": [asdict(each) for each in theme.kinds],
        "quotes": _quotes(theme.quotes),
    }


def _quotes(quotes: Iterable[Quote]) -> list[_Object]:
    return [
        {"number": each.number, "text": each.text, "credit": list(each.credit), "link": each.link} for each in quotes
    ]


def _crossing(table: Crossing, report: Report) -> _Object:
    return {
        "field": table.field,
        "columns": [report.name_of(table.field, value) for value in table.columns],
        "few": [report.name_of(table.field, value) for value in table.few],
        "rows": [{"theme": row.theme, "people": list(row.cells)} for row in table.rows],
    }


def _survey(report: Report) -> _Object | None:
    if report.survey is None:
        return None
    said = report.survey.figures
    return {"asked": report.survey.people, "people": said.people, "gains": dict(said.gains)}
