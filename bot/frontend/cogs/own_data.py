"""The command of everybody: what is kept of me."""

from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.frontend.command_words import said
from bot.frontend.presses.own_data import answer_my_data

if TYPE_CHECKING:
    from bot.frontend.client import RoundtableClient


class OwnDataCommands(commands.Cog):
    """The command `/my-data`."""

    def __init__(self, client: "RoundtableClient") -> None:
        self._client = client

    @app_commands.guild_only()
    @app_commands.command(name=said("command.my_data"), description=said("command.my_data.hint"))
    async def my_data(self, interaction: discord.Interaction[Any]) -> None:
        """What is kept of the person in this server, also of who never joined."""
        async with self._client.asked(interaction) as asked:
            await answer_my_data(asked, asked.guild_id)
