"""Summaries as a table for spreadsheets."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict

from bot.domain.summary import Quote, Summary, Theme
from bot.reports.tables import write_table

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

Row = dict[str, str | int]


def summary_csv(summaries: Iterable[Summary]) -> str:
    """Return one CSV table with a header: a row for each figure, theme and quote of each summary, in their order.

    `prompt` is empty for a whole round, `name` is that of the figure or theme, and a row has only the cells that fit
    it.
    """
    rows = (row for summary in summaries for row in _rows_with_place(summary))
    return write_table(_COLUMNS, ([row.get(column, "") for column in _COLUMNS] for row in rows))


def _rows_with_place(summary: Summary) -> Iterator[Row]:
    prompt = "" if summary.prompt_number is None else summary.prompt_number
    place: Row = {"round": summary.round_name, "prompt": prompt, "title": summary.title}
    return (place | row for row in _rows_of(summary))


def _rows_of(summary: Summary) -> Iterator[Row]:
    for name, count in asdict(summary.figures).items():
        yield {"row": "figure", "name": name, "people" if "people" in name else "replies": count}
    for name, count in asdict(summary.partners).items() if summary.partners else ():
        yield {"row": "partners", "name": name, "people": count}
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
