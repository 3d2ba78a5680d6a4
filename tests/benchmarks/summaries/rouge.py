"""ROUGE (Lin 2004), reckoned as the package rouge-score does with its stemmer."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from nltk.stem.porter import PorterStemmer

_WORD = re.compile(r"[a-z0-9]+")
_SHORTEST_STEMMED = 4


def rouge(told: str, wanted: str) -> tuple[float, float, float]:
    """ROUGE-1, ROUGE-2 and ROUGE-L of a text against the one a person wrote: F1 in percent."""
    one, other = _stems(told), _stems(wanted)
    pairs, other_pairs = [*pairwise(one)], [*pairwise(other)]
    return (
        _f1(_common(one, other), len(one), len(other)),
        _f1(_common(pairs, other_pairs), len(pairs), len(other_pairs)),
        _f1(_longest_in_order(one, other), len(one), len(other)),
    )


def _stems(text: str) -> list[str]:
    return [_stem(word) if len(word) >= _SHORTEST_STEMMED else word for word in _WORD.findall(text.lower())]


@cache
def _stem(word: str) -> str:
    return PorterStemmer().stem(word)


def _common(one: Sequence[object], other: Sequence[object]) -> int:
    return (Counter(one) & Counter(other)).total()


def _longest_in_order(one: Sequence[str], other: Sequence[str]) -> int:
    """The length of the longest common subsequence."""
    row = [0] * (len(other) + 1)
    for word in one:
        before = row
        row = [0]
        for place, each in enumerate(other):
            row.append(before[place] + 1 if word == each else max(row[-1], before[place + 1]))
    return row[-1]


def _f1(common: int, one: int, other: int) -> float:
    return 200 * common / (one + other) if common else 0.0
