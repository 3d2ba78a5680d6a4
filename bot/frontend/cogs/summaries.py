"""Commands of moderators: the summaries."""

from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.actions.summarising import list_latest_summaries
from bot.frontend.allowed import check_moderates
from bot.frontend.answers.approving import write_summaries
from bot.frontend.cogs.choices import offer_programs
from bot.frontend.command_words import said

if TYPE_CHECKING:
    from bot.frontend.client import RoundtableClient

Interaction = discord.Interaction[Any]


@app_commands.guild_only()
@app_commands.default_permissions(manage_threads=True)
class SummaryCommands(
    commands.GroupCog, group_name=said("command.summary"), group_description=said("command.summary.hint")
):
    """`/summary`. Nothing is published unseen: to approve, one opens a draft and presses its button."""

    def __init__(self, client: "RoundtableClient") -> None:
        self._client = client

    @app_commands.command(name=said("command.summary.show"), description=said("command.summary.show.hint"))
    @app_commands.describe(program=said("option.program"))
    @app_commands.autocomplete(program=offer_programs)
    async def show(self, interaction: Interaction, program: str | None = None) -> None:
        """The summaries of the latest round that has some, to open one."""
        await self._list(interaction, program, drafts_only=False)

    @app_commands.command(name=said("command.summary.approve"), description=said("command.summary.approve.hint"))
    @app_commands.describe(program=said("option.program"))
    @app_commands.autocomplete(program=offer_programs)
    async def approve(self, interaction: Interaction, program: str | None = None) -> None:
        """The drafts that wait for approval, to open one."""
        await self._list(interaction, program, drafts_only=True)

    async def _list(self, interaction: Interaction, program: str | None, *, drafts_only: bool) -> None:
        async with self._client.asked(interaction) as asked:
            await check_moderates(asked)
            views = await list_latest_summaries(
                asked.house, guild_id=asked.guild_id, slug=program, drafts_only=drafts_only
            )
            await asked.answer(write_summaries(views, views[0].kept.round_id, asked.pen))
