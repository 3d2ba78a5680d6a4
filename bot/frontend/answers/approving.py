"""The summaries, as moderators look them over before they reach people."""

import discord

from bot.actions.summarising import SummaryView
from bot.domain.ids import RoundId
from bot.domain.notices import SummaryPost
from bot.frontend.answers.plain import write_plain
from bot.frontend.buttons import Pressed
from bot.frontend.custom_ids import build
from bot.frontend.messages import Message
from bot.frontend.messages.markup import one_line, show_name, trim
from bot.frontend.messages.pen import Pen
from bot.frontend.messages.summaries import write_summary


def write_summary_view(view: SummaryView, pen: Pen) -> Message:
    """The summary as people will read it, with the button that publishes it while it is a draft."""
    return write_summary(notice_of(view), pen)


def notice_of(view: SummaryView) -> SummaryPost:
    """The summary as it is written in the channel, or would be."""
    kept = view.kept
    return SummaryPost(
        summary_id=kept.id,
        round_id=kept.round_id,
        title=kept.summary.title,
        summary=kept.summary,
        draft=kept.approved_at is None,
        version=kept.version,
        names=view.names,
    )


def write_summaries(views: tuple[SummaryView, ...], round_id: RoundId, pen: Pen) -> Message:
    """A line for each summary of the round, and a select to open one."""
    lines = [f"- {show_name(view.kept.summary.title, 100)} · {_state(view, pen)}" for view in views]
    options = [
        discord.SelectOption(
            label=trim(one_line(view.kept.summary.title), 100), value=str(view.kept.id), description=_state(view, pen)
        )
        for view in views[:25]
    ]
    select = Pressed(
        discord.ui.Select[discord.ui.View](
            custom_id=build("summary_pick", round_id), options=options, placeholder=pen.say("answer.summaries.choose")
        )
    )
    title = pen.say("answer.summaries.title", round=show_name(views[0].round_name))
    return write_plain(title, pen.lines(*lines), rows=((select,),))


def _state(view: SummaryView, pen: Pen) -> str:
    if view.kept.published_at is not None:
        return pen.say("answer.summaries.published")
    return pen.say("answer.summaries.approved" if view.kept.approved_at else "answer.summaries.draft")


def write_summary_approved(view: SummaryView, pen: Pen) -> Message:
    """The summary is on its way into the channel."""
    title = pen.say("answer.summaries.done", title=show_name(view.kept.summary.title, 100))
    return write_plain(title, pen.say("answer.summaries.done_body"))
