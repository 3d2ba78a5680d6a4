"""How alike texts are: TF-IDF over stems and runs of characters, learned from the texts of this round alone."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.summarise.tokens import is_common, stem_of, words_in

Vectors = NDArray[np.float32]
Features = Counter[str]

_RUN = 5
_SHARE_OF_RUNS = 0.3
_MOST_FEATURES = 4000
_FEWEST_TEXTS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Space:
    """What was learned: for stems and for runs, the column and the weight of each feature."""

    stems: dict[str, tuple[int, float]]
    runs: dict[str, tuple[int, float]]

    def place(self, texts: Sequence[str]) -> Vectors:
        """Return a row for each text, of length 1, or of zeros when nothing in the text is known.

        The product of two rows is their likeness, from 0 to 1.
        """
        words = [list(words_in(text)) for text in texts]
        stems = _rows(map(_stems_of, words), len(texts), self.stems) * math.sqrt(1 - _SHARE_OF_RUNS)
        runs = _rows(map(_runs_of, words), len(texts), self.runs) * math.sqrt(_SHARE_OF_RUNS)
        return _unit(np.hstack([stems, runs]))


def learn_space(texts: Sequence[str]) -> Space:
    """Return the space of these texts; features of one text alone are left out, since they connect nothing."""
    words = [list(words_in(text)) for text in texts]
    return Space(stems=_weigh(map(_stems_of, words), len(texts)), runs=_weigh(map(_runs_of, words), len(texts)))


def _stems_of(words: Sequence[str]) -> Features:
    return Counter(stem_of(word) for word in words if not is_common(word))


def _runs_of(words: Sequence[str]) -> Features:
    line = f" {' '.join(word.casefold() for word in words)} "
    return Counter(line[start : start + _RUN] for start in range(len(line) - _RUN + 1))


def _weigh(texts: Iterable[Features], size: int) -> dict[str, tuple[int, float]]:
    spread = Counter(feature for features in texts for feature in features)
    shared = [(count, feature) for feature, count in spread.items() if count >= _FEWEST_TEXTS]
    kept = sorted(shared, key=lambda each: (-each[0], each[1]))[:_MOST_FEATURES]
    return {feature: (column, math.log(1 + size / count)) for column, (count, feature) in enumerate(kept)}


def _rows(texts: Iterable[Features], size: int, known: dict[str, tuple[int, float]]) -> Vectors:
    rows = np.zeros((size, len(known)), dtype=np.float32)
    for row, features in enumerate(texts):
        for feature, times in features.items():
            if feature in known:
                column, weight = known[feature]
                rows[row, column] = (1 + math.log(times)) * weight
    return _unit(rows)


def _unit(rows: Vectors) -> Vectors:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    lengths[lengths == 0] = 1
    return (rows / lengths).astype(np.float32)
