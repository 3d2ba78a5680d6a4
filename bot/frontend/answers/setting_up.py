"""The one private message that leads through setting up: a question after the other, then everything at once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
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
from bot.frontend.channel_check import Lack
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """What Discord tells of where setting up happens."""

    here: int | None
    """The text channel in which it was asked for, where it is one."""
    makes_channels: bool
    """Whether the bot may make channels."""
    lacks: Mapping[Question, Lack]
    """What is not right about the channels that were chosen."""
    invite: str
    """The address that gives the bot all it needs."""


def write_setup(view: SetupView, place: Place, pen: Pen, *, question: Question | None) -> Message:
    """The question, or everything with the timetable and *Start*; and what lacks about what was chosen."""
    if question is None:
        return _write_all(view, place, pen)
    number = pen.say("answer.setup.step", place=list(Question).index(question) + 1, of=len(Question))
    title = f"{number} · {pen.say(f'answer.setup.{question}')}"
    lack = place.lacks.get(question)
    body = pen.paragraphs(_explain(view, question, place, pen), _say_lack(lack, question, pen) if lack else "")
    return write_plain(title, body, rows=[*_rows_for(view, question, place, pen), *_repair(lack, place, pen)])


def _explain(view: SetupView, question: Question, place: Place, pen: Pen) -> str:
    match question:
        case Question.PROGRAM:
            lines = [_say_program(program, pen) for program in list(view.programs.values())[:MOST_OFFERED]]
            return pen.paragraphs(pen.say("answer.setup.program.why"), *lines)
        case Question.DESK:
            key = "make" if place.makes_channels else "by_hand"
            return pen.lines(pen.say("answer.setup.desk.why"), pen.say(f"answer.setup.desk.{key}"))
        case Question.CHANNEL | Question.PEOPLE:
            return pen.say(f"answer.setup.{question}.why")


def _say_program(program: Program, pen: Pen) -> str:
    return f"**{show_name(program.title)}**\n{show_name(program.description, 120)}"


def _say_lack(lack: Lack, question: Question, pen: Pen) -> str:
    """Each thing that is not right, with what to click."""
    channel = f"<#{lack.channel_id}>"
    if lack.gone:
        return "⚠️ " + pen.say("answer.setup.lack.gone")
    return pen.lines(
        "⚠️ " + pen.say(f"answer.setup.lack.{question}", channel=channel),
        pen.say("answer.setup.lack.in_server", names=", ".join(lack.in_server)) if lack.in_server else "",
        pen.say("answer.setup.lack.in_channel", names=", ".join(lack.in_channel)) if lack.in_channel else "",
        pen.say("answer.setup.lack.seen_by_all") if lack.seen_by_all else "",
    )


def _repair(lack: Lack | None, place: Place, pen: Pen) -> Rows:
    if lack is None or lack.gone:
        return ()
    again = pen.strong("setup", label="setup_again")
    return ((*((_link(place, pen),) if lack.in_server else ()), again),)


def _link(place: Place, pen: Pen) -> discord.ui.Button[Any]:
    return discord.ui.Button(style=discord.ButtonStyle.link, label=pen.say("button.setup_grant"), url=place.invite)


def _rows_for(view: SetupView, question: Question, place: Place, pen: Pen) -> Rows:
    setup, lack = view.setup, place.lacks.get(question)
    is_gone = lack is not None and lack.gone
    match question:
        case Question.PROGRAM:
            return ((_choose_program(view, pen),),)
        case Question.CHANNEL:
            here = place.here if place.here != setup.channel_id else None
            button = pen.strong("setup_here", label="setup_here")
            return (
                *(((button,),) if here else ()),
                (_choose_channel(build("setup_channel"), None if is_gone else setup.channel_id, pen),),
            )
        case Question.PEOPLE:
            return (*(((_choose_role(view, staff, pen)),) for staff in Staff), (pen.strong("setup_people"),))
        case Question.DESK:
            make = place.makes_channels and (is_gone or setup.desk_channel_id is None)
            button = pen.strong("setup_make_desk", setup.version)
            return (
                *(((button,),) if make else ()),
                (_choose_channel(build("setup_desk"), None if is_gone else setup.desk_channel_id, pen),),
            )


def _choose_program(view: SetupView, pen: Pen) -> Pressed:
    options = [
        discord.SelectOption(
            label=trim(one_line(program.title), 100),
            value=slug,
            description=trim(one_line(_note(program, slug in view.hosted, pen)), 100),
            default=slug == view.setup.slug,
        )
        for slug, program in list(view.programs.items())[:MOST_OFFERED]
    ]
    placeholder = pen.say("answer.setup.choose_program")
    return Pressed(discord.ui.Select[Any](custom_id=build("setup_program"), options=options, placeholder=placeholder))


def _note(program: Program, is_here: bool, pen: Pen) -> str:
    if is_here:
        return pen.say("answer.setup.program.here")
    repeats = pen.say(f"answer.setup.program.{program.shape.repeats}")
    return f"{repeats} {pen.say('answer.setup.program.deck', count=len(program.deck))}"


def _choose_channel(custom_id: str, chosen: int | None, pen: Pen) -> Pressed:
    return Pressed(
        discord.ui.ChannelSelect[Any](
            custom_id=custom_id,
            channel_types=[discord.ChannelType.text],
            placeholder=pen.say("answer.setup.choose_channel"),
            default_values=[discord.Object(chosen)] if chosen else [],
        )
    )


def _choose_role(view: SetupView, staff: Staff, pen: Pen) -> Pressed:
    chosen = view.setup.role_of(staff)
    return Pressed(
        discord.ui.RoleSelect[Any](
            custom_id=build("setup_role", staff),
            min_values=0,
            placeholder=pen.say(f"answer.setup.choose_{staff}"),
            default_values=[discord.Object(chosen)] if chosen else [],
        )
    )


def _write_all(view: SetupView, place: Place, pen: Pen) -> Message:
    program, timetable, setup = view.program, view.timetable, view.setup
    if program is None or timetable is None:
        return write_plain(pen.say("answer.setup.program"), rows=((_choose_program(view, pen),),))
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
    title = pen.say("answer.round.made", title=show_name(started.title), round=show_name(started.round_name))
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
