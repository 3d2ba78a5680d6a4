"""All that was chosen in setting up: the whole timetable, what can be changed, and *Start*."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

import discord

from bot.actions.setting_up import SetupView, Started
from bot.domain.hosting import Staff
from bot.domain.program import Program, Repeats
from bot.domain.setup import Question
from bot.domain.timetable import EntryKind, Timetable, TimetableEntry
from bot.frontend.answers.plain import Rows, write_plain
from bot.frontend.buttons import Pressed
from bot.frontend.custom_ids import build
from bot.frontend.messages import Message
from bot.frontend.messages.markup import one_line, show_name, trim
from bot.frontend.messages.pen import Pen
from bot.texts.speech import moment
from bot.texts.zones import zone_label

MOST_OFFERED = 25
"""Entries of a select."""
ROOM_FOR_TIMETABLE = 2_600
"""Characters, so that all else fits into the card."""


def write_overview(view: SetupView, program: Program, timetable: Timetable, pen: Pen) -> Message:
    """Everything at once, before anything is posted."""
    setup = view.setup
    clock = moment(pen.now, "t")
    languages = pen.speech.language(program.language.partition("-")[0])
    body = pen.paragraphs(
        pen.lines(
            pen.say("answer.program.channel", channel=f"<#{setup.channel_id}>"),
            pen.say("answer.program.desk", desk=f"<#{setup.desk_channel_id}>"),
            *(_say_staff(view, staff, pen) for staff in Staff),
            pen.say("answer.setup.languages", language=languages),
            pen.say("answer.setup.zone", zone=zone_label(timetable.zone, str(pen.speech.locale), pen.now), now=clock),
        ),
        pen.lines(*_say_timetable(program, timetable, pen)),
        pen.say("answer.setup.ready"),
    )
    return write_plain(pen.say("answer.setup.all", title=show_name(program.title)), body, rows=_rows_of_all(view, pen))


def _say_staff(view: SetupView, staff: Staff, pen: Pen) -> str:
    role = view.setup.role_of(staff)
    if role is None:
        return pen.say(f"answer.setup.no_{staff}")
    return pen.say(f"answer.setup.{staff}", role=f"<@&{role}>")


def _say_timetable(program: Program, timetable: Timetable, pen: Pen) -> Iterator[str]:
    """A line for each instant at which something happens; where there are too many, how many are left out."""
    moments = [list(together) for _, together in groupby(timetable.entries, key=lambda entry: entry.due_at)]
    room = ROOM_FOR_TIMETABLE
    for place, together in enumerate(moments):
        first = together[0]
        what = " · ".join(_say_entry(program, entry, pen) for entry in together)
        line = f"**{pen.speech.day(first.local_date)}, {pen.speech.time(first.local_time)}** {what}"
        room -= len(line) + 1
        if room < 0:
            last = pen.speech.day(timetable.entries[-1].local_date)
            yield pen.say("answer.setup.more_dates", count=len(moments) - place, last=last)
            return
        yield line


def _say_entry(program: Program, entry: TimetableEntry, pen: Pen) -> str:
    title = "" if entry.prompt is None else show_name(program.prompt(entry.prompt).title, 50)
    match entry.kind:
        case EntryKind.PROMPT:
            return pen.say("answer.setup.at.prompt", title=title)
        case EntryKind.SUMMARY_DRAFT if entry.prompt is not None:
            return pen.say("answer.setup.at.prompt_summary", title=title)
        case _:
            return pen.say(f"answer.setup.at.{entry.kind}")


def _rows_of_all(view: SetupView, pen: Pen) -> Rows:
    by_hand = view.program is not None and view.program.shape.repeats is Repeats.BY_HAND
    change = discord.ui.Select[Any](
        custom_id=build("setup_change"),
        placeholder=pen.say("answer.setup.change"),
        options=[
            discord.SelectOption(label=pen.say(f"answer.setup.{question}"), value=question.value)
            for question in Question
        ],
    )
    buttons = (
        pen.strong("setup_start", view.setup.version),
        *((pen.quiet("setup_day"),) if by_hand else ()),
        pen.quiet("setup_other_zone"),
    )
    return (
        *(((_choose_start(view, pen),),) if by_hand else ()),
        (_choose_zone(view, pen),),
        (Pressed(change),),
        buttons,
    )


def _choose_start(view: SetupView, pen: Pen) -> Pressed:
    options = [
        discord.SelectOption(
            label=pen.say("answer.setup.start", day=pen.speech.day(day)),
            value=day.isoformat(),
            default=day == view.setup.starts_on,
        )
        for day in view.starts
    ]
    return Pressed(discord.ui.Select[Any](custom_id=build("setup_starts_on"), options=options))


def _choose_zone(view: SetupView, pen: Pen) -> Pressed:
    locale = str(pen.speech.locale)
    options = [
        discord.SelectOption(
            label=trim(one_line(zone_label(zone, locale, pen.now)), 100), value=zone, default=zone == view.setup.zone
        )
        for zone in view.zones[:MOST_OFFERED]
    ]
    return Pressed(discord.ui.Select[Any](custom_id=build("setup_zone"), options=options))


def write_started(started: Started, pen: Pen) -> Message:
    """What happens now, and a rehearsal to press."""
    opens = started.timetable.entry(EntryKind.ENROLMENT_OPENS).due_at
    title = pen.say("answer.round.made", title=show_name(started.title), round=show_name(started.round.name))
    body = pen.paragraphs(
        pen.lines(
            pen.say("answer.program.channel", channel=f"<#{started.hosted.channel_id}>"),
            pen.say("answer.program.desk", desk=f"<#{started.hosted.desk_channel_id}>"),
            pen.say("answer.round.opens", at=moment(opens, "F"))
            if opens > pen.now
            else pen.say("answer.setup.opens_now"),
        ),
        pen.say("answer.round.by_itself"),
        pen.lines(pen.say("answer.setup.rehearsal"), pen.say("answer.setup.commands")),
    )
    return write_plain(title, body, rows=((pen.quiet("round_rehearse", started.hosted.id),),))
