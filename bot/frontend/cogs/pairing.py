"""Commands of organisers: the pairing."""

from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.actions.managing_rounds import current_round_of
from bot.frontend.allowed import check_organises
from bot.frontend.attachments import read_table
from bot.frontend.cogs.choices import offer_programs
from bot.frontend.command_words import said
from bot.frontend.presses.pairing import answer_approval, answer_export, answer_import, answer_pairing

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
    @app_commands.describe(program=said("option.program"), search=said("option.search"))
    @app_commands.autocomplete(program=offer_programs)
    async def show(self, interaction: Interaction, program: str | None = None, search: str = "") -> None:
        """The pairing with its reasons, or the pairs of whom somebody has this name."""
        async with self._client.asked(interaction) as asked:
            await check_organises(asked)
            await asked.think()
            current = await current_round_of(asked.house, guild_id=asked.guild_id, slug=program)
            await answer_pairing(asked, current.id, search=search)

    @app_commands.command(name=said("command.pairing.approve"), description=said("command.pairing.approve.hint"))
    @app_commands.describe(program=said("option.program"))
    @app_commands.autocomplete(program=offer_programs)
    async def approve(self, interaction: Interaction, program: str | None = None) -> None:
        """The pairing stands."""
        async with self._client.asked(interaction) as asked:
            await check_organises(asked)
            await asked.think()
            current = await current_round_of(asked.house, guild_id=asked.guild_id, slug=program)
            await answer_approval(asked, current.id)

    @app_commands.command(name=said("command.pairing.export"), description=said("command.pairing.export.hint"))
    @app_commands.describe(program=said("option.program"))
    @app_commands.autocomplete(program=offer_programs)
    async def export(self, interaction: Interaction, program: str | None = None) -> None:
        """The pairing as a table."""
        async with self._client.asked(interaction) as asked:
            await check_organises(asked)
            await asked.think()
            current = await current_round_of(asked.house, guild_id=asked.guild_id, slug=program)
            await answer_export(asked, current.id)

    @app_commands.command(name=said("command.pairing.import"), description=said("command.pairing.import.hint"))
    @app_commands.describe(file=said("option.file"), program=said("option.program"))
    @app_commands.autocomplete(program=offer_programs)
    async def bring_back(self, interaction: Interaction, file: discord.Attachment, program: str | None = None) -> None:
        """What a table would change."""
        async with self._client.asked(interaction) as asked:
            await check_organises(asked)
            await asked.think()
            current = await current_round_of(asked.house, guild_id=asked.guild_id, slug=program)
            await answer_import(asked, current.id, await read_table(file))
