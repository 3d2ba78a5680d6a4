"""The themes of a report as a table: one row for each, with the cells that are not hidden."""

from collections.abc import Iterator

from bot.domain.kind import Kind
from bot.domain.report import Report
from bot.domain.summary import Summary, Theme
from bot.reports.replies_sheet import DEMO
from bot.reports.tables import write_table

_COLUMNS = ("prompt", "theme", "label", "people", "replies", "agreed")
_OF_KIND = ("people", "replies", "proposed")
HIDDEN = "hidden"
"""Stands in a cell that must not be shown; where a summary has no such column at all, the cell is empty."""

_Cells = dict[str, str | int]


def themes_csv(report: Report) -> str:
    """Return one CSV table with a row for each theme of each summary; `prompt` is empty for the whole round.

    `agreed` are people who said so under the published theme. For each kind there are `people:kind`, `replies:kind` and
    how many of these replies are only `proposed:kind`; for each value of a field distinct people in `demo:field:value`.
    """
    rows = [cells for summary in report.summaries for cells in _rows_of(summary, report)]
    kinds = [f"{count}:{kind}" for kind in Kind for count in _OF_KIND]
    crossed = dict.fromkeys(
        _column(report, table.field, value)
        for summary in report.summaries
        for table in summary.crossings
        for value in table.columns
    )
    header = (*_COLUMNS, *kinds, *crossed)
    return write_table(header, ([row.get(column, "") for column in header] for row in rows))


def _rows_of(summary: Summary, report: Report) -> Iterator[_Cells]:
    prompt = "" if summary.prompt_number is None else summary.prompt_number
    for theme in summary.themes:
        cells: _Cells = {
            "prompt": prompt,
            "theme": theme.number,
            "label": theme.label,
            "people": theme.people,
            "replies": len(theme.reply_ids),
            "agreed": theme.agreed,
        }
        yield cells | dict(_of_kinds(theme)) | dict(_crossed(theme, summary, report))


def _of_kinds(theme: Theme) -> Iterator[tuple[str, int]]:
    for each in theme.kinds:
        for count in _OF_KIND:
            yield f"{count}:{each.kind}", getattr(each, count)


def _crossed(theme: Theme, summary: Summary, report: Report) -> Iterator[tuple[str, str | int]]:
    for table in summary.crossings:
        for row in table.rows:
            if row.theme == theme.number:
                for value, cell in zip(table.columns, row.cells, strict=True):
                    yield _column(report, table.field, value), HIDDEN if cell is None else cell


def _column(report: Report, field: str, value: str) -> str:
    return f"{DEMO}{field}:{report.name_of(field, value)}"
