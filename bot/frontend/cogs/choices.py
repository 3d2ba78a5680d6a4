"""What is offered while somebody types an option of a command."""

from typing import TYPE_CHECKING, Any, cast

import discord
from discord import app_commands

if TYPE_CHECKING:
    from bot.frontend.client import RoundtableClient

MOST_OFFERED = 25


async def offer_programs(interaction: discord.Interaction[Any], typed: str) -> list[app_commands.Choice[str]]:
    """The programs whose name or title has what was typed so far."""
    programs = cast("RoundtableClient", interaction.client).house.programs
    wanted = typed.casefold()
    found = [
        app_commands.Choice(name=program.title, value=slug)
        for slug, program in programs.items()
        if wanted in slug.casefold() or wanted in program.title.casefold()
    ]
    return found[:MOST_OFFERED]
