"""Buttons and selects that work after any restart, since their whole state is in the custom id."""

import re
from typing import Any, Protocol, cast

import discord

from bot.frontend.custom_ids import TEMPLATE, Parsed, build, parse

LABEL_LIMIT = 80
"""Characters of a button's label."""


class Dispatcher(Protocol):
    """What the client must have beyond discord.py's: one place that answers whatever was pressed."""

    async def dispatch_pressed(self, interaction: discord.Interaction, pressed: Parsed) -> None:
        """The press is answered, or the person reads why not."""
        ...


class Pressed(discord.ui.DynamicItem[discord.ui.Item[Any]], template=TEMPLATE):
    """A button or a select; the client registers this class once, and then every press reaches `dispatch_pressed`.

    discord.py rebuilds the item from the message by type and custom id, so one class serves both; what was chosen in a
    select stands in the interaction's data.
    """

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> "Pressed":
        """The item as it stands in the message that was pressed."""
        return cls(item)

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """The press was given to the client."""
        await cast("Dispatcher", interaction.client).dispatch_pressed(interaction, parse(self.custom_id))


def button(
    verb: str,
    *args: int | str,
    label: str,
    style: discord.ButtonStyle = discord.ButtonStyle.secondary,
    token: str | None = None,
    disabled: bool = False,
    emoji: str | None = None,
) -> Pressed:
    """A button that says `label` (80 characters at most) and whose press arrives as `verb` and `args`.

    Raises:
        ValueError: the parts make no custom id, see `build`.
    """
    custom_id = build(verb, *args, token=token)
    return Pressed(
        discord.ui.Button(label=label[:LABEL_LIMIT], style=style, custom_id=custom_id, disabled=disabled, emoji=emoji)
    )
