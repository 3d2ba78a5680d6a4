"""What anybody would try first: k-means (Lloyd 1982, begun as k-means++), and TF-IDF over stems."""

import math
import re
from collections import Counter
from collections.abc import Sequence

import numpy as np
from nltk.stem.porter import PorterStemmer
from numpy.typing import NDArray

Rows = NDArray[np.float64]

_STEPS = 100
_BEGINNINGS = 10
_WORD = re.compile(r"[a-z]{3,}")


def k_means(rows: Rows, count: int, seed: int) -> NDArray[np.intp]:
    """The cluster of each row: the tightest of ten tries."""
    rng = np.random.default_rng(seed)
    tries = [_settle(rows, _begin(rows, count, rng)) for _ in range(_BEGINNINGS)]
    return min(tries, key=lambda each: each[0])[1]


def nearest_to_middle(rows: Rows, members: NDArray[np.intp]) -> int:
    """The member that lies nearest to the middle of all of them."""
    distances = ((rows[members] - rows[members].mean(axis=0)) ** 2).sum(axis=1)
    return int(members[distances.argmin()])


def tf_idf(texts: Sequence[str]) -> Rows:
    """A row of length 1 for each text; stems in one text alone or in more than half of them are left out."""
    stem = PorterStemmer().stem
    counted = [Counter(map(stem, _WORD.findall(text.lower()))) for text in texts]
    spread = Counter(word for words in counted for word in words)
    kept = sorted(word for word, count in spread.items() if 1 < count <= len(texts) / 2)
    columns = {word: column for column, word in enumerate(kept)}
    rows = np.zeros((len(texts), max(1, len(columns))))
    for row, words in zip(rows, counted, strict=True):
        for word in words.keys() & columns.keys():
            row[columns[word]] = (1 + math.log(words[word])) * math.log(len(texts) / spread[word])
    return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)


def _begin(rows: Rows, count: int, rng: np.random.Generator) -> Rows:
    middles = [rows[rng.integers(len(rows))]]
    while len(middles) < count:
        far = np.min([((rows - middle) ** 2).sum(axis=1) for middle in middles], axis=0)
        middles.append(rows[rng.choice(len(rows), p=far / far.sum())] if far.sum() else rows[0])
    return np.array(middles)


def _settle(rows: Rows, middles: Rows) -> tuple[float, NDArray[np.intp]]:
    found = np.zeros(len(rows), dtype=np.intp)
    for _ in range(_STEPS):
        distances = (middles**2).sum(axis=1)[None, :] - 2 * rows @ middles.T
        nearest = distances.argmin(axis=1)
        if (nearest == found).all() and _:
            break
        found = nearest
        middles = np.array([rows[found == n].mean(axis=0) if (found == n).any() else m for n, m in enumerate(middles)])
    return float(((rows - middles[found]) ** 2).sum()), found
