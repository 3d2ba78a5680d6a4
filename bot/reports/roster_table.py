"""A list of people as a table: what spreadsheets of any country save as CSV, read with the place of each mistake."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.reports.tables import TableMistake, read_letters, read_lines

MOST_ROWS = 5_000
MOST_COLUMNS = 60
_NUL = "\0"
_UNPAIRED = range(0xD800, 0xE000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line below the header, with as many cells as the header has."""

    line: int
    """In the file, where a cell with line breaks counts as its last line."""
    cells: tuple[str, ...]
    sound: bool
    """Whether it has no cells beyond the header's, no NUL and no half of a character."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A header and the lines below it that are not empty."""

    header: tuple[str, ...]
    rows: tuple[Row, ...]
    guessed: bool
    """Whether the file says nowhere how its letters are written, so that names should be looked over."""


def read_table(content: bytes) -> Table:
    """Return the table of a file: UTF-8 or UTF-16, with commas, semicolons, tabs or bars; `sep=;` above it is heeded.

    What is neither is read as Windows-1252, in which spreadsheets of many countries save.

    Raises:
        TableMistake: `empty`, `no_text`, `quote` (a quotation mark that is not closed), `no_rows`, `too_many_rows`,
            `too_many_columns`, `same_column` (two columns have one name).
    """
    text, guessed = read_letters(content)
    lines = list(read_lines(text))
    if not lines:
        raise TableMistake("empty")
    header = tuple(cell.strip() for cell in lines[0][1])
    _check_header(header)
    rows = tuple(_row(line, cells, len(header)) for line, cells in lines[1:] if any(cell.strip() for cell in cells))
    if not rows:
        raise TableMistake("no_rows")
    if len(rows) > MOST_ROWS:
        raise TableMistake("too_many_rows", most=MOST_ROWS)
    return Table(header=header, rows=rows, guessed=guessed)


def _check_header(header: Sequence[str]) -> None:
    if len(header) > MOST_COLUMNS:
        raise TableMistake("too_many_columns", most=MOST_COLUMNS)
    named = [name.casefold() for name in header if name]
    if len(set(named)) < len(named):
        raise TableMistake("same_column")


def _row(line: int, cells: Sequence[str], columns: int) -> Row:
    extra = any(cell.strip() for cell in cells[columns:])
    broken = any(_NUL in cell or any(ord(char) in _UNPAIRED for char in cell) for cell in cells)
    shown = [cell.replace(_NUL, "") for cell in cells[:columns]]
    return Row(line=line, cells=(*shown, *[""] * (columns - len(shown))), sound=not extra and not broken)
