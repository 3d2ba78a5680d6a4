"""Presses of who reads a summary: all of it, page by page, seen by nobody else."""

from bot.actions.reading_summaries import read_summary
from bot.domain.ids import SummaryId
from bot.frontend.allowed import moderates
from bot.frontend.answers.approving import notice_of
from bot.frontend.asked import Asked
from bot.frontend.messages.summary_pages import write_summary_page


async def read_all(asked: Asked) -> None:
    """They see the first page."""
    await _show_page(asked, 0)


async def turn_page(asked: Asked) -> None:
    """They see the page of the button."""
    await _show_page(asked, asked.number(1))


async def go_to_part(asked: Asked) -> None:
    """They see the page on which the part begins that they chose."""
    await _show_page(asked, asked.chosen_number())


async def _show_page(asked: Asked, number: int) -> None:
    is_theirs = await moderates(asked)
    view = await read_summary(
        asked.house, guild_id=asked.guild_id, summary_id=SummaryId(asked.number(0)), moderates=is_theirs
    )
    message = write_summary_page(notice_of(view), number, asked.pen, moderates=is_theirs)
    await (asked.answer(message) if asked.parsed.verb == "summary_read" else asked.turn(message))
