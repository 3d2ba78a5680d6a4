"""Sentences of a text, and which of them may stand as a quote."""

import re
import unicodedata
from collections.abc import Iterator
from itertools import islice

from bot.domain.summary import LONGEST_QUOTE
from bot.summarise.atoms import Span, atoms_in, is_plain_link
from bot.summarise.borders import is_border
from bot.summarise.tokens import is_written_without_spaces, words_in

_LONGEST_WHOLE = 200
_SHORTEST_CUT = LONGEST_QUOTE // 3
_FEWEST_WORDS = 2
_LINES = re.compile(r"[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_SENTENCE_END = re.compile(
    r"""[.!?…؟۔।॥։።᙮‽]+[\])}"'’”»›]*(?=\s|\Z)   # in scripts with spaces
      | [。！？｡．]+[」』）”’]*                   # in scripts without""",
    re.VERBOSE,
)
_LAST_WORD = re.compile(r"(?:\A|[\s(])(\w[\w.]{0,7})\Z")
_CLAUSE_MARKS = ",;:،؛，、；："
_BULLETS = re.compile(r"\s*(?:(?:[-–—*•·+>#]{1,3}|\d{1,2}[.)])\s+)*")


def quotable_spans(text: str) -> list[Span]:
    """Return the parts of a text that may stand as a quote, in order; there may be none.

    A short text in one line is one part; else each sentence is, a long one up to the last word that fits. No part is
    longer than a quote may be, goes over a line's end, cuts a link or a character, has fewer than two words, or holds
    a mention, code, a link in disguise or characters that no file can keep.
    """
    whole = _trim(text, (0, len(text)))
    if whole[1] - whole[0] <= _LONGEST_WHOLE and _may_stand(text, whole):
        return [whole]
    return quotable_sentences(text)


def quotable_sentences(text: str) -> list[Span]:
    """Return the sentences of a text that may stand as a quote, in order, as `quotable_spans` does for longer texts."""
    parts = (_trim(text, _shorten(text, _trim(text, span))) for span in sentences_in(text))
    return [part for part in parts if _may_stand(text, part)]


def sentences_in(text: str) -> Iterator[Span]:
    """Yield the sentences of a text in order; together they are the text, except for the ends of lines."""
    atoms = atoms_in(text)
    first = 0
    for start, end, is_line_end in _ends_in(text):
        if end <= first or any(a < end < b or a <= start < b for a, b in atoms):
            continue
        if is_line_end or (is_border(text, end) and _ends_here(text, first, start, end)):
            yield first, start if is_line_end else end
            first = end
    yield first, len(text)


def _ends_in(text: str) -> list[tuple[int, int, bool]]:
    lines = [(*found.span(), True) for found in _LINES.finditer(text)]
    return sorted([*lines, *((*found.span(), False) for found in _SENTENCE_END.finditer(text))])


def _ends_here(text: str, first: int, start: int, end: int) -> bool:
    following = next((char for char in islice(text, end, None) if not char.isspace()), "")
    if following.islower():
        return False
    last = _LAST_WORD.search(text, max(first, start - 12), start)
    return text[start:end] != "." or last is None or not _is_abbreviation(last.group(1))


def _is_abbreviation(word: str) -> bool:
    """Whether a point after this word is likely part of it, as in "e.g.", "J." and "Dr."."""
    return "." in word or len(word) == 1 or (len(word) == 2 and word[0].isupper())


def _trim(text: str, span: Span) -> Span:
    start, end = span
    bullets = _BULLETS.match(text, start, end)
    if bullets and is_border(text, bullets.end()):
        start = bullets.end()
    while start < end and text[end - 1].isspace() and is_border(text, end - 1):
        end -= 1
    return start, end


def _shorten(text: str, span: Span) -> Span:
    start, end = span
    if end - start <= LONGEST_QUOTE:
        return span
    atoms = [atom for atom in atoms_in(text) if atom[0] < end and atom[1] > start]
    places = range(start + LONGEST_QUOTE, start + _SHORTEST_CUT, -1)
    allowed = [place for place in places if not any(a < place < b for a, b in atoms) and is_border(text, place)]
    after_clause = (place for place in allowed if text[place - 1] in _CLAUSE_MARKS)
    after_word = (place for place in allowed if _is_between_words(text[place - 1], text[place]))
    return start, next(after_clause, next(after_word, start))


def _is_between_words(before: str, after: str) -> bool:
    return after.isspace() or (is_written_without_spaces(before) and is_written_without_spaces(after))


def _may_stand(text: str, span: Span) -> bool:
    start, end = span
    part = text[start:end]
    if len(part) > LONGEST_QUOTE or _LINES.search(part) or not (is_border(text, start) and is_border(text, end)):
        return False
    atoms = [(a, b) for a, b in atoms_in(text) if a < end and b > start]
    if any(a < start or b > end or not is_plain_link(text[a:b]) for a, b in atoms):
        return False
    if any(unicodedata.category(char) in ("Cc", "Cs") for char in part):
        return False
    return len(list(islice(words_in(part), _FEWEST_WORDS))) == _FEWEST_WORDS
