"""Words that name a theme: those that set it apart and that several of its people wrote and let be shown."""

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.domain.ids import MemberId
from bot.domain.summary import FEWEST_PEOPLE_BEHIND_A_WORD, is_shared_word
from bot.domain.words import Words, may_be_quoted, people_of
from bot.summarise.growing import grow
from bot.summarise.tokens import is_common, is_written_without_spaces, stem_of, words_in

_MOST_WORDS = 3
_LEAST_SHARE_OF_BEST = 0.4
_SOME = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """Who used which stem, and how many people there are."""

    speakers: dict[str, frozenset[MemberId]]
    people: int


def hear(words: Iterable[Words]) -> Talk:
    """Return who used which stem in these replies; words that say nothing are left out."""
    replies = tuple(words)
    speakers: defaultdict[str, set[MemberId]] = defaultdict(set)
    for each in replies:
        for stem in {stem_of(word) for word in words_in(each.text) if not is_common(word)}:
            speakers[stem].update(each.authors)
    kept = {stem: frozenset(people) for stem, people in speakers.items()}
    return Talk(speakers=kept, people=len(people_of(replies)))


def label_of(members: Sequence[Words], everybody: Talk, taken: Collection[str] = ()) -> tuple[str, ...]:
    """Return up to three words for a theme, the most telling first; none when no word may be shown.

    Args:
        members: the replies of the theme.
        everybody: what was heard in all replies of the summary.
        taken: the words of other themes, which are not used again.
    """
    weights = _telling_stems(hear(members), everybody)
    forms = _shown_forms(members)
    stems = sorted(weights.keys() & forms.keys(), key=lambda each: (-weights[each], each))
    shown = [each.text for each in members if may_be_quoted(each)]
    chosen: list[str] = []
    for stem in stems:
        if len(chosen) == _MOST_WORDS or weights[stem] < _LEAST_SHARE_OF_BEST * weights[stems[0]]:
            break
        word = grow(forms[stem], shown)
        if not any(_overlap(word, other) for other in (*chosen, *taken)) and is_shared_word(word, members):
            chosen.append(word)
    return tuple(chosen)


def _telling_stems(here: Talk, everybody: Talk) -> dict[str, float]:
    """Weigh each stem: by the people who use it here, and the logarithm of how much commoner it is than elsewhere."""
    elsewhere = everybody.people - here.people
    weights: dict[str, float] = {}
    for stem, people in here.speakers.items():
        rate = (len(people) + _SOME) / (here.people + 1)
        other_rate = (len(everybody.speakers[stem] - people) + _SOME) / (elsewhere + 1)
        if len(people) >= FEWEST_PEOPLE_BEHIND_A_WORD and rate > other_rate:
            length = len(stem) if is_written_without_spaces(stem) else _MOST_WORDS
            weights[stem] = len(people) * math.log(rate / other_rate) * length
    return weights


def _shown_forms(members: Sequence[Words]) -> dict[str, str]:
    """Return for each stem the form most used in replies that may be quoted; of equals a small letter first."""
    forms: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for each in members:
        if may_be_quoted(each):
            for word in {*words_in(each.text)}:
                forms[stem_of(word)][word] += 1
    return {stem: min(counts, key=lambda form: (-counts[form], form.swapcase())) for stem, counts in forms.items()}


def _overlap(word: str, other: str) -> bool:
    if is_written_without_spaces(word) and is_written_without_spaces(other):
        return any(run in other for run in map("".join, pairwise(word)))
    return stem_of(word) == stem_of(other) or word.casefold() in other.casefold() or other.casefold() in word.casefold()
