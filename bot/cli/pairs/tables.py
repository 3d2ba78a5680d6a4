"""CSV files of the operator: their rows, and every mistake with its line."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bot.domain.errors import RuleError
from bot.reports.tables import TableMistake, read_lines

MOST_TOLD = 20
"""Mistakes that are told at once."""
LIST_MARK = ";"


class TableMistakes(Exception):
    """Files hold mistakes, each of which can be told in words."""

    def __init__(self, mistakes: Sequence[RuleError]) -> None:
        super().__init__(*mistakes)
        self.mistakes = tuple(mistakes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of a file. What is missing is empty."""

    file: str
    line: int
    """Counted from 1, the head being the first."""
    cells: dict[str, str]

    def text(self, column: str) -> str:
        """Return what stands in a column, without spaces around it."""
        return " ".join(self.cells.get(column, "").split())

    def entries(self, column: str) -> list[str]:
        """Return the entries of a list, none of them empty."""
        return [entry for part in self.text(column).split(LIST_MARK) if (entry := part.strip())]


@dataclass(slots=True)
class Mistaken:
    """Collects what is wrong with files, so that all of it can be mended at once."""

    mistakes: list[RuleError] = field(default_factory=list[RuleError])

    def note(self, mistake: RuleError) -> None:
        """Keep a mistake."""
        self.mistakes.append(mistake)

    def raise_any(self) -> None:
        """Raise TableMistakes with the first of all that were noted, if any were."""
        if self.mistakes:
            raise TableMistakes(self.mistakes[:MOST_TOLD])


def read_rows(path: Path, needed: Sequence[str], known: Sequence[str]) -> tuple[list[Row], list[str]]:
    """Return the rows of a CSV file that are not empty, and the columns of its head that are not known.

    Names of columns are read without case and with spaces as underscores; a byte order mark does no harm. Columns are
    divided by commas, semicolons, tabs or bars, whichever is most in the head.

    Raises:
        RuleError: `csv_not_utf8`, `csv_broken`, `csv_no_head`, `csv_column_missing`, `csv_column_twice`.
        TableMistakes: with `csv_too_many_cells` for each row that has more cells than the head.
        OSError: the file cannot be read.
    """
    lines = _read_cells(path)
    _, cells = next(lines, (1, list[str]()))
    head = ["_".join(cell.strip().casefold().split()) for cell in cells]
    if not any(head):
        raise RuleError("csv_no_head", file=path.name, columns=",".join(known))
    _check_head(path.name, head, needed)
    rows, mistaken = list[Row](), Mistaken()
    for line, cells in lines:
        if any(cell.strip() for cell in cells[len(head) :]):
            mistaken.note(
                RuleError("csv_too_many_cells", file=path.name, line=line, found=len(cells), expected=len(head))
            )
        if any(cell.strip() for cell in cells):
            rows.append(Row(file=path.name, line=line, cells=dict(zip(head, cells, strict=False))))
    mistaken.raise_any()
    return rows, [column for column in head if column and column not in known]


def _check_head(file: str, head: Sequence[str], needed: Sequence[str]) -> None:
    for column in needed:
        if column not in head:
            raise RuleError("csv_column_missing", file=file, column=column)
    for column in head:
        if column and head.count(column) > 1:
            raise RuleError("csv_column_twice", file=file, column=column)


def _read_cells(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Yield the number of each line on which a row ends, with the cells of the row."""
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise RuleError("csv_not_utf8", file=path.name, line=line) from None
    try:
        yield from read_lines(text)
    except TableMistake as mistake:
        raise RuleError("csv_broken", file=path.name, line=mistake.line) from None
