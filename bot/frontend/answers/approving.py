"""What organisers and moderators look over before it reaches people: the pairing and the summaries."""

import io

import discord

from bot.actions.pairing_rounds import PairingView
from bot.actions.summarising import SummaryView
from bot.domain.ids import RoundId
from bot.domain.notices import SummaryPost
from bot.domain.partnership import Shared
from bot.frontend.answers.plain import write_plain
from bot.frontend.buttons import Pressed
from bot.frontend.custom_ids import build
from bot.frontend.messages import Message
from bot.frontend.messages.markup import list_some, one_line, show_name, trim
from bot.frontend.messages.pen import DESCRIPTION_LIMIT, Pen
from bot.frontend.messages.summaries import write_summary

_ROOM_FOR_REST = 400
FILE_NAME = "pairing.txt"


def write_pairing(view: PairingView, pen: Pen) -> Message:
    """Every pair with its reasons, as many as there is room for, who waits, and the button that approves."""
    lines = [_pair_line(names, shared, pen) for names, shared in view.pairs]
    shown = _fit(lines, DESCRIPTION_LIMIT - _ROOM_FOR_REST - sum(map(len, view.waiting[:8])))
    left = len(lines) - len(shown)
    body = pen.paragraphs(
        pen.lines(*shown, pen.say("answer.pairing.more", count=left) if left else ""),
        pen.say("answer.pairing.waiting", names=list_some(pen.speech, view.waiting)) if view.waiting else "",
        pen.say("answer.pairing.stands") if view.approved else pen.say("answer.pairing.draft"),
    )
    row = () if view.approved else (pen.strong("pairing_approve", view.round_id),)
    title = pen.say("answer.pairing.title", title=show_name(view.title), round=show_name(view.round_name))
    return write_plain(title, body, rows=(row,) if row else ())


def attach_pairing(view: PairingView, pen: Pen) -> discord.File:
    """The whole pairing as a text file, a line for each pair."""
    pairs = (f"{' + '.join(map(one_line, names))}: {_reasons(shared, pen)}" for names, shared in view.pairs)
    waiting = (pen.say("answer.pairing.waiting", names=one_line(name)) for name in view.waiting)
    text = "\n".join((*pairs, *waiting, pen.say("answer.pairing.seed", seed=str(view.seed))))
    return discord.File(io.BytesIO(text.encode()), filename=FILE_NAME)


def _pair_line(names: tuple[str, ...], shared: Shared, pen: Pen) -> str:
    reasons = _reasons(shared, pen)
    people = " + ".join(f"**{show_name(name)}**" for name in names)
    return f"- {people}" + (f": {reasons}" if reasons else "")


def _reasons(shared: Shared, pen: Pen) -> str:
    parts = (
        *(pen.speech.language(code) for code in shared.languages[:3]),
        *(one_line(label) for label in shared.interests[:3]),
        pen.say("answer.pairing.hours", count=shared.hours) if shared.hours else "",
        pen.say("answer.pairing.met") if shared.met_before else "",
    )
    return " · ".join(part for part in parts if part)


def _fit(lines: list[str], room: int) -> list[str]:
    shown: list[str] = []
    for line in lines:
        room -= len(line) + 1
        if room < 0:
            break
        shown.append(line)
    return shown


def write_approved(view: PairingView, pen: Pen) -> Message:
    """The pairing stands."""
    body = pen.say("answer.pairing.introduced")
    return write_plain(pen.say("answer.pairing.approved", round=show_name(view.round_name)), body)


def write_summary_view(view: SummaryView, pen: Pen) -> Message:
    """The summary as people will read it, with the button that publishes it while it is a draft."""
    kept = view.kept
    notice = SummaryPost(
        summary_id=kept.id,
        round_id=kept.round_id,
        title=kept.summary.title,
        summary=kept.summary,
        draft=kept.approved_at is None,
    )
    return write_summary(notice, pen)


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
