"""Phrases of a text that may name what it is about: a few words in a row, as their writer put them."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from bot.summarise.tokens import is_written_without_spaces, joins_names, names_nothing, rows_of_words, stem_of, words_in

_MOST_WORDS = 4
_MOST_BETWEEN = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """Words in a row as written; `stems` are those of the words that name something, in order."""

    text: str
    stems: tuple[str, ...]


def phrases_in(text: str, telling: Collection[str]) -> Iterator[Phrase]:
    """Yield the phrases of up to four words that begin and end with a word of which the stem is telling.

    Between those only words that join names may stand ("quality of life"), never what makes a sentence of them. Of
    scripts without spaces every run of two or three characters that is telling is one, since nothing says where a word
    ends.
    """
    for row in rows_of_words(text):
        words = [text[start:end] for start, end in row]
        stems = [None if names_nothing(word) else stem_of(word) for word in words]
        for first, stem in enumerate(stems):
            if stem in telling:
                for last in _ends(words, stems, first):
                    if stems[last] in telling:
                        kept = tuple(each for each in stems[first : last + 1] if each is not None)
                        yield Phrase(text=text[row[first][0] : row[last][1]], stems=kept)
    runs = {stem for stem in telling if is_written_without_spaces(stem)}
    if runs:
        yield from (Phrase(text=run, stems=(run,)) for run in words_in(text) if run in runs)


def _ends(words: Sequence[str], stems: Sequence[str | None], first: int) -> Iterator[int]:
    between = 0
    for last in range(first, min(len(words), first + _MOST_WORDS)):
        if stems[last] is not None:
            yield last
        elif joins_names(words[last]) and between < _MOST_BETWEEN:
            between += 1
        else:
            return
