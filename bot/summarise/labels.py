"""Phrases that name a theme: telling ones that lie near what it means and that its people let be shown."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

import numpy as np

from bot.domain.summary import FEWEST_PEOPLE_BEHIND_A_WORD, is_shared_word
from bot.domain.words import Words
from bot.summarise.candidates import Candidate, Talk, find_candidates, hear
from bot.summarise.landscape import Landscape
from bot.summarise.meaning import Vectors, unit
from bot.summarise.tokens import is_written_without_spaces

_MOST_PHRASES = 2
_MOST_WORDS = 5
_WITHOUT_MEANING = 0.3
_APART = 0.5
_LEAST_SHARE_OF_BEST = 0.4
_SHARE_THAT_SAYS_MORE = 0.15


@dataclass(slots=True, kw_only=True)
class Labeller:
    """Names one group after the other and remembers the names, so that none comes twice.

    `words` are all replies in the order of the landscape, and `groups` all groups that are to be named.
    """

    words: Sequence[Words]
    land: Landscape
    groups: Sequence[Sequence[int]]
    taken: list[str] = field(default_factory=list[str])
    heard: dict[str | None, Talk] = field(default_factory=dict[str | None, Talk])
    centres: Vectors = field(init=False)

    def __post_init__(self) -> None:
        meanings = self.land.found.meanings
        centres = [meanings[list(group)].mean(axis=0) for group in self.groups]
        self.centres = unit(np.array(centres).reshape(len(centres), meanings.shape[1]))

    def name(self, number: int) -> tuple[str, ...]:
        """Return one or two phrases for the group of this number, the most telling first; none where none is good.

        They are of the language of most of its replies, in a form that people wrote, and obey `is_shared_word`.
        """
        group = self.groups[number]
        language = self._main_language(group)
        members = [self.words[row] for row in group]
        speakers = [self.words[row] for row in group if self.land.found.languages[row] == language]
        candidates = self._judge(find_candidates(speakers, self._talk_of(language), language), number, language)
        label = tuple(each.text for each in _choose(candidates, self.taken, members))
        self.taken += label
        return label

    def _main_language(self, group: Sequence[int]) -> str | None:
        counts = Counter(self.land.found.languages[row] for row in group)
        return min(counts, key=lambda language: (language is None, -counts[language], language or ""))

    def _talk_of(self, language: str | None) -> Talk:
        """What is heard in all replies of a language: beside others all of its words would seem telling."""
        if language not in self.heard:
            spoken = zip(self.words, self.land.found.languages, strict=True)
            self.heard[language] = hear(words for words, code in spoken if code == language)
        return self.heard[language]

    def _judge(self, candidates: Sequence[Candidate], number: int, language: str | None) -> list[Candidate]:
        """Weigh the candidates by how near they are to what this group means, and how much nearer than to others."""
        if not candidates:
            return []
        near = self.land.meanings_of([each.text for each in candidates], language) @ self.centres.T
        own = near[:, number].copy()
        near[:, number] = 0
        nearness = _WITHOUT_MEANING + np.maximum(own, 0) + _APART * np.maximum(own - near.max(axis=1), 0)
        judged = [
            replace(each, weight=round(each.weight * how_near, 4))
            for each, how_near in zip(candidates, nearness.tolist(), strict=True)
        ]
        return sorted(judged, key=lambda each: (-each.weight, each.text))


def _choose(candidates: Sequence[Candidate], taken: Collection[str], members: Sequence[Words]) -> list[Candidate]:
    allowed = [each for each in candidates if not _is_within(each.text, taken) and is_shared_word(each.text, members)]
    chosen: list[Candidate] = []
    while len(chosen) < _MOST_PHRASES:
        best = _next_best(allowed, chosen)
        if best is None or best.weight < _LEAST_SHARE_OF_BEST * allowed[0].weight:
            break
        chosen.append(_saying_more(best, allowed, chosen))
    return chosen


def _next_best(allowed: Sequence[Candidate], chosen: Sequence[Candidate]) -> Candidate | None:
    left = _MOST_WORDS - sum(_words_in(each) for each in chosen)
    fitting = (each for each in allowed if _words_in(each) <= left)
    return next((each for each in fitting if not any(_overlap(each, other) for other in chosen)), None)


def _saying_more(best: Candidate, allowed: Sequence[Candidate], chosen: Sequence[Candidate]) -> Candidate:
    """Return a longer phrase around a word instead of it, where enough of its people use that."""
    if len(best.stems) > 1:
        return best
    fewest = max(FEWEST_PEOPLE_BEHIND_A_WORD, _SHARE_THAT_SAYS_MORE * len(best.people))
    longer = [each for each in allowed if each.stems > best.stems and len(each.people) >= fewest]
    return _next_best(longer, chosen) or best


def _words_in(candidate: Candidate) -> int:
    return len(candidate.text.split())


def _is_within(text: str, others: Collection[str]) -> bool:
    known = text.casefold()
    return any(known in other.casefold() or other.casefold() in known for other in others)


def _overlap(one: Candidate, other: Candidate) -> bool:
    if is_written_without_spaces(one.text) and is_written_without_spaces(other.text):
        return any(run in other.text for run in map("".join, pairwise(one.text)))
    return not one.stems.isdisjoint(other.stems) or _is_within(one.text, [other.text])
