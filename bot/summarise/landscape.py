"""Where replies lie: near those that say alike, in whatever language."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.summarise.languages import languages_of
from bot.summarise.likeness import Space, learn_space
from bot.summarise.meaning import Centre, Encoder, Vectors, beside, encode, find_centre
from bot.summarise.progress import Progress, tell_nobody
from bot.summarise.resemblance import Resemblance

SHARE_OF_WORDS = 0.1
"""Of words beside meaning, when it is asked what is typical; measured on the training topics of ArgKP."""
_DAMPING = 0.85
_STEPS = 50
_MOST_COMPARED = 1_500


@dataclass(frozen=True, slots=True, kw_only=True)
class Landscape:
    """All replies of a summary: how they resemble each other, and what is needed to place a part of one among them."""

    found: Resemblance
    meanings: Vectors
    """As they are, with what is common to all; without columns where only words were looked at."""
    space: Space
    centre: Centre | None = None
    encoder: Encoder | None = None

    @property
    def matters(self) -> Vectors:
        """A row for each reply: what it means, but for what its language alone gives it."""
        return self.meanings if self.centre is None else self.centre.even_out(self.meanings, self.found.languages)

    def nearness(self, texts: Sequence[str], language: str | None, rows: NDArray[np.intp]) -> Vectors:
        """Return how near each of these texts, parts of one reply, is to these replies together."""
        replies = self.found.words[rows]
        if self.centre is not None:
            replies = beside(self.found.meanings[rows], replies, SHARE_OF_WORDS)
        return self.place(texts, language) @ replies.sum(axis=0)

    def place(self, texts: Sequence[str], language: str | None) -> Vectors:
        """Return a row for each of these texts of a language: where it lies among the replies."""
        placed = self.space.place(texts)
        if self.centre is None:
            return placed
        return beside(self.meanings_of(texts, language), placed, SHARE_OF_WORDS)

    def meanings_of(self, texts: Sequence[str], language: str | None) -> Vectors:
        """Return a row of meaning for each of these texts of a language, without what is common to it."""
        if self.centre is None:
            return np.zeros((len(texts), 0), dtype=np.float32)
        return self.centre.subtract(encode(texts, encoder=self.encoder), [language] * len(texts))

    def likeness(self, rows: NDArray[np.intp], columns: NDArray[np.intp]) -> Vectors:
        """Return how alike each of these replies is to each of those, from 0 to 1, where one asks what is typical."""
        share = SHARE_OF_WORDS if self.centre is not None else 1.0
        return np.maximum(self.found.between(rows, columns, share), 0)

    def relevance(self, rows: NDArray[np.intp]) -> Vectors:
        """Return for each of these replies how typical it is of them all; together 1.

        It is typical to be like many that are typical themselves (LexRank, Erkan and Radev 2004,
        doi:10.1613/jair.1523).
        Of very many replies the first 1,500 are judged, the others are taken as not typical.
        """
        judged = rows[:_MOST_COMPARED]
        likeness = self.likeness(judged, judged)
        np.fill_diagonal(likeness, 0)
        passed_on = likeness / np.maximum(likeness.sum(axis=1, keepdims=True), 1e-9)
        weights = np.full(len(judged), 1 / max(1, len(judged)), dtype=np.float64)
        for _ in range(_STEPS):
            weights = (1 - _DAMPING) / max(1, len(judged)) + _DAMPING * weights @ passed_on
        return np.concatenate([weights, np.zeros(len(rows) - len(judged))]).astype(np.float32)


def survey(texts: Sequence[str], progress: Progress = tell_nobody, encoder: Encoder | None = None) -> Landscape:
    """Return where these texts lie by what they mean and by their words."""
    languages = languages_of(texts)
    meanings = encode(texts, progress, encoder)
    centre = find_centre(meanings, languages)
    space = learn_space(texts)
    found = Resemblance(
        meanings=centre.subtract(meanings, languages), words=space.place(texts), languages=tuple(languages)
    )
    return Landscape(found=found, meanings=meanings, space=space, centre=centre, encoder=encoder)


def survey_words(texts: Sequence[str]) -> Landscape:
    """Return where these texts lie by their words alone: enough for a few, and there at once."""
    space = learn_space(texts)
    meanings = np.zeros((len(texts), 0), dtype=np.float32)
    found = Resemblance(meanings=meanings, words=space.place(texts), languages=(None,) * len(texts))
    return Landscape(found=found, meanings=meanings, space=space)
