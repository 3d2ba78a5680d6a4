"""Comparing what people typed: without case, accents, spaces and punctuation, and how far apart."""

import unicodedata

# Letters that Unicode does not decompose but people leave out or write otherwise; Arabic letters that vary by keyboard.
_SAME = {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ə": "e"} | {
    "ى": "ي",
    "ی": "ي",
    "ې": "ي",
    "ک": "ك",
    "ة": "ه",
    "ہ": "ه",
    "ە": "ه",
    "ـ": "",
}
_CHARACTERS_KEPT = 20_000
"""All that CLDR uses; no more are kept, whatever people type."""


class _Folding(dict[int, str]):
    """What becomes of each character, found out when first met. `str.translate` with it is thrice as fast as a loop."""

    def __missing__(self, codepoint: int) -> str:
        char = chr(codepoint)
        kept = unicodedata.category(char)[0] in "LNM" and not _is_accent(char)
        folded = _SAME.get(char, char) if kept else ""
        if len(self) < _CHARACTERS_KEPT:
            self[codepoint] = folded
        return folded


_FOLDING = _Folding()


def fold(text: str) -> str:
    """The text without case, spaces, punctuation and the accents of Latin, Greek, Cyrillic, Arabic and Hebrew.

    The vowel signs of Indic and South-East Asian scripts stay: without them different names become one.
    """
    spread = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return unicodedata.normalize("NFC", spread.translate(_FOLDING))


def fold_lightly(text: str) -> str:
    """The text without case and spaces around, its accents kept: "mỹ" is not "my"."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKC", text).casefold()).strip(" .")


def _is_accent(char: str) -> bool:
    return (
        "\u0300" <= char <= "\u036f" or "\u064b" <= char <= "\u065f" or char == "\u0670" or "\u0591" <= char <= "\u05c7"
    )


def letters_of(folded: str) -> int:
    """A set of 64 bits for the letters in a text. Texts `n` edits apart differ in at most `2 n` bits."""
    letters = 0
    for char in folded:
        letters |= 1 << (ord(char) & 63)
    return letters


def edits_between(one: str, other: str, limit: int) -> int:
    """How many letters to add, drop, change or swap with the next to get from one text to the other.

    Optimal string alignment distance (Damerau 1964), `limit + 1` as soon as it is sure to exceed the limit.
    """
    if abs(len(one) - len(other)) > limit:
        return limit + 1
    before, above = list[int](), list(range(len(other) + 1))
    for row, char in enumerate(one, 1):
        here = [row]
        for column, against in enumerate(other, 1):
            cost = min(above[column] + 1, here[-1] + 1, above[column - 1] + (char != against))
            if row > 1 and column > 1 and char == other[column - 2] and one[row - 2] == against:
                cost = min(cost, before[column - 2] + 1)
            here.append(cost)
        if min(here) > limit:
            return limit + 1
        before, above = above, here
    return min(above[-1], limit + 1)
