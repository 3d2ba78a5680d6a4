"""Which phrases name a theme: the best, then those that speak for people whom it leaves out."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from bot.domain.ids import MemberId
from bot.domain.summary import FEWEST_PEOPLE_BEHIND_A_WORD, is_shared_word
from bot.domain.words import Words, people_of
from bot.summarise.candidates import Candidate
from bot.summarise.tokens import is_written_without_spaces

_MOST_PHRASES = 3
_MOST_WORDS = 8
_LEAST_SHARE_OF_BEST = 0.1
_SHARE_THAT_SAYS_MORE = 0.17
_HANDFUL = 10
"""In a theme of so few a further phrase may speak for one person more; else for two."""

MayShow = Callable[[str], bool]
"""Tells whether words in a row may be shown."""
SayMore = Callable[[Candidate, MayShow], Sequence[Candidate]]
"""Gives clauses around a phrase that may be shown and say better what the theme is about, the best first."""


def choose_phrases(
    candidates: Sequence[Candidate], taken: Collection[str], members: Sequence[Words], say_more: SayMore
) -> tuple[str, ...]:
    """Return the best phrase, then those that speak for most of the people whom the phrases before leave out.

    Where a clause around a phrase says more it stands instead. Each obeys `is_shared_word`. None holds one of those
    taken or is part of it; where all would, none is one of those taken.
    """

    @cache
    def is_shared(word: str) -> bool:
        return is_shared_word(word, members)

    def is_new(text: str) -> bool:
        return not _is_within(text, taken) and all(map(is_shared, text.split()))

    def is_other(text: str) -> bool:
        return text.casefold() not in map(str.casefold, taken) and all(map(is_shared, text.split()))

    people = len(people_of(members))
    for may_show in (is_new, is_other):
        allowed = [each for each in candidates if may_show(each.text)]
        namer = _Namer(allowed=allowed, people=people, say_more=say_more, may_show=may_show)
        if label := namer.choose():
            return tuple(each.text for each in label)
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Namer:
    """What may name one theme: candidates that may be shown, the best first, and what may stand in a label."""

    allowed: Sequence[Candidate]
    people: int
    say_more: SayMore
    may_show: MayShow

    def choose(self) -> list[Candidate]:
        leading = [each for each in self.allowed if each.leads]
        chosen: list[Candidate] = []
        while len(chosen) < _MOST_PHRASES:
            fresh = _beside(self.allowed if chosen else leading, chosen, self.people)
            best = _next_best(fresh, chosen)
            if best is None or best.weight < _LEAST_SHARE_OF_BEST * leading[0].weight:
                break
            chosen.append(self._saying_more(best, chosen))
        return chosen if len(chosen) != 1 else self._with_another(chosen[0])

    def _saying_more(self, best: Candidate, chosen: Sequence[Candidate]) -> Candidate:
        """Return a clause around a phrase; else one around a longer phrase around a word, or that; else the phrase."""
        if (clause := self._clause(best, chosen)) or len(best.stems) > 1:
            return clause or best
        fewest = max(FEWEST_PEOPLE_BEHIND_A_WORD, _SHARE_THAT_SAYS_MORE * len(best.people))
        longer = [each for each in self.allowed if each.stems > best.stems and len(each.people) >= fewest]
        phrase = _next_best(longer, chosen)
        return best if phrase is None else self._clause(phrase, chosen) or phrase

    def _clause(self, best: Candidate, chosen: Sequence[Candidate]) -> Candidate | None:
        return _next_best(self.say_more(best, self.may_show), chosen)

    def _with_another(self, only: Candidate) -> list[Candidate]:
        """Return a word that would stand alone with the next best phrase, though that speaks for nobody more."""
        if len(only.text.split()) > 1 or is_written_without_spaces(only.text):
            return [only]
        other = _next_best([each for each in self.allowed if each.leads], [only])
        return [only] if other is None else [only, other]


def _beside(candidates: Sequence[Candidate], chosen: Sequence[Candidate], people: int) -> list[Candidate]:
    """Weigh anew those that several people use who used none of the chosen phrases: by their share of its people."""
    fewest = FEWEST_PEOPLE_BEHIND_A_WORD if people > _HANDFUL else 1
    heard = frozenset[MemberId]().union(*(each.people for each in chosen))
    left = {each.text: len(each.people - heard) for each in candidates}
    weighed = [replace(each, weight=round(each.weight * left[each.text] / len(each.people), 4)) for each in candidates]
    several = (each for each in weighed if left[each.text] >= fewest)
    return sorted(several, key=lambda each: (-each.weight, each.text))


def _next_best(ranked: Sequence[Candidate], chosen: Sequence[Candidate]) -> Candidate | None:
    left = _MOST_WORDS - sum(_words_in(each) for each in chosen)
    fitting = (each for each in ranked if _words_in(each) <= left)
    return next((each for each in fitting if not any(_overlap(each, other) for other in chosen)), None)


def _words_in(candidate: Candidate) -> int:
    return len(candidate.text.split())


def _is_within(text: str, others: Collection[str]) -> bool:
    known = text.casefold()
    return any(known in other.casefold() or other.casefold() in known for other in others)


def _overlap(one: Candidate, other: Candidate) -> bool:
    if is_written_without_spaces(one.text) and is_written_without_spaces(other.text):
        return any(run in other.text for run in map("".join, pairwise(one.text)))
    return not one.stems.isdisjoint(other.stems) or _is_within(one.text, [other.text])
