"""Whole words and names: a run of characters, or a word with a capital, grows while its texts go with it."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from bot.summarise.tokens import is_written_without_spaces

_LONGEST = 8
_MOST_WORDS_OF_A_NAME = 4
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


def grow_name(name: str, texts: Sequence[str]) -> str:
    """Return the longest name around a word with a capital that most texts with the one have too, up to four words.

    So "Zealand" is "New Zealand", where nearly all write it so. Without a capital it is returned as it is.
    """
    while name[:1].isupper() and len(name.split()) < _MOST_WORDS_OF_A_NAME:
        holding = [text for text in texts if re.search(rf"\b{re.escape(name)}\b", text)]
        longer = Counter(run for text in holding for run in {*_one_word_longer(name, text)})
        best = min(longer, key=lambda run: (-longer[run], run), default=name)
        if longer[best] < max(2, _SHARE_THAT_GOES_WITH_IT * len(holding)) or not _is_within_sentences(best, holding):
            break
        name = best
    return name


def _one_word_longer(name: str, text: str) -> Iterator[str]:
    for found in re.finditer(rf"(?:(\w+) )?\b{re.escape(name)}\b(?: (\w+))?", text):
        before, after = found[1] or "", found[2] or ""
        if before[:1].isupper():
            yield f"{before} {name}"
        if after[:1].isupper():
            yield f"{name} {after}"


def _is_within_sentences(name: str, texts: Sequence[str]) -> bool:
    """Return whether some text has it after a small letter: else its capital may only be that of a first word."""
    places = ((text, text.find(f" {name}")) for text in texts)
    return any(place > 0 and text[place - 1].islower() for text, place in places)


def _one_longer(word: str, text: str) -> Iterator[str]:
    place = text.find(word)
    while place >= 0:
        end = place + len(word)
        if place > 0 and is_written_without_spaces(text[place - 1]):
            yield text[place - 1 : end]
        if end < len(text) and is_written_without_spaces(text[end]):
            yield text[place : end + 1]
        place = text.find(word, place + 1)
