"""Summaries as a table for spreadsheets."""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict

from bot.domain.summary import Quote, Summary, Theme

_COLUMNS: tuple[str, ...] = (
    "round",
    "prompt",
    "title",
    "row",
    "name",
    "people",
    "replies",
    "quote_number",
    "quote",
    "credit",
    "link",
)
_FORMULA = re.compile(r"[\t\r\n]|[\s\ufeff\u200b]*[=+\-@＝＋－＠]")
"""What a spreadsheet may take for a formula: also after spaces, which some cut off, and in the wide signs of Asia."""

Row = dict[str, str | int]


def summary_csv(summaries: Iterable[Summary]) -> str:
    """Return one CSV table with a header: a row for each figure, theme and quote of each summary, in their order.

    `prompt` is empty for a whole round, `name` is that of the figure or theme, and a row has only the cells that fit
    it. A text that a spreadsheet would take for a formula gets an apostrophe before it; nothing else is changed.
    """
    file = io.StringIO(newline="")
    writer = csv.DictWriter(file, _COLUMNS, restval="")
    writer.writeheader()
    for summary in summaries:
        prompt = "" if summary.prompt_number is None else summary.prompt_number
        place: Row = {"round": summary.round_name, "prompt": prompt, "title": summary.title}
        writer.writerows({key: make_harmless(cell) for key, cell in (place | row).items()} for row in _rows_of(summary))
    return file.getvalue()


def _rows_of(summary: Summary) -> Iterator[Row]:
    for name, count in asdict(summary.figures).items():
        yield {"row": "figure", "name": name, "people" if "people" in name else "replies": count}
    for theme in summary.themes:
        yield _theme_row(theme)
        yield from (_quote_row(quote, theme.label) for quote in theme.quotes)
    yield from (_quote_row(quote, "") for quote in summary.quotes)
    yield {"row": "no_theme", "replies": len(summary.other_ids)}


def _theme_row(theme: Theme) -> Row:
    return {"row": "theme", "name": theme.label, "people": theme.people, "replies": len(theme.reply_ids)}


def _quote_row(quote: Quote, name: str) -> Row:
    words: Row = {"quote_number": quote.number, "quote": quote.text}
    return {"row": "quote", "name": name, **words, "credit": "; ".join(quote.credit), "link": quote.link or ""}


def make_harmless(cell: str | int) -> str | int:
    """The cell as it may stand in a CSV table: a text that a spreadsheet would run as a formula gets an apostrophe."""
    return f"'{cell}" if isinstance(cell, str) and _FORMULA.match(cell) else cell
