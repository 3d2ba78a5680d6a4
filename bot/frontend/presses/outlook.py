"""The coming round with the people there are, as a page for organisers."""

import io

import discord

from bot.actions.looking_ahead import look_ahead
from bot.domain.outlook import Outlook
from bot.frontend.answers.plain import write_plain
from bot.frontend.asked import Asked
from bot.frontend.messages import Message
from bot.frontend.messages.markup import show_name
from bot.frontend.messages.pen import Pen
from bot.programs import plan_rows
from bot.reports.outlook_page import outlook_page

PAGE = "outlook.html"


async def answer_outlook(asked: Asked, program: str | None) -> None:
    """Figures in a few lines, and the page as a file, for the organiser alone."""
    outlook = await look_ahead(asked.house, guild_id=asked.guild_id, slug=program)
    page = outlook_page(
        outlook,
        asked.pen.speech,
        what=[row.what for row in plan_rows(outlook.program, outlook.timetable)],
        regions={key: region.name for key, region in asked.house.regions.by_key.items()},
    )
    await asked.answer(write_outlook(outlook, asked.pen), discord.File(io.BytesIO(page.encode()), filename=PAGE))


def write_outlook(outlook: Outlook, pen: Pen) -> Message:
    """How many meet and wait, and the busiest day."""
    figures = {"people": outlook.people, "groups": len(outlook.matches), "waiting": len(outlook.waiting)}
    days = outlook.dms_by_day()
    day, dms = max(days.items(), key=lambda each: each[1]) if days else (outlook.timetable.starts_on, 0)
    body = pen.lines(
        pen.say("outlook.figures", **figures),
        pen.say("answer.outlook.busiest", day=pen.speech.date(day), dms=dms),
        pen.say("answer.outlook.page"),
    )
    return write_plain(pen.say("answer.outlook.title", round=show_name(outlook.round_name)), body)
