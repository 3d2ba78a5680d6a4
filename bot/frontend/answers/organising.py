"""What is answered to organisers about programs and rounds."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

import discord

from bot.actions.adding_programs import ProgramAdded
from bot.actions.lookups import RoundChoice
from bot.actions.managing_rounds import RoundMade, RoundView
from bot.actions.trying_again import Retried
from bot.domain.hosting import HostedProgram
from bot.domain.round import Phase, Round
from bot.domain.timetable import EntryKind
from bot.frontend.answers.plain import Rows, write_plain
from bot.frontend.answers.setup_overview import name_channel
from bot.frontend.buttons import Pressed
from bot.frontend.custom_ids import build
from bot.frontend.messages import Message
from bot.frontend.messages.dates import say_changes, say_moment, say_zone_now
from bot.frontend.messages.markup import show_name
from bot.frontend.messages.pen import Pen

MOST_PROMPTS = 25
MOST_OFFERED = 25
"""Entries of a select."""


def write_program_added(added: ProgramAdded, private: Collection[int], pen: Pen) -> Message:
    """Where the program lives now, which of its channels are private, and what to do next."""
    channel, desk = (
        name_channel(each, pen, private=each in private)
        for each in (added.hosted.channel_id, added.hosted.desk_channel_id)
    )
    following = (
        pen.say("answer.program.round_made", round=show_name(added.round_name))
        if added.round_name
        else pen.say("answer.program.next")
    )
    body = pen.paragraphs(
        pen.lines(
            pen.say("answer.program.channel", channel=channel),
            pen.say("answer.program.desk", desk=desk),
            pen.say("answer.program.zone", zone=added.hosted.zone),
        ),
        following,
    )
    return write_plain(pen.say("answer.program.added", title=show_name(added.program.title)), body)


def write_round_made(made: RoundMade, pen: Pen) -> Message:
    """The dates of the new round."""
    timetable = made.timetable
    shown = {
        EntryKind.ENROLMENT_OPENS: "opens",
        EntryKind.ENROLMENT_CLOSES: "closes",
        EntryKind.START: "starts",
        EntryKind.ROUND_CLOSES: "ends",
    }
    dates = [(timetable.entry(kind).due_at, key) for kind, key in shown.items()]
    body = pen.paragraphs(
        say_zone_now(timetable.zone, pen),
        pen.lines(
            *(pen.say(f"answer.round.{key}", at=say_moment(at, timetable.zone, pen)) for at, key in dates),
            *say_changes(dates[0][0], dates[-1][0], timetable.zone, pen),
        ),
        pen.say("answer.round.prompts", count=len(timetable.prompts())),
        pen.say("answer.round.by_itself"),
    )
    return write_plain(pen.say("answer.round.made", title=show_name(made.title), round=made.round.name), body)


def write_round(view: RoundView, pen: Pen) -> Message:
    """How the round stands."""
    figures = pen.lines(
        pen.say("answer.round.phase", phase=pen.say(f"phase.{view.round.phase}")),
        pen.say("answer.round.participants", count=view.participants),
        pen.say("answer.round.places", places=view.places, waiting=view.wait_listed) if view.places is not None else "",
        pen.say("answer.round.pairs", pairs=view.pairs, waiting=view.waiting) if view.pairs else "",
        pen.say("answer.round.replies", count=view.replies),
    )
    dates, zone = view.dates, view.round.zone

    def say(key: str, at: datetime) -> str:
        return pen.say(f"answer.round.{key}", at=say_moment(at, zone, pen))

    listed = pen.lines(
        say("opens", dates.enrolment_opens_at),
        say("closes", dates.enrolment_closes_at),
        say("starts", dates.starts_at),
        *(f"- {say_moment(at, zone, pen)} {show_name(title, 100)}" for title, at in view.prompts[:MOST_PROMPTS]),
        say("ends", dates.closes_at),
        *say_changes(dates.enrolment_opens_at, dates.closes_at, zone, pen),
    )
    runs = view.round.phase is Phase.RUNNING
    row = (
        *((pen.quiet("pairing_show", view.round.id),) if runs or view.round.phase is Phase.PAIRING else ()),
        *((pen.quiet("round_partners", view.round.id),) if runs else ()),
    )
    title = pen.say("answer.round.title", title=show_name(view.title), round=view.round.name)
    others = _choose_other(build("round_pick", view.choice.program_id), view.choice, pen)
    return write_plain(
        title, pen.paragraphs(figures, say_zone_now(zone, pen), listed), rows=((*((row,) if row else ()), *others))
    )


def write_ask_cancel(choice: RoundChoice, pen: Pen) -> Message:
    """What cancelling means, before it is done."""
    title = pen.say("answer.cancel.title", round=choice.round.name)
    rows = (
        (pen.danger("round_cancel", choice.round.id),),
        *_choose_other(build("round_cancel_pick", choice.program_id), choice, pen),
    )
    return write_plain(title, pen.say("answer.cancel.body"), rows=rows)


def _choose_other(custom_id: str, choice: RoundChoice, pen: Pen) -> Rows:
    """A select of the other rounds, where there are any."""
    if not choice.others:
        return ()
    options = [
        discord.SelectOption(label=each.name, description=pen.say(f"phase.{each.phase}"), value=str(each.id))
        for each in choice.others[:MOST_OFFERED]
    ]
    select = discord.ui.Select[Any](custom_id=custom_id, options=options, placeholder=pen.say("answer.round.other"))
    return ((Pressed(select),),)


def write_opens_now(hosted: HostedProgram, pen: Pen) -> Message:
    """Enrolment of the round opens at once."""
    return write_plain(
        pen.say("answer.setup.opens_now"), pen.say("answer.round.opened", channel=f"<#{hosted.channel_id}>")
    )


def write_cancelled(current: Round, pen: Pen) -> Message:
    """Nothing more of the round will happen."""
    return write_plain(pen.say("answer.cancel.done", round=current.name), pen.say("answer.cancel.done_body"))


def write_retried(retried: Retried, pen: Pen) -> Message:
    """Whether the step is tried again."""
    return write_plain(
        pen.say(f"answer.again.{retried.again}", what=pen.say(f"desk.what.{retried.kind}")),
    )
