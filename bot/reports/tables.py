"""Tables as files: written so that any spreadsheet opens them and runs nothing, read as those of any country save."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from bot.domain.harmless import harmless_cell

SEPARATORS = ",;\t|"
_MARK = "\ufeff"


class TableMistake(Exception):
    """The file as a whole cannot be read. `why` is the key of a text under `roster.file`; `line` is 0 for none."""

    def __init__(self, why: str, line: int = 0, most: int = 0) -> None:
        super().__init__(why, line)
        self.why = why
        self.line = line
        self.most = most


def write_table(header: Sequence[str], rows: Iterable[Sequence[str | int]], *, marked: bool = True) -> str:
    """Return a CSV table that begins with a byte order mark, by which spreadsheets know that it is UTF-8.

    What a spreadsheet would take for a formula gets an apostrophe before it; nothing else is changed. Programs that
    read tables often take the mark for a part of the first column's name: not `marked` it is left out.
    """
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerows([_harmless(cell) for cell in row] for row in (header, *rows))
    return (_MARK if marked else "") + file.getvalue()


def _harmless(cell: str | int) -> str | int:
    return harmless_cell(cell) if isinstance(cell, str) else cell


def read_letters(content: bytes) -> tuple[str, bool]:
    """Return the text of a file, and whether its encoding had to be guessed.

    What is neither UTF-8 nor UTF-16 is read as Windows-1252, in which spreadsheets of many countries save.

    Raises:
        TableMistake: `no_text`.
    """
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


def read_lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the cells of each row that is not an empty line, with the number of the line on which it ends.

    Commas, semicolons, tabs or bars divide cells, whichever is most in the first line; `sep=;` above it is heeded.

    Raises:
        TableMistake: `quote`, with the line, of a quotation mark that is not closed.
    """
    separator, skipped, below = _find_separator(text)
    reader = csv.reader(io.StringIO(below, newline=""), delimiter=separator, strict=True)
    try:
        for cells in reader:
            if cells:
                yield reader.line_num + skipped, cells
    except csv.Error:
        raise TableMistake("quote", line=reader.line_num + skipped) from None


def _find_separator(text: str) -> tuple[str, int, str]:
    """Return what separates cells, how many lines were for that alone, and the table below them."""
    first, _, rest = text.partition("\n")
    told = first.strip().strip('"')
    if told.lower().startswith("sep=") and told[4:5] in SEPARATORS and len(told) == 5:
        return told[4], 1, rest
    outside = "".join(part for place, part in enumerate(first.split('"')) if place % 2 == 0)
    return max(SEPARATORS, key=outside.count), 0, text
