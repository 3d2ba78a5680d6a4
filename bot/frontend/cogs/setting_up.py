"""The command with which everything begins in a server."""

from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.frontend.command_words import said
from bot.frontend.presses.setting_up import show_setup

if TYPE_CHECKING:
    from bot.frontend.client import RoundtableClient


class SetupCommand(commands.Cog):
    """`/setup`."""

    def __init__(self, client: "RoundtableClient") -> None:
        self._client = client

    @app_commands.command(name=said("command.setup"), description=said("command.setup.hint"))
    @app_commands.guild_only()
    @app_commands.default_permissions(manage_guild=True)
    async def setup(self, interaction: discord.Interaction[Any]) -> None:
        """What is asked next, or everything that was chosen."""
        async with self._client.asked(interaction) as asked:
            await show_setup(asked)
