"""What an answer of few words says: "Same here!" means what it answers."""

import re
from collections.abc import Sequence
from functools import lru_cache

from bot.domain.words import Words
from bot.summarise.tokens import is_written_without_spaces, names_nothing, words_in

_FEW_TELLING = 2
_FEW_WORDS = 6
_FEW_CHARACTERS = 8
_AGAINST = re.compile(
    r"""\b(?:against|disagree\w*|\w+n't|never|no|nope|not|wrong|contre|jamais|non|pas|contra|nunca|não
        |dagegen|falsch|keine?|nein|nicht|niemals|нет|не|против|لا|لست)\b|不""",
    re.IGNORECASE | re.VERBOSE,
)


def with_what_they_answer(replies: Sequence[Words], texts: Sequence[str]) -> list[str]:
    """Return the texts, those of short answers together with what they answer.

    An answer that says something of its own stands alone, and so does one that speaks against the other: they do not
    say alike.
    """
    known = {each.reply_id: text for each, text in zip(replies, texts, strict=True)}
    read: list[str] = []
    for each, text in zip(replies, texts, strict=True):
        answered = known.get(each.answers) if each.answers is not None else None
        read.append(f"{answered}\n{text}" if answered and _only_agrees(text) else text)
    return read


@lru_cache(maxsize=1 << 14)
def speaks_against(text: str) -> bool:
    """Return whether a text holds a word that says no."""
    return _AGAINST.search(text.replace("’", "'")) is not None


def _only_agrees(text: str) -> bool:
    if speaks_against(text):
        return False
    words = list(words_in(text))
    if any(map(is_written_without_spaces, words)):
        return len(text) <= _FEW_CHARACTERS
    return len(words) <= _FEW_WORDS and sum(not names_nothing(word) for word in words) <= _FEW_TELLING
