"""How alike replies are, in meaning and in words."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.summarise.meaning import Vectors

_DIGITS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Resemblance:
    """Meanings, words and language of each reply, as rows of length 1 or of zeros."""

    meanings: Vectors
    words: Vectors
    languages: Sequence[str | None]

    def between(self, rows: NDArray[np.intp], columns: NDArray[np.intp], share_of_words: float) -> Vectors:
        """Return how alike each of `rows` is to each of `columns`, at most 1: see `between_by`."""
        (found,) = self.between_by(rows, columns, [share_of_words])
        return found

    def between_by(
        self, rows: NDArray[np.intp], columns: NDArray[np.intp], shares_of_words: Iterable[float]
    ) -> Iterator[Vectors]:
        """Yield for each share of words beside meaning how alike each of `rows` is to each of `columns`, at most 1.

        Two languages share no words, so between them meaning alone counts. Likeness is rounded, so that the last bits
        of a matrix product, which differ between processors, decide nothing.
        """
        meaning = self.meanings[rows] @ self.meanings[columns].T
        apart = self.words[rows] @ self.words[columns].T - meaning
        codes = self._codes
        apart[codes[rows][:, None] != codes[columns][None, :]] = 0
        for share in shares_of_words:
            yield np.round(meaning + share * apart, _DIGITS).astype(np.float32)

    @property
    def _codes(self) -> NDArray[np.intp]:
        return np.unique(np.array([each or "" for each in self.languages]), return_inverse=True)[1]
