"""Parts of sentences that say more than a word does: a few words in a row, as their writer put them."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from bot.domain.ids import MemberId
from bot.domain.summary import FEWEST_PEOPLE_BEHIND_A_WORD
from bot.domain.words import Words, may_be_quoted
from bot.summarise.answering import speaks_against
from bot.summarise.atoms import Span
from bot.summarise.candidates import Candidate, Talk, says_what_all_say
from bot.summarise.tokens import begins_a_sentence, is_common, names_nothing, rows_of_words, stem_of, words_in

_MOST_WORDS = 6
_LONGEST = 60
_MOST_JUDGED = 12
_LEAST_SHARE = 0.25
_ENDS_WITH_ITS_SENTENCE = 1.1
_NEAR = 2


def find_clauses(
    around: Candidate, speakers: Sequence[Words], here: Talk, everybody: Talk, may_show: Callable[[str], bool]
) -> list[Candidate]:
    """Return parts of sentences that name what a candidate names and more, those of most people first, twelve at most.

    They stand in replies that may be quoted; `people` are all who name the same, in whatever order and with whatever
    words between: two at least, not by the very same reply, and a quarter of those who use the candidate.

    Args:
        around: a phrase.
        speakers: the replies of a theme, of one language.
        here: what was heard in them.
        everybody: what was heard in all replies of that language; what they all say ends no clause.
        may_show: whether words in a row may be shown.
    """
    users = here.using(around.stems)
    fewest = max(FEWEST_PEOPLE_BEHIND_A_WORD, _LEAST_SHARE * len(users))
    shown = (each.text for each in speakers if may_be_quoted(each) and not users.isdisjoint(each.authors))
    found = {clause.text: clause for text in shown for clause in clauses_in(text, around.stems, here)}
    same: defaultdict[str, set[MemberId]] = defaultdict(set)
    for each in speakers:
        same[each.text].update(each.authors)
    together = [whoever for whoever in same.values() if len(whoever) > 1]
    said = (each for each in found.values() if len(each.people) >= fewest and not speaks_against(each.text))
    # Who wrote a reply together, or the very same one, said it once.
    several = (each for each in said if not any(each.people <= whoever for whoever in together))
    allowed = [each for each in several if not says_what_all_say((_last_stem(each.text),), here, everybody)]
    allowed.sort(key=lambda each: (-len(each.people), -len(each.text), each.text))
    return list(islice((each for each in allowed if may_show(each.text)), _MOST_JUDGED))


def clauses_in(text: str, around: frozenset[str], here: Talk) -> Iterator[Candidate]:
    """Yield the parts of a text, of two to six words in a row, that name what these stems name and more.

    Each begins with a word that says something and ends with one that names something, where the words beside it only
    join others or there are none: so neither "public" is cut off "public transport" nor "transport". None goes over a
    comma or a word at which another sentence begins, and none leaves out a "not" just before it. Of scripts without
    spaces there are none.
    """
    for row in rows_of_words(text):
        words = [text[start:end] for start, end in row]
        stems = [None if names_nothing(word) else stem_of(word) for word in words]
        if not around.issubset(stems):
            continue
        for first, last in _bounds(words, stems):
            said = [stem for stem in stems[first : last + 1] if stem is not None]
            named, part = frozenset(said), text[row[first][0] : row[last][1]]
            if around < named and len(named) == len(said) and len(part) <= _LONGEST:
                weight = _ENDS_WITH_ITS_SENTENCE if last + 1 == len(row) else 1.0
                yield Candidate(text=part, stems=named, people=here.using(named), weight=weight)


def _last_stem(text: str) -> str:
    return [stem_of(word) for word in words_in(text)][-1]


def _bounds(words: Sequence[str], stems: Sequence[str | None]) -> Iterator[Span]:
    """Yield the places of the first and the last word of what may be a clause."""
    only_join = [is_common(word) or begins_a_sentence(word) for word in words]
    for first in range(len(words)):
        before = words[max(0, first - _NEAR) : first]
        if only_join[first] or not all(only_join[first - 1 : first]) or any(map(speaks_against, before)):
            continue
        for last in range(first, min(len(words), first + _MOST_WORDS)):
            if begins_a_sentence(words[last]):
                break
            if last > first and stems[last] is not None and all(only_join[last + 1 : last + 2]):
                yield first, last
