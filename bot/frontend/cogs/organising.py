"""Commands of organisers: programs and rounds."""

from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.actions.managing_rounds import choose_round_to_cancel, create_round, read_date, show_round
from bot.actions.overseeing import find_overseen
from bot.domain.ids import ChannelId
from bot.frontend.allowed import check_moderates, check_organises
from bot.frontend.answers.organising import write_ask_cancel, write_round, write_round_made
from bot.frontend.channel_check import check_channels
from bot.frontend.cogs.choices import offer_programs
from bot.frontend.command_words import said
from bot.frontend.presses.organising import host_program
from bot.frontend.presses.outlook import answer_outlook
from bot.frontend.presses.overseeing import answer_partners
from bot.frontend.presses.reporting import answer_report

if TYPE_CHECKING:
    from bot.frontend.client import RoundtableClient

Interaction = discord.Interaction[Any]


@app_commands.guild_only()
@app_commands.default_permissions(manage_guild=True)
class ProgramCommands(
    commands.GroupCog, group_name=said("command.program"), group_description=said("command.program.hint")
):
    """The commands that begin with `/program`."""

    def __init__(self, client: "RoundtableClient") -> None:
        self._client = client

    @app_commands.command(name=said("command.program.add"), description=said("command.program.add.hint"))
    @app_commands.describe(
        program=said("option.program"),
        channel=said("option.channel"),
        desk=said("option.desk"),
        zone=said("option.zone"),
    )
    @app_commands.autocomplete(program=offer_programs)
    async def add(
        self,
        interaction: Interaction,
        program: str,
        channel: discord.TextChannel,
        desk: discord.TextChannel,
        zone: str | None = None,
    ) -> None:
        """The program is hosted in these channels."""
        async with self._client.asked(interaction) as asked:
            await check_organises(asked)
            await asked.think()
            await check_channels(self._client, channel, desk)
            await host_program(asked, program, ChannelId(channel.id), ChannelId(desk.id), zone)


@app_commands.guild_only()
@app_commands.default_permissions(manage_guild=True)
class RoundCommands(commands.GroupCog, group_name=said("command.round"), group_description=said("command.round.hint")):
    """The commands that begin with `/round`.

    Discord shows all commands of a group to the same people, here to organisers. `partners` is for moderators too, who
    find it as a button under the notes about partners.
    """

    def __init__(self, client: "RoundtableClient") -> None:
        self._client = client

    @app_commands.command(name=said("command.round.create"), description=said("command.round.create.hint"))
    @app_commands.describe(start=said("option.start"), program=said("option.program"))
    @app_commands.autocomplete(program=offer_programs)
    async def create(self, interaction: Interaction, start: str, program: str | None = None) -> None:
        """A round is planned."""
        async with self._client.asked(interaction) as asked:
            await check_organises(asked)
            on, by = read_date(start), asked.member_id
            made = await create_round(
                asked.house, guild_id=asked.guild_id, slug=program, starts_on=on, created_by=by, now=asked.now
            )
            await asked.answer(write_round_made(made, asked.pen))

    @app_commands.command(name=said("command.round.show"), description=said("command.round.show.hint"))
    @app_commands.describe(program=said("option.program"))
    @app_commands.autocomplete(program=offer_programs)
    async def show(self, interaction: Interaction, program: str | None = None) -> None:
        """How the round stands."""
        async with self._client.asked(interaction) as asked:
            await check_organises(asked)
            view = await show_round(asked.house, guild_id=asked.guild_id, slug=program)
            await asked.answer(write_round(view, asked.pen))

    @app_commands.command(name=said("command.round.partners"), description=said("command.round.partners.hint"))
    @app_commands.describe(program=said("option.program"))
    @app_commands.autocomplete(program=offer_programs)
    async def partners(self, interaction: Interaction, program: str | None = None) -> None:
        """Who met and who did not, for moderators too."""
        async with self._client.asked(interaction) as asked:
            await check_moderates(asked)
            await asked.think()
            seen = await find_overseen(asked.house, guild_id=asked.guild_id, slug=program)
            await answer_partners(asked, seen.id)

    @app_commands.command(name=said("command.round.report"), description=said("command.round.report.hint"))
    @app_commands.rename(name="round")
    @app_commands.describe(name=said("option.round"), program=said("option.program"))
    @app_commands.autocomplete(program=offer_programs)
    async def report(self, interaction: Interaction, name: str | None = None, program: str | None = None) -> None:
        """The report of a round as files, for moderators too."""
        async with self._client.asked(interaction) as asked:
            await check_moderates(asked)
            await asked.think()
            await answer_report(asked, program, name)

    @app_commands.command(name=said("command.round.rehearse"), description=said("command.round.rehearse.hint"))
    @app_commands.describe(program=said("option.program"))
    @app_commands.autocomplete(program=offer_programs)
    async def rehearse(self, interaction: Interaction, program: str | None = None) -> None:
        """The coming round with the people there are; nobody is told."""
        async with self._client.asked(interaction) as asked:
            await check_organises(asked)
            await asked.think()
            await answer_outlook(asked, program)

    @app_commands.command(name=said("command.round.cancel"), description=said("command.round.cancel.hint"))
    @app_commands.describe(program=said("option.program"))
    @app_commands.autocomplete(program=offer_programs)
    async def cancel(self, interaction: Interaction, program: str | None = None) -> None:
        """The organiser is asked whether they mean it."""
        async with self._client.asked(interaction) as asked:
            await check_organises(asked)
            choice = await choose_round_to_cancel(asked.house, guild_id=asked.guild_id, slug=program)
            await asked.answer(write_ask_cancel(choice, asked.pen))
