"""Words of others made harmless: what of a text can be kept at all, and how it is shown so that it deceives nobody."""

import re
import unicodedata
from collections.abc import Iterator

MOST_MARKS = 4
"""Marks on one letter. Vietnamese, Thai and Burmese need two, Tibetan and Hebrew with accents three."""
_MARKS = frozenset({"Mn", "Me"})
_SPACES = frozenset({"Cc", "Zl", "Zp"})
_INVISIBLE = frozenset({"Cf", "Cs", "Co", "Cn"})
_JOINERS = "\u200c\u200d"
"""Persian and Indic words and many emoji need them."""
_UNPAIRED = re.compile(r"[\ud800-\udfff]")
_TURNING = re.compile(r"[\u202a-\u202e\u2066-\u2069]")
"""What turns the reading direction of all that follows; a mark that stands for one letter (RLM) turns nothing."""
_FORMULA = re.compile(r"'*(?:[\t\r\n]|[\s\ufeff\u200b]*[=+\-@＝＋－＠])")
"""What a spreadsheet may take for a formula: also after spaces, which some cut off, and in the wide signs of Asia."""
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


def storable(text: str) -> str:
    """The text without NUL, which PostgreSQL keeps in no text, and without halves of characters, which no UTF-8 has."""
    # What is printable has neither, and that is known at once.
    return text if text.isprintable() else _UNPAIRED.sub("\ufffd", text.replace("\0", ""))


def calm(text: str) -> str:
    """The text as it is shown: it turns the direction of nothing else, and no marks pile up over other lines.

    What is kept stays as it was written, so that quotes are checked word for word. May be called twice.
    """
    return text if text.isascii() else "".join(_without_piles(_TURNING.sub("", text)))


def harmless_cell(text: str) -> str:
    """The text as it may stand in a table: one that a spreadsheet would run as a formula gets an apostrophe."""
    return f"'{text}" if _FORMULA.match(text) else text


def cell_as_written(cell: str) -> str:
    """The text of which `harmless_cell` made this cell."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def _without_piles(text: str) -> Iterator[str]:
    height = 0
    for char in text:
        height = height + 1 if unicodedata.category(char) in _MARKS else 0
        if height <= MOST_MARKS:
            yield char


def hides_something(text: str) -> bool:
    """Whether control characters or marks that turn the reading direction are in a text; tabs and lines are not."""
    return bool(_UNSEEN.search(text) or _TURNING.search(text))


def one_line(text: str) -> str:
    """The text without line breaks, control characters, piles of marks and what turns the reading direction."""
    return " ".join("".join(_shown(char) for char in calm(text)).split())


def _shown(char: str) -> str:
    category = unicodedata.category(char)
    if category in _SPACES:
        return " "
    return "" if category in _INVISIBLE and char not in _JOINERS else char
