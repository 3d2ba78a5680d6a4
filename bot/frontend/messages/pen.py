"""What every notice is written with: the reader's language, the step's token and the present instant."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import discord

from bot.frontend.buttons import Pressed, button
from bot.frontend.messages.layout import ACCENT
from bot.frontend.messages.markup import trim
from bot.texts.speech import Speech

TITLE_LIMIT = 256
DESCRIPTION_LIMIT = 4_096
FIELD_LIMIT = 1_024
FOOTER_LIMIT = 2_048
EMBED_LIMIT = 6_000
"""Characters of all embeds of a message."""

GREY = discord.Colour(0x80848E)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pen:
    """Writes in one language and puts the token of one step into every button."""

    speech: Speech
    token: str | None
    now: datetime

    def say(self, key: str, /, **fields: object) -> str:
        """The text for `key`, filled."""
        return self.speech.say(key, **fields)

    def lines(self, *parts: str) -> str:
        """The parts that say something, each in a line of its own."""
        return "\n".join(part for part in parts if part)

    def paragraphs(self, *parts: str) -> str:
        """The parts that say something, with an empty line between them."""
        return "\n\n".join(part for part in parts if part)

    def quiet(self, verb: str, *args: int | str, label: str | None = None) -> Pressed:
        """A grey button; its text is `button.<label>`, or `button.<verb>`."""
        return button(verb, *args, label=self.say(f"button.{label or verb}"), token=self.token)

    def strong(self, verb: str, *args: int | str, label: str | None = None) -> Pressed:
        """The one button most readers will want."""
        text = self.say(f"button.{label or verb}")
        return button(verb, *args, label=text, style=discord.ButtonStyle.primary, token=self.token)

    def danger(self, verb: str, *args: int | str, label: str | None = None) -> Pressed:
        """A red button, for what cannot be undone."""
        text = self.say(f"button.{label or verb}")
        return button(verb, *args, label=text, style=discord.ButtonStyle.danger, token=self.token)

    def off(self, verb: str, *args: int | str) -> Pressed:
        """A button that cannot be pressed any more; it stays, since it carries the token."""
        return button(verb, *args, label=self.say(f"button.{verb}"), token=self.token, disabled=True)

    def about(self) -> Pressed:
        """The quiet "What is this?" of a message that would carry no token without it."""
        return self.quiet("about")


def make_card(
    title: str, body: str, *, footer: str = "", colour: discord.Colour = ACCENT, **more: Any
) -> discord.Embed:
    """An embed with a title, a body in Markdown and a small last line in plain text; `more` goes to `discord.Embed`.

    Raises:
        ValueError: the body is too long for an embed. Bodies hold members' words, so they are never cut here.
    """
    if len(body) > DESCRIPTION_LIMIT:
        raise ValueError(f"a body of {len(body)} characters fits into no embed")
    embed = discord.Embed(title=trim(title, TITLE_LIMIT) or None, description=body or None, colour=colour, **more)
    if footer:
        embed.set_footer(text=trim(footer, FOOTER_LIMIT))
    return embed
