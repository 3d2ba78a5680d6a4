"""Being away until a day: a month to choose, and the number of a day, which needs no date format of any country."""

from bot.actions.leaving import go_away_until, round_now
from bot.actions.whereabouts import guild_of_program
from bot.domain.ids import GuildId, ProgramId
from bot.domain.returning import months_ahead
from bot.frontend.answers.taking_part import write_away
from bot.frontend.asked import Asked
from bot.frontend.forms.drafting import Opener, draft_of, hand_in
from bot.frontend.forms.making import Filled, ask_one, ask_text, make_form
from bot.frontend.guilds import guild_meant

DAY_LIMIT = 10


async def open_away_date(asked: Asked) -> None:
    """The form for the day of coming back is open; only who takes part is asked."""
    program_id, guild_id = await _about(asked)
    await round_now(asked.house, guild_id=guild_id, member_id=asked.member_id, program_id=program_id)
    draft = await draft_of(asked, guild_id, _opener(program_id)) or Filled({})
    # In some zones it may be another day: the month that is one too many or too few there is refused by its day.
    months = {f"{first:%Y-%m}": asked.speech.month(first) for first in months_ahead(asked.now.date())}
    chosen = next(iter(draft.several("month")), next(iter(months)))
    parts = (
        ask_one(asked.pen, "month", key="month", options=months, chosen=chosen),
        ask_text(asked.pen, "day", key="day", default=draft.text("day"), most=DAY_LIMIT),
    )
    await asked.show(make_form("away_date", program_id, title=asked.pen.say("form.away_date"), parts=parts))


async def submit_away_date(asked: Asked) -> None:
    """They are away until that day begins where they live, or read why not."""
    program_id, guild_id = await _about(asked)
    filled = Filled.of(asked)
    going = go_away_until(
        asked.house,
        guild_id=guild_id,
        member_id=asked.member_id,
        program_id=program_id,
        month="".join(filled.several("month")),
        day=filled.text("day"),
        now=asked.now,
    )
    await hand_in(
        asked,
        guild_id,
        _opener(program_id),
        filled,
        act=going,
        write=lambda away: write_away(away, program_id, asked.pen),
    )


async def _about(asked: Asked) -> tuple[ProgramId, GuildId]:
    program_id = ProgramId(asked.number(0))
    return program_id, await guild_meant(asked, guild_of_program, program_id)


def _opener(program_id: ProgramId) -> Opener:
    return Opener(verb="away_date", args=(program_id,))
