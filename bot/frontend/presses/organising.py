"""Presses of organisers and moderators, refused to everybody else."""

from bot.actions.adding_programs import add_program
from bot.actions.managing_rounds import cancel_round, choose_round_to_cancel, open_enrolment_now, show_round
from bot.actions.summarising import approve_summary, show_summary
from bot.actions.trying_again import try_again
from bot.actions.whereabouts import slug_of_program
from bot.domain.ids import ChannelId, ProgramId, RoundId, StepId, SummaryId
from bot.frontend.allowed import check_moderates, check_organises
from bot.frontend.answers.approving import write_summary_approved, write_summary_view
from bot.frontend.answers.organising import (
    write_ask_cancel,
    write_cancelled,
    write_opens_now,
    write_program_added,
    write_retried,
    write_round,
)
from bot.frontend.asked import Asked
from bot.frontend.setting_up import private_among


async def cancel(asked: Asked) -> None:
    """The round is cancelled."""
    await check_organises(asked)
    round_id = RoundId(asked.number(0))
    cancelled = await cancel_round(asked.house, guild_id=asked.guild_id, round_id=round_id, now=asked.now)
    await asked.answer(write_cancelled(cancelled, asked.pen))


async def show_round_of_panel(asked: Asked) -> None:
    """They see how the program's round stands, with its whole timetable."""
    await check_moderates(asked)
    await _show_round(asked, None)


async def show_chosen_round(asked: Asked) -> None:
    """They see the round that they chose instead."""
    await check_moderates(asked)
    await _show_round(asked, RoundId(asked.chosen_number()))


async def _show_round(asked: Asked, round_id: RoundId | None) -> None:
    slug = await slug_of_program(asked.house, asked.guild_id, ProgramId(asked.number(0)))
    view = await show_round(asked.house, guild_id=asked.guild_id, slug=slug, round_id=round_id)
    await asked.turn(write_round(view, asked.pen))


async def open_now(asked: Asked) -> None:
    """Enrolment of the round opens at once."""
    await check_organises(asked)
    round_id = RoundId(asked.number(0))
    hosted = await open_enrolment_now(asked.house, guild_id=asked.guild_id, round_id=round_id, now=asked.now)
    await asked.answer(write_opens_now(hosted, asked.pen))


async def ask_cancel(asked: Asked) -> None:
    """They are asked whether they mean it."""
    await _ask_cancel(asked, None)


async def ask_cancel_chosen(asked: Asked) -> None:
    """The same about the round that they chose instead."""
    await _ask_cancel(asked, RoundId(asked.chosen_number()))


async def _ask_cancel(asked: Asked, round_id: RoundId | None) -> None:
    await check_organises(asked)
    slug = await slug_of_program(asked.house, asked.guild_id, ProgramId(asked.number(0)))
    choice = await choose_round_to_cancel(asked.house, guild_id=asked.guild_id, slug=slug, round_id=round_id)
    await asked.turn(write_ask_cancel(choice, asked.pen))


async def show_one_summary(asked: Asked) -> None:
    """They see the summary of the button."""
    await _show_summary(asked, SummaryId(asked.number(0)))


async def show_chosen_summary(asked: Asked) -> None:
    """They see the summary that they chose."""
    await _show_summary(asked, SummaryId(asked.chosen_number()))


async def approve_one_summary(asked: Asked) -> None:
    """The summary is on its way to be published."""
    await check_moderates(asked)
    await asked.think()
    summary_id = SummaryId(asked.number(0))
    view = await approve_summary(
        asked.house,
        guild_id=asked.guild_id,
        summary_id=summary_id,
        by=asked.member_id,
        now=asked.now,
        version=asked.number(1) if len(asked.parsed.args) > 1 else None,
    )
    await asked.answer(write_summary_approved(view, asked.pen))


async def try_step_again(asked: Asked) -> None:
    """What was given up is tried once more."""
    await check_organises(asked)
    retried = await try_again(asked.house, guild_id=asked.guild_id, step_id=StepId(asked.number(0)), now=asked.now)
    await asked.answer(write_retried(retried, asked.pen))


async def _show_summary(asked: Asked, summary_id: SummaryId) -> None:
    await check_moderates(asked)
    await asked.think()
    view = await show_summary(asked.house, guild_id=asked.guild_id, summary_id=summary_id)
    await asked.answer(write_summary_view(view, asked.pen))


async def host_program(asked: Asked, slug: str, channel: ChannelId, desk: ChannelId, zone: str | None) -> None:
    """The program is hosted in these channels, in the server's language, for a command."""
    added = await add_program(
        asked.house,
        guild_id=asked.guild_id,
        slug=slug,
        channel_id=channel,
        desk_channel_id=desk,
        zone=zone,
        locale=str(asked.interaction.guild_locale or asked.locale),
        added_by=asked.member_id,
        now=asked.now,
    )
    private = await private_among(asked, channel, desk)
    await asked.answer(write_program_added(added, private, asked.pen))
