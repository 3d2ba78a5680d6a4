"""Organisers and moderators see who met and who did not."""

from bot.actions.overseeing import oversee_partners
from bot.domain.ids import RoundId
from bot.frontend.allowed import check_moderates
from bot.frontend.answers.overseeing import attach_partners, write_partners
from bot.frontend.asked import Asked


async def show(asked: Asked) -> None:
    """They see where everybody stands; the list turns to the place that the button names, where it has one."""
    await check_moderates(asked)
    round_id = RoundId(asked.number(0))
    if len(asked.parsed.args) == 1:
        await asked.think()
        await answer_partners(asked, round_id)
        return
    first = asked.number(1)
    view = await oversee_partners(asked.house, guild_id=asked.guild_id, round_id=round_id, now=asked.now)
    await asked.turn(write_partners(view, asked.pen, first=first))


async def answer_partners(asked: Asked, round_id: RoundId) -> None:
    """The beginning of the list, and all of it as a table; for a command too."""
    view = await oversee_partners(asked.house, guild_id=asked.guild_id, round_id=round_id, now=asked.now)
    await asked.answer(write_partners(view, asked.pen), attach_partners(view))
