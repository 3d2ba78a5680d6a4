"""Sentences that together tell what several said: typical, unlike each other, first in what different people say."""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bot.summarise.meaning import Vectors, unit
from bot.summarise.tokens import stem_of, words_in

_WEIGHT_OF_TYPICAL = 0.6
_WEIGHT_OF_FIRST_SENTENCES = 1.0
_COST_OF_LIKENESS = 0.5
_COST_OF_A_VOICE = 0.5
_COST_OF_A_TEXT = 1.0
_COST_OF_FEW_WORDS = 1.5
_FEW_WORDS = 5
_TOO_ALIKE = 0.7
_LEAST_SPREAD = 1e-6
_DIGITS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A part of what somebody said: the number of the text and of the part in it, both from 0.

    `voices` are what it is to be spread over beside the people: languages, regions. `words` are what it takes to show
    it.
    """

    text: str
    number: int
    part: int
    speakers: frozenset[Hashable]
    words: int
    voices: frozenset[Hashable] = frozenset()


def choose_sentences(
    sentences: Sequence[Sentence],
    meanings: Vectors,
    *,
    most: int,
    most_words: int | None = None,
    once_each: bool = False,
) -> list[int]:
    """Return the places of the sentences that are chosen, the best first; none repeats another.

    One after the other the best of those left is taken: near the middle of all that is said, at the start of what its
    writer says, unlike what is chosen already (maximal marginal relevance, Carbonell and Goldstein 1998), of people,
    languages and regions that were not heard. Weights were measured on threads of mails that people summarised.

    Args:
        sentences: what can be chosen.
        meanings: a row of length 1 for each of them, or of zeros.
        most: how many are chosen at most.
        most_words: how many words they may take together.
        once_each: whether everybody is heard once at most.
    """
    worths = _weigh(sentences, meanings)
    nearest = np.zeros(len(sentences))
    chosen: list[int] = []
    heard: Counter[Hashable] = Counter()
    left = {*range(len(sentences))}
    while left and len(chosen) < most:
        room = None if most_words is None else most_words - sum(sentences[place].words for place in chosen)
        best = max(left, key=lambda place: (_worth(sentences[place], worths[place], nearest[place], heard), -place))
        left.discard(best)
        found = sentences[best]
        is_heard = once_each and any(heard[speaker] for speaker in found.speakers)
        if is_heard or (room is not None and found.words > room) or _repeats(found, chosen, sentences):
            continue
        chosen.append(best)
        heard.update((*found.speakers, *found.voices, ("text", found.number)))
        nearest = np.maximum(nearest, meanings @ meanings[best])
    return chosen


def repeats(text: str, others: Iterable[str]) -> bool:
    """Return whether a text has most of its words in common with one of the others."""
    stems = _stems_of(text)
    return any(len(stems & other) > _TOO_ALIKE * len(stems | other) for other in map(_stems_of, others))


def _repeats(found: Sentence, chosen: Sequence[int], sentences: Sequence[Sentence]) -> bool:
    return repeats(found.text, [sentences[place].text for place in chosen])


def _weigh(sentences: Sequence[Sentence], meanings: Vectors) -> list[float]:
    """Weigh each sentence before any is chosen."""
    typical = meanings @ unit(meanings.mean(axis=0, keepdims=True))[0] if len(sentences) else np.zeros(0)
    spread = float(typical.std()) if len(sentences) else 0.0
    how_typical = (typical - typical.mean()) / spread if spread > _LEAST_SPREAD else np.zeros(len(sentences))
    return [
        _WEIGHT_OF_TYPICAL * float(typical)
        + _WEIGHT_OF_FIRST_SENTENCES / (1 + sentence.part)
        - (_COST_OF_FEW_WORDS if sentence.words < _FEW_WORDS else 0)
        for sentence, typical in zip(sentences, how_typical, strict=True)
    ]


def _worth(sentence: Sentence, worth: float, nearest: float, heard: Mapping[Hashable, int]) -> float:
    voices = sum(heard[voice] for voice in (*sentence.speakers, *sentence.voices))
    costs = _COST_OF_LIKENESS * nearest + _COST_OF_A_VOICE * voices + _COST_OF_A_TEXT * heard["text", sentence.number]
    return round(worth - costs, _DIGITS)


def _stems_of(text: str) -> frozenset[str]:
    return frozenset(map(stem_of, words_in(text)))
