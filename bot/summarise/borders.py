"""Where a text may be cut without breaking what a reader sees as one character.

A careful part of Unicode's rules for grapheme clusters (UAX #29): it may forbid a cut that the rules allow, never the
other way round.
"""

import unicodedata

_JOINERS = "\u200c\u200d"
_LIKE_MARKS = "\u0e33\u0eb3\uff9e\uff9f"
_BEFORE_A_NUMBER = "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\u0d4e\U000110bd\U000110cd"
_SKIN_TONES = range(0x1F3FB, 0x1F400)
_TAGS = range(0xE0000, 0xE0080)
_FLAGS = range(0x1F1E6, 0x1F200)
_HANGUL = (range(0x1100, 0x1200), range(0xA960, 0xA980), range(0xAC00, 0xD800))
_SURROGATES = range(0xD800, 0xE000)
_VIRAMA = 9


def is_border(text: str, place: int) -> bool:
    """Return whether `text[:place]` and `text[place:]` each hold whole characters as a reader sees them."""
    if place <= 0 or place >= len(text):
        return True
    before, after = text[place - 1], text[place]
    return not (_goes_with_last(after) or _goes_with_next(before) or _belong_together(before, after))


def _goes_with_last(char: str) -> bool:
    code = ord(char)
    is_mark = unicodedata.category(char).startswith("M")
    return is_mark or char in _JOINERS or char in _LIKE_MARKS or code in _SKIN_TONES or code in _TAGS


def _goes_with_next(char: str) -> bool:
    return char == "\u200d" or char in _BEFORE_A_NUMBER or unicodedata.combining(char) == _VIRAMA


def _belong_together(before: str, after: str) -> bool:
    first, second = ord(before), ord(after)
    if before == "\r":
        return after == "\n"
    if any(first in part for part in _HANGUL):
        return any(second in part for part in _HANGUL) and not (first >= 0xAC00 and 0xAC00 <= second < 0xD7B0)
    return (first in _FLAGS and second in _FLAGS) or (first in _SURROGATES and second in _SURROGATES)
