"""The select under a published summary by which readers say that they agree with a theme."""

import discord

from bot.domain.harmless import one_line
from bot.domain.notices import SummaryPost
from bot.frontend.buttons import Pressed
from bot.frontend.custom_ids import build
from bot.frontend.messages.markup import trim
from bot.frontend.messages.pen import Pen
from bot.reports.charts import count_people

_MOST_OPTIONS = 25


def ask_to_agree(notice: SummaryPost, pen: Pen) -> tuple[Pressed, ...]:
    """A row with the themes to choose from; none in a draft, or without themes."""
    themes = notice.summary.themes[:_MOST_OPTIONS]
    if notice.draft or not themes:
        return ()
    options = [
        discord.SelectOption(
            label=trim(one_line(f"{place}. {theme.label}"), 100),
            value=str(theme.number),
            description=trim(count_people(theme, pen.speech), 100),
        )
        for place, theme in enumerate(themes, 1)
    ]
    select = discord.ui.Select[discord.ui.View](
        custom_id=build("assent", notice.summary_id, token=pen.token),
        options=options,
        placeholder=pen.say("notice.summary.agree"),
    )
    return (Pressed(select),)
