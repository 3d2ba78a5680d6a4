"""Phrases that name a theme: telling ones that lie near what it means and that its people let be shown."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import partial

import numpy as np

from bot.domain.summary import FEWEST_PEOPLE_BEHIND_A_WORD
from bot.domain.words import Words, people_of
from bot.summarise.candidates import NOUNS_ARE_CAPITALS, Candidate, Talk, find_candidates, hear, stems_in
from bot.summarise.clauses import find_clauses
from bot.summarise.landscape import Landscape
from bot.summarise.meaning import Vectors, unit
from bot.summarise.naming import MayShow, choose_phrases
from bot.summarise.tokens import is_written_without_spaces

_WITHOUT_MEANING = 0.3
_APART = 0.5
_WEIGHT_OF_PEOPLE = 0.25
_LEAST_NEARNESS_OF_A_CLAUSE = 0.15
_GAIN_OVER_A_PHRASE = 1.3
"""A phrase of several words is left for a clause only if that is clearly nearer to what the theme means."""
_FEW = 60
"""Among so few replies some words are shared by chance, so that what names a theme must be plain."""
_LEAST_NEARNESS, _LEAST_NEARNESS_OF_A_WORD = 0.12, 0.15
"""Cosines with the middle of what a theme means: what is less near belongs to how people say it, not to what."""
_MISSPELT = 0.2
_PEOPLE_BEHIND_A_WORD_ALONE = 0.8
"""Times the root of its people: three of 8 and five of 36, for a single word is used by chance as well."""
_FEWEST_THEMES_WITH_A_NAME, _SHARE_OF_THEMES_WITH_A_NAME = 3, 0.2


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
    stems: Sequence[frozenset[str]] = field(init=False)
    centres: Vectors = field(init=False)

    def __post_init__(self) -> None:
        self.stems = [stems_in(each.text) for each in self.words]
        meanings = self.land.found.meanings
        centres = [meanings[list(group)].mean(axis=0) for group in self.groups]
        self.centres = unit(np.array(centres).reshape(len(centres), meanings.shape[1]))

    def name(self, number: int) -> tuple[str, ...]:
        """Return up to three phrases for the group of this number, the most telling first; none where none is good.

        They are of the language of most of its replies, in a form that people wrote, and obey `is_shared_word`.
        """
        group = self.groups[number]
        language = self._main_language(group)
        members = [self.words[row] for row in group]
        speaking = [row for row in group if self.land.found.languages[row] == language]
        speakers = [self.words[row] for row in speaking]
        here = hear(speakers, (self.stems[row] for row in speaking))
        found = find_candidates(speakers, here, self._talk_of(language), language)
        mattering = [each for each in found if not self._says_where_all_are(each, language)]
        most = len(group) > len(self.words) / 2
        plain = not most and (len(self.words) <= _FEW or len(mattering) < len(found))
        candidates = self._judge(mattering, number, language, plain=plain)
        say_more = partial(self._say_more, number=number, language=language, speakers=speakers, here=here)
        label = choose_phrases(candidates, self.taken, members, say_more)
        self.taken += label
        return label

    def _main_language(self, group: Sequence[int]) -> str | None:
        counts = Counter(self.land.found.languages[row] for row in group)
        return min(counts, key=lambda language: (language is None, -counts[language], language or ""))

    def _talk_of(self, language: str | None) -> Talk:
        """What is heard in all replies of a language: beside others all of its words would seem telling."""
        if language not in self.heard:
            rows = [row for row, code in enumerate(self.land.found.languages) if code == language]
            self.heard[language] = hear((self.words[row] for row in rows), (self.stems[row] for row in rows))
        return self.heard[language]

    def _judge(
        self, candidates: Sequence[Candidate], number: int, language: str | None, *, plain: bool
    ) -> list[Candidate]:
        """Weigh the candidates by how near they are to what this group means, and how much nearer than to others."""
        if not candidates:
            return []
        own, apart = self._nearness([each.text for each in candidates], number, language)
        nearness = _WITHOUT_MEANING + apart
        people = len(people_of(self.words[row] for row in self.groups[number]))
        judged = [
            replace(
                each, weight=round(each.weight * how_near, 4), leads=not plain or _names_plainly(each, to_own, people)
            )
            for each, how_near, to_own in zip(candidates, nearness.tolist(), own.tolist(), strict=True)
            if not plain or to_own >= _LEAST_NEARNESS
        ]
        return sorted(judged, key=lambda each: (-each.weight, each.text))

    def _say_more(
        self,
        best: Candidate,
        may_show: MayShow,
        *,
        number: int,
        language: str | None,
        speakers: Sequence[Words],
        here: Talk,
    ) -> list[Candidate]:
        """Return clauses around a phrase that tell better than it what this group means, the best first."""
        clauses = find_clauses(best, speakers, here, self._talk_of(language), may_show)
        if not clauses:
            return []
        own, apart = self._nearness([best.text, *(each.text for each in clauses)], number, language)
        users = len(here.using(best.stems))
        weighed = [
            replace(each, weight=round(each.weight * near * (len(each.people) / users) ** _WEIGHT_OF_PEOPLE, 4))
            for each, near in zip(clauses, apart[1:].tolist(), strict=True)
        ]
        least = float(apart[0]) * (_GAIN_OVER_A_PHRASE if len(best.stems) > 1 else 1)
        better = [
            each
            for each, to_own in zip(weighed, own[1:].tolist(), strict=True)
            if each.weight >= least and to_own >= _LEAST_NEARNESS_OF_A_CLAUSE
        ]
        return sorted(better, key=lambda each: (-each.weight, each.text))

    def _nearness(self, texts: Sequence[str], number: int, language: str | None) -> tuple[Vectors, Vectors]:
        """Return how near these texts are to what a group means, and that with how much nearer than to other groups."""
        near = np.round(self.land.meanings_of(texts, language) @ self.centres.T, 4)
        own = near[:, number].copy()
        near[:, number] = 0
        return own, np.maximum(own, 0) + _APART * np.maximum(own - near.max(axis=1), 0)

    def _says_where_all_are(self, candidate: Candidate, language: str | None) -> bool:
        """Return whether it is a name of which many themes speak, as of everybody's town: that sets none apart."""
        if language in NOUNS_ARE_CAPITALS or candidate.text == candidate.text.lower():
            return False
        speaking = sum(self._speak_of_it(group, candidate.stems) for group in self.groups)
        often = speaking >= max(_FEWEST_THEMES_WITH_A_NAME, _SHARE_OF_THEMES_WITH_A_NAME * len(self.groups))
        return often and self._is_a_name(candidate.text)

    def _speak_of_it(self, group: Sequence[int], stems: frozenset[str]) -> bool:
        speakers = people_of(self.words[row] for row in group if stems <= self.stems[row])
        return len(speakers) >= FEWEST_PEOPLE_BEHIND_A_WORD

    def _is_a_name(self, text: str) -> bool:
        """Return whether hardly anybody writes it with small letters."""
        written = sum(text.casefold() in each.text.casefold() for each in self.words)
        return text != text.lower() and sum(text.lower() in each.text for each in self.words) < _MISSPELT * written


def _names_plainly(candidate: Candidate, nearness: float, people: int) -> bool:
    if len(candidate.stems) > 1 or is_written_without_spaces(candidate.text):
        return nearness >= _LEAST_NEARNESS
    fewest = _PEOPLE_BEHIND_A_WORD_ALONE * math.sqrt(people)
    return nearness >= _LEAST_NEARNESS_OF_A_WORD and len(candidate.people) >= fewest
