"""Putting what people wrote into our messages so that it stays text: no mark-up, no pings, nothing too long."""

import re
from collections.abc import Iterable

from bot.domain.harmless import calm, one_line
from bot.texts.speech import Speech

NAME_LIMIT = 60
"""Characters shown of a name; Discord's own are at most 32."""
_MARK_UP = re.compile(r"([\\`*_~|<\[\]@]|:(?=//))")
"""What Discord makes something of anywhere in a line; `://` would become a link of its own."""
_LINE_START = re.compile(r"^(\s*)([-+#>])|^(\s*\d+)(\.)", re.MULTILINE)
"""What makes a list, a heading or a quote at the start of a line."""
_INVITE = re.compile(r"\b(discord(?:app)?\.com/invite|discord\.(?:gg|me|io|li)|(?:dsc|invite)\.gg)/", re.IGNORECASE)
"""Discord makes a card with a Join button of an invitation to another server, even without https:// before it."""
_MASKED = re.compile(r"\]\((?=\s*<?\s*(?:https?|discord):)", re.IGNORECASE)
"""Where `[words](address)` hides an address behind other words."""


def trim(text: str, limit: int) -> str:
    """The text, cut at the border of a word with an ellipsis if it has more than `limit` characters.

    For names and labels only: what members wrote is never cut.
    """
    if len(text) <= limit:
        return text
    head, _, _ = text[:limit].rpartition(" ")
    return (head.rstrip() or text[: limit - 1]) + "…"


def show_name(name: str, limit: int = NAME_LIMIT) -> str:
    """A name or label as text in Markdown: one line, its marks escaped, at most `limit` characters before that.

    A name of which nothing can be seen is an ellipsis; no name is none.
    """
    return show_words(trim(one_line(name) or ("…" if name else ""), limit))


def show_words(words: str) -> str:
    """What a member wrote, whole, so that Discord shows exactly these characters and makes nothing of them.

    Only what would reach beyond the words is left out, see `calm`.
    """
    return _INVITE.sub(r"\1\\/", _LINE_START.sub(r"\1\3\\\2\4", _MARK_UP.sub(r"\\\1", calm(words))))


def tame_words(words: str) -> str:
    """What a member wrote, whole and with its mark-up, for an embed, where nobody is pinged.

    An address cannot hide behind other words, and an invitation to another server is no link. Longer by at most a
    seventh.
    """
    return _INVITE.sub(r"\1\\/", _MASKED.sub(r"]\\(", calm(words)))


def part_words(words: str, limit: int) -> list[str]:
    """Words in parts of at most `limit` characters each, parted between lines, words or, at worst, characters."""
    parts: list[str] = []
    while len(words) > limit:
        cut = max(words.rfind("\n", 0, limit), words.rfind(" ", 0, limit)) + 1 or limit
        parts.append(words[:cut])
        words = words[cut:]
    return [*parts, words]


def block_quote(words: str) -> str:
    """What a member wrote, whole, as a block quote."""
    return "\n".join(f"> {show_words(line)}" for line in words.strip().splitlines())


def mention(member_ids: Iterable[int]) -> str:
    """The members named so that Discord shows their names; who is pinged is decided elsewhere."""
    return " ".join(f"<@{member_id}>" for member_id in member_ids)


def list_some(speech: Speech, labels: Iterable[str], most: int = 8) -> str:
    """Labels after a colon, the first `most` of them and how many more there are.

    A dot stands between them, since a label may have commas and an "and" of its own.
    """
    shown = [show_name(label) for label in labels]
    left = len(shown) - most
    return " · ".join([*shown[:most], *([speech.say("notice.and_more", count=left)] if left > 0 else [])])
