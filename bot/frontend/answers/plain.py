"""Answers of a headline and a few lines, of which most are made."""

from collections.abc import Sequence
from typing import Any

import discord

from bot.frontend.messages import Message
from bot.frontend.messages.pen import make_card

Rows = Sequence[Sequence[discord.ui.Item[Any]]]


def write_plain(title: str, body: str = "", *, rows: Rows = (), footer: str = "") -> Message:
    """One card with what is to be said, and the buttons below it."""
    return Message(content="", embeds=(make_card(title, body, footer=footer),), rows=tuple(tuple(row) for row in rows))
