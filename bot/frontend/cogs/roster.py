"""The command of organisers for people from outside Discord."""

from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.frontend.cogs.choices import offer_programs
from bot.frontend.command_words import said
from bot.frontend.presses.roster import answer_review

if TYPE_CHECKING:
    from bot.frontend.client import RoundtableClient

MOST_COLUMNS_TOLD = 1_000
"""Characters of the option that says which columns are meant."""


@app_commands.guild_only()
@app_commands.default_permissions(manage_guild=True)
class RosterCommands(
    commands.GroupCog, group_name=said("command.roster"), group_description=said("command.roster.hint")
):
    """The commands that begin with `/roster`."""

    def __init__(self, client: "RoundtableClient") -> None:
        self._client = client

    @app_commands.command(name=said("command.roster.import"), description=said("command.roster.import.hint"))
    @app_commands.describe(
        file=said("option.list"),
        columns=said("option.columns"),
        new_codes=said("option.new_codes"),
        program=said("option.program"),
    )
    @app_commands.autocomplete(program=offer_programs)
    async def bring_in(
        self,
        interaction: discord.Interaction[Any],
        file: discord.Attachment,
        columns: app_commands.Range[str, 0, MOST_COLUMNS_TOLD] = "",
        new_codes: bool = False,
        program: str | None = None,
    ) -> None:
        """What importing a list of applicants would do."""
        async with self._client.asked(interaction) as asked:
            await answer_review(asked, file, columns, program, new_codes=new_codes)
