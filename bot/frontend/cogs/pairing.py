"""Commands of organisers: the pairing."""

from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.actions.managing_rounds import current_round_of
from bot.frontend.cogs.choices import offer_programs
from bot.frontend.command_words import said
from bot.frontend.presses.organising import answer_approval, answer_pairing, check_organises

if TYPE_CHECKING:
    from bot.frontend.client import RoundtableClient

Interaction = discord.Interaction[Any]


@app_commands.guild_only()
@app_commands.default_permissions(manage_guild=True)
class PairingCommands(
    commands.GroupCog, group_name=said("command.pairing"), group_description=said("command.pairing.hint")
):
    """The commands that begin with `/pairing`."""

    def __init__(self, client: "RoundtableClient") -> None:
        self._client = client

    @app_commands.command(name=said("command.pairing.show"), description=said("command.pairing.show.hint"))
    @app_commands.describe(program=said("option.program"))
    @app_commands.autocomplete(program=offer_programs)
    async def show(self, interaction: Interaction, program: str | None = None) -> None:
        """The pairing with its reasons."""
        async with self._client.asked(interaction) as asked:
            check_organises(asked)
            await asked.think()
            current = await current_round_of(asked.house, guild_id=asked.guild_id, slug=program)
            await answer_pairing(asked, current.id)

    @app_commands.command(name=said("command.pairing.approve"), description=said("command.pairing.approve.hint"))
    @app_commands.describe(program=said("option.program"))
    @app_commands.autocomplete(program=offer_programs)
    async def approve(self, interaction: Interaction, program: str | None = None) -> None:
        """The pairing stands."""
        async with self._client.asked(interaction) as asked:
            check_organises(asked)
            await asked.think()
            current = await current_round_of(asked.house, guild_id=asked.guild_id, slug=program)
            await answer_approval(asked, current.id)
