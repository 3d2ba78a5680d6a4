"""A list of people as a table: what spreadsheets of any country save as CSV, read with the place of each mistake."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.reports.sheet import make_harmless

MOST_ROWS = 5_000
MOST_COLUMNS = 60
SEPARATORS = ",;\t|"
_NUL = "\0"
_MARK = "\ufeff"
_UNPAIRED = range(0xD800, 0xE000)


class TableMistake(Exception):
    """The file as a whole cannot be read. `why` is the key of a text under `roster.file`; `line` is 0 for none."""

    def __init__(self, why: str, line: int = 0, most: int = 0) -> None:
        super().__init__(why, line)
        self.why = why
        self.line = line
        self.most = most


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
    text, guessed = _decode(content)
    separator, skipped, text = _find_separator(text)
    lines = list(_parse(text, separator, skipped))
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


def write_table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a CSV table that begins with a byte order mark, by which spreadsheets know that it is UTF-8.

    What a spreadsheet would take for a formula gets an apostrophe before it; nothing else is changed.
    """
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerows([make_harmless(cell) for cell in row] for row in (header, *rows))
    return _MARK + file.getvalue()


def _decode(content: bytes) -> tuple[str, bool]:
    """Return the text, and whether its encoding had to be guessed."""
    for mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig")):
        if content.startswith(mark):
            return _decode_as(content, encoding), False
    # Latin letters in UTF-16 have a zero byte each, all on one side.
    sides = content[: len(content) // 2 * 2]
    for zeros, encoding in ((sides[1::2].count(0), "utf-16-le"), (sides[::2].count(0), "utf-16-be")):
        if len(sides) > 3 and zeros > len(sides) // 4:
            return _decode_as(content, encoding), False
    try:
        return content.decode("utf-8"), False
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace"), True


def _decode_as(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding).removeprefix(_MARK)
    except UnicodeDecodeError:
        raise TableMistake("no_text") from None


def _find_separator(text: str) -> tuple[str, int, str]:
    """Return what separates cells, how many lines were for that alone, and the table below them."""
    first, _, rest = text.partition("\n")
    told = first.strip().strip('"')
    if told.lower().startswith("sep=") and told[4:5] in SEPARATORS and len(told) == 5:
        return told[4], 1, rest
    outside = "".join(part for place, part in enumerate(first.split('"')) if place % 2 == 0)
    return max(SEPARATORS, key=outside.count), 0, text


def _parse(text: str, separator: str, skipped: int) -> Iterable[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        for cells in reader:
            if cells:
                yield reader.line_num + skipped, cells
    except csv.Error:
        raise TableMistake("quote", line=reader.line_num + skipped) from None


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
