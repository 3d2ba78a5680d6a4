"""Answers of a headline and a few lines, of which most are made."""

from collections.abc import Sequence
from typing import Any

import discord

from bot.frontend.messages import Message
from bot.frontend.messages.markup import show_name
from bot.frontend.messages.pen import Pen, make_card

Rows = Sequence[Sequence[discord.ui.Item[Any]]]


def write_plain(title: str, body: str = "", *, rows: Rows = (), footer: str = "") -> Message:
    """One card with what is to be said, and the buttons below it."""
    return Message(content="", embeds=(make_card(title, body, footer=footer),), rows=tuple(tuple(row) for row in rows))


def say_model(name: str | None, pen: Pen) -> str:
    """Which language model outside of the operator's machine reads what may be quoted; nothing where there is none."""
    return pen.say("answer.model", model=show_name(name, 100)) if name else ""
