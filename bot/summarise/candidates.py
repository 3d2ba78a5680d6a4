"""Phrases that may name a theme: how many of its people use them, against all others of their language."""

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.domain.ids import MemberId
from bot.domain.summary import FEWEST_PEOPLE_BEHIND_A_WORD
from bot.domain.words import Words, may_be_quoted, people_of
from bot.summarise.growing import grow, grow_name
from bot.summarise.phrases import phrases_in
from bot.summarise.tokens import is_written_without_spaces, names_nothing, stem_of, words_in

NOUNS_ARE_CAPITALS = ("de",)
"""In German a word with a small letter is no name of a matter."""
_MOST_TELLING = 40
_MOST_JUDGED = 24
_RUN = 3
_SOME = 0.5
_WORDS_ALONE = 0.5
_OF_SO_MANY_WORDS = (1.0, 2.1, 2.7, 3.0)
_SHARE_THAT_ALL_SAY, _SHARE_THAT_ALL_SAY_OF_A_WORD = 0.3, 0.2
_SHARE_OF_ITS_PEOPLE = 0.7
"""When more of its people than these use one longer phrase, a phrase is only a part of that."""

_Stems = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """Who used which stem, and how many people there are."""

    speakers: Mapping[str, frozenset[MemberId]]
    people: int

    def using(self, stems: frozenset[str]) -> frozenset[MemberId]:
        """Return who used all of these stems, of which there is at least one."""
        first, *others = (self.speakers.get(stem, frozenset[MemberId]()) for stem in sorted(stems))
        return first.intersection(*others)


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A phrase that may name a theme: how telling it is, and who used it, in whatever form."""

    text: str
    stems: frozenset[str]
    people: frozenset[MemberId]
    weight: float
    leads: bool = True
    """Whether it says enough to stand alone or first."""


@dataclass(slots=True, kw_only=True)
class _Use:
    """Who used a phrase, and in which forms that may be shown."""

    people: set[MemberId]
    forms: Counter[str]

    @property
    def text(self) -> str:
        """The form most used; of equals a small letter first; empty where none may be shown."""
        return min(self.forms, key=lambda form: (-self.forms[form], form.swapcase()), default="")


def stems_in(text: str) -> frozenset[str]:
    """Return the stems of the words of a text that name something."""
    return frozenset(stem_of(word) for word in words_in(text) if not names_nothing(word))


def hear(words: Iterable[Words], stems: Iterable[frozenset[str]]) -> Talk:
    """Return who used which stem in these replies, of which `stems_in` gave the stems."""
    replies = tuple(words)
    speakers: defaultdict[str, set[MemberId]] = defaultdict(set)
    for each, said in zip(replies, stems, strict=True):
        for stem in said:
            speakers[stem].update(each.authors)
    kept = {stem: frozenset(people) for stem, people in speakers.items()}
    return Talk(speakers=kept, people=len(people_of(replies)))


def find_candidates(members: Sequence[Words], here: Talk, everybody: Talk, language: str | None) -> list[Candidate]:
    """Return the most telling phrases of these replies, as written in those that may be quoted.

    A phrase weighs by the people who use it and its words here, and by the logarithm of how much commoner its words
    are among them than elsewhere. Longer ones weigh more, since they say more; parts of one phrase weigh nothing.

    Args:
        members: the replies of a theme, of one language.
        here: what was heard in them.
        everybody: what was heard in all replies of that language.
        language: its code.
    """
    ratios = _ratios(here, everybody)
    weights = {stem: len(here.speakers[stem]) / here.people * ratio for stem, ratio in ratios.items()}
    telling = frozenset(sorted(weights, key=lambda stem: (-weights[stem], stem))[:_MOST_TELLING])
    uses = _uses(members, telling)
    whole = (each for each in _whole_phrases(uses) if not says_what_all_say(each, here, everybody))
    found: list[Candidate] = []
    for stems in whole:
        use, length = uses[stems], len(stems)
        alone = sum(weights.get(stem, 0) for stem in stems) / length
        ratio = sum(ratios.get(stem, 0) for stem in stems) / length
        weight = _WORDS_ALONE * alone + len(use.people) / here.people * ratio * _OF_SO_MANY_WORDS[length - 1]
        found.append(
            Candidate(text=use.text, stems=frozenset(stems), people=frozenset(use.people), weight=weight * _size(stems))
        )
    named = (each for each in found if each.text and not _is_no_name(each.text, language))
    best = sorted(named, key=lambda each: (-each.weight, each.text))[:_MOST_JUDGED]
    shown = [each.text for each in members if may_be_quoted(each)]
    return [replace(each, text=grow_name(grow(each.text, shown), shown)) for each in best]


def _ratios(here: Talk, everybody: Talk) -> dict[str, float]:
    """Return for each stem that sets these people apart the logarithm of how much commoner it is among them."""
    elsewhere = everybody.people - here.people
    ratios: dict[str, float] = {}
    for stem, people in here.speakers.items():
        rate = (len(people) + _SOME) / (here.people + 1)
        other_rate = (len(everybody.speakers[stem] - people) + _SOME) / (elsewhere + 1)
        if len(people) >= FEWEST_PEOPLE_BEHIND_A_WORD and rate > other_rate:
            ratios[stem] = math.log(rate / other_rate)
    return ratios


def says_what_all_say(stems: tuple[str, ...], here: Talk, everybody: Talk) -> bool:
    """Return whether many of all others use each of these words, too: that sets nobody apart."""
    share = _SHARE_THAT_ALL_SAY if len(stems) > 1 else _SHARE_THAT_ALL_SAY_OF_A_WORD
    most = share * (everybody.people - here.people)
    return all(len(everybody.speakers[stem] - here.speakers[stem]) > most for stem in stems)


def _uses(members: Sequence[Words], telling: Collection[str]) -> dict[_Stems, _Use]:
    uses: dict[_Stems, _Use] = {}
    for each in members:
        for phrase in sorted({*phrases_in(each.text, telling)}, key=lambda found: found.text):
            use = uses.setdefault(phrase.stems, _Use(people=set(), forms=Counter()))
            use.people.update(each.authors)
            if may_be_quoted(each):
                use.forms[phrase.text] += 1
    return uses


def _whole_phrases(uses: Mapping[_Stems, _Use]) -> list[_Stems]:
    """Return the phrases of several people that are no mere parts of a longer one."""
    most: defaultdict[_Stems, int] = defaultdict(int)
    for stems, use in uses.items():
        for part in {stems[1:], stems[:-1]}:
            most[part] = max(most[part], len(use.people))
    counts = {stems: len(use.people) for stems, use in uses.items()}
    return [
        each
        for each, count in counts.items()
        if count >= FEWEST_PEOPLE_BEHIND_A_WORD and most[each] <= _SHARE_OF_ITS_PEOPLE * count
    ]


def _size(stems: _Stems) -> float:
    """Longer runs of characters say more, where nothing tells where a word ends."""
    return len(stems[0]) / _RUN if is_written_without_spaces(stems[0]) else 1.0


def _is_no_name(text: str, language: str | None) -> bool:
    return language in NOUNS_ARE_CAPITALS and " " not in text and text[:1].islower()
