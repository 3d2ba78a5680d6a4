"""How wide letters are, as far as it can be told without asking their fonts, and lines that fit."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from unicodedata import east_asian_width

_USUAL, _CAPITAL, _WIDE, _TAMIL = 0.6, 0.74, 1.0, 1.05
"""How wide letters mostly are, in parts of their height, as measured in Noto Sans."""
_OTHER_SCRIPTS = 0.7
"""From Devanagari on."""
_GROUPS = (
    (0.3, "iIjlJ.,:;'`!|()[]{}/ \\·"),
    (0.42, 'tfr"?-*'),
    (0.53, "cszvykx"),
    (0.57, "ae0123456789+<=>$#ELFTYZ"),
    (0.63, "ABCKPRSVX&"),
    (0.93, "mwMW@%—щшюжы"),
)
_WIDTHS = {each: width for width, letters in _GROUPS for each in letters}
_DEVANAGARI = 0x900
_WITHOUT_WIDTH = frozenset({"Mn", "Me", "Cf"})
_MAY_END_A_LINE = re.compile(r"(?<=[\s\u200b/\u2010-])")
_ELLIPSIS = "…"


def width_of(text: str) -> float:
    """Return about how wide the text is, in parts of the height of its letters; mostly a little more than it is."""
    return sum(map(_width_of, text))


@cache
def _width_of(character: str) -> float:
    if unicodedata.category(character) in _WITHOUT_WIDTH:
        return 0.0
    if character in _WIDTHS:
        return _WIDTHS[character]
    if east_asian_width(character) in "WF":
        return _WIDE
    if ord(character) >= _DEVANAGARI:
        return _TAMIL if unicodedata.name(character, "").startswith("TAMIL") else _OTHER_SCRIPTS
    return _CAPITAL if character.isupper() else _USUAL


def widest_word(text: str) -> float:
    """Return how wide the widest part is that should stand in one line."""
    return max(map(width_of, (part.strip() for part in _parts(text))), default=0.0)


def lines_of(text: str, width: float, most: int) -> tuple[str, ...]:
    """Return the text in at most `most` lines of this width, in parts of the height of its letters.

    Lines end between words, or between letters where a word is longer than a line or its script has no spaces. What
    does not fit is left out behind an ellipsis.
    """
    lines = [""]
    for part in _parts(" ".join(text.split()), width):
        if lines[-1] and width_of((lines[-1] + part).rstrip()) > width:
            lines.append("")
        lines[-1] += part
    shown = [line.strip() for line in lines[:most]]
    if len(lines) > most:
        shown[-1] = _shortened(shown[-1], width)
    return tuple(shown)


def shorten(text: str, most: int) -> str:
    """Return the text in at most `most` characters, with an ellipsis where some are left out."""
    return text if len(text) <= most else text[: most - 1].rstrip() + _ELLIPSIS


def _shortened(line: str, width: float) -> str:
    while line and width_of(line + _ELLIPSIS) > width:
        line = line[:-1]
    return line.rstrip() + _ELLIPSIS


def _parts(text: str, width: float = float("inf")) -> Iterator[str]:
    """The pieces between which a line may end, none wider than the width."""
    for word in _MAY_END_A_LINE.split(text):
        if width_of(word.rstrip()) <= width and not any(east_asian_width(each) in "WF" for each in word):
            yield word
        else:
            yield from _letters(word, width)


def _letters(word: str, width: float) -> Iterator[str]:
    """The word in pieces that fit: wide letters by themselves, others as many as fit, marks with their letters."""
    piece = ""
    for each in word:
        belongs = unicodedata.category(each)[0] in "MPC" or not piece
        wide = east_asian_width(each) in "WF" or east_asian_width(piece[-1:] or "a") in "WF"
        if not belongs and (wide or width_of(piece + each) > width):
            yield piece
            piece = ""
        piece += each
    yield piece
