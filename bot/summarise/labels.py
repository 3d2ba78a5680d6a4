"""Words that name a theme: those that set it apart and that several of its people wrote and let be shown."""

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence

from bot.domain.ids import MemberId
from bot.domain.summary import FEWEST_PEOPLE_BEHIND_A_WORD, is_shared_word
from bot.domain.words import Words, may_be_quoted, people_of
from bot.summarise.tokens import is_common, is_written_without_spaces, stem_of, words_in

_MOST_WORDS = 3
_LEAST_SHARE_OF_BEST = 0.4
_SOME = 0.5

Speakers = defaultdict[str, set[MemberId]]
"""Who used a stem."""


def label_of(members: Sequence[Words], others: Sequence[Words], taken: Collection[str] = ()) -> tuple[str, ...]:
    """Return up to three words for a theme, the most telling first; none when no word may be shown.

    Args:
        members: the replies of the theme.
        others: all other replies of the summary.
        taken: the words of other themes, which are not used again.
    """
    weights = _telling_stems(members, others)
    forms = _shown_forms(members)
    known = {stem_of(word) for word in taken}
    chosen: list[str] = []
    for stem in sorted(weights.keys() & forms.keys(), key=lambda each: (-weights[each], each)):
        word = forms[stem]
        if len(chosen) == _MOST_WORDS or (
            chosen and weights[stem] < _LEAST_SHARE_OF_BEST * weights[stem_of(chosen[0])]
        ):
            break
        if stem not in known and not any(_overlap(word, other) for other in chosen) and is_shared_word(word, members):
            chosen.append(word)
    return tuple(chosen)


def _telling_stems(members: Sequence[Words], others: Sequence[Words]) -> dict[str, float]:
    """Weigh each stem: by the people who use it here, and the logarithm of how much commoner it is than elsewhere."""
    inside, outside = _speakers(members), _speakers(others)
    here, elsewhere = len(people_of(members)) + 1, len(people_of(others)) + 1
    weights: dict[str, float] = {}
    for stem, people in inside.items():
        rate = (len(people) + _SOME) / here
        weight = len(people) * math.log(rate * elsewhere / (len(outside[stem]) + _SOME))
        if len(people) >= FEWEST_PEOPLE_BEHIND_A_WORD and weight > 0:
            weights[stem] = weight * (len(stem) if is_written_without_spaces(stem) else _MOST_WORDS)
    return weights


def _speakers(words: Iterable[Words]) -> Speakers:
    speakers: Speakers = defaultdict(set)
    for each in words:
        for word in words_in(each.text):
            if not is_common(word):
                speakers[stem_of(word)].update(each.authors)
    return speakers


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
        return not {*word}.isdisjoint(other)
    return word.casefold() in other.casefold() or other.casefold() in word.casefold()
