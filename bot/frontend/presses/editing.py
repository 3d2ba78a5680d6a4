"""Presses of moderators who change the draft of a summary, and of anybody who agrees with a published theme."""

from bot.actions.assenting import tap_theme
from bot.actions.editing_summaries import DraftView, draft_anew, how_far, show_draft, show_theme, undo_change
from bot.domain.ids import SummaryId
from bot.frontend.allowed import check_moderates
from bot.frontend.answers.assenting import write_assented
from bot.frontend.answers.editing import write_anew, write_draft, write_far, write_theme
from bot.frontend.asked import Asked


async def show(asked: Asked) -> None:
    """They see the draft with its changes."""
    await check_moderates(asked)
    view = await show_draft(asked.house, guild_id=asked.guild_id, summary_id=SummaryId(asked.number(0)))
    await asked.turn(write_draft(view, asked.pen))


async def pick_theme(asked: Asked) -> None:
    """They see the theme that they chose."""
    await check_moderates(asked)
    view = await show_theme(
        asked.house,
        guild_id=asked.guild_id,
        summary_id=SummaryId(asked.number(0)),
        mark=asked.chosen_number(),
    )
    await asked.turn(write_theme(view, asked.pen))


async def undo(asked: Asked) -> None:
    """The last change is undone."""
    await check_moderates(asked)
    view = await undo_change(
        asked.house, guild_id=asked.guild_id, summary_id=SummaryId(asked.number(0)), version=asked.number(1)
    )
    await asked.turn(write_draft(view, asked.pen))


async def make_anew(asked: Asked) -> None:
    """The summary is drafted anew."""
    await check_moderates(asked)
    came = await draft_anew(asked.house, guild_id=asked.guild_id, summary_id=SummaryId(asked.number(0)), now=asked.now)
    await asked.answer(write_anew(came, asked.number(0), asked.pen))


async def tell_how_far(asked: Asked) -> None:
    """They see how far the draft is that is being made; once it is there, the draft."""
    await check_moderates(asked)
    summary_id = SummaryId(asked.number(0))
    found = await how_far(asked.house, guild_id=asked.guild_id, summary_id=summary_id)
    shown = write_draft(found, asked.pen) if isinstance(found, DraftView) else write_far(found, summary_id, asked.pen)
    await asked.turn(shown)


async def agree_with_theme(asked: Asked) -> None:
    """They agree with the theme of the button or of the select, or no longer do."""
    theme = asked.number(1) if len(asked.parsed.args) > 1 else asked.chosen_number()
    assented = await tap_theme(
        asked.house,
        guild_id=asked.guild_id,
        summary_id=SummaryId(asked.number(0)),
        theme=theme,
        member_id=asked.member_id,
        now=asked.now,
    )
    await asked.answer(write_assented(assented, asked.pen))
