"""Whole words in scripts that put no spaces between them: a run of characters grows while its texts go with it."""

from collections import Counter
from collections.abc import Iterator, Sequence

from bot.summarise.tokens import is_written_without_spaces

_LONGEST = 8
_SHARE_THAT_GOES_WITH_IT = 0.75


def grow(word: str, texts: Sequence[str]) -> str:
    """Return the longest run around a run of characters that most texts with the one have too.

    It is returned as it is if it is of a script with spaces, and if it would grow to more than eight characters: then
    people said whole sentences alike, and where their words end cannot be told. What grew stands in two texts or more.
    """
    first = word
    while is_written_without_spaces(word):
        holding = [text for text in texts if word in text]
        longer = Counter(run for text in holding for run in {*_one_longer(word, text)})
        best = min(longer, key=lambda run: (-longer[run], run), default=word)
        if longer[best] < max(2, _SHARE_THAT_GOES_WITH_IT * len(holding)):
            break
        if len(best) > _LONGEST:
            return first
        word = best
    return word


def _one_longer(word: str, text: str) -> Iterator[str]:
    place = text.find(word)
    while place >= 0:
        end = place + len(word)
        if place > 0 and is_written_without_spaces(text[place - 1]):
            yield text[place - 1 : end]
        if end < len(text) and is_written_without_spaces(text[end]):
            yield text[place : end + 1]
        place = text.find(word, place + 1)
