"""The one private message that leads through setting up: a question after the other, then everything at once."""

from collections.abc import Iterator
from typing import Any

import discord

from bot.actions.setting_up import SetupView
from bot.domain.hosting import Staff
from bot.domain.program import DESCRIPTION_LIMIT, Program
from bot.domain.setup import Question
from bot.frontend.answers.plain import Rows, write_plain
from bot.frontend.answers.setup_overview import MOST_OFFERED, Place, say_chosen, write_overview
from bot.frontend.buttons import Pressed
from bot.frontend.channel_check import Lack
from bot.frontend.custom_ids import build
from bot.frontend.messages import Message
from bot.frontend.messages.markup import one_line, show_name, trim
from bot.frontend.messages.pen import Pen

ROOM_FOR_PROGRAMS = 3_200
"""Characters. Of programs that do not fit in only the title is said."""


def write_setup(view: SetupView, place: Place, pen: Pen, *, question: Question | None) -> Message:
    """The question, or everything with the timetable and *Start*; and what lacks about what was chosen."""
    program, timetable = view.program, view.timetable
    if question is None and program is not None and timetable is not None:
        return write_overview(view, program, timetable, place, pen)
    question = question or Question.PROGRAM
    number = pen.say("answer.setup.step", place=list(Question).index(question) + 1, of=len(Question))
    title = f"{number} · {pen.say(f'answer.setup.{question}')}"
    lack = place.lacks.get(question)
    body = pen.paragraphs(
        _explain(view, question, place, pen),
        pen.lines(*(f"✓ {line}" for line in say_chosen(view, place, pen, besides=question))),
        _say_lack(lack, question, pen) if lack else "",
    )
    rows = (*_rows_for(view, question, place, pen), *_way(view, question, lack, pen), *_repair(lack, place, pen))
    return write_plain(title, body, rows=rows)


def _explain(view: SetupView, question: Question, place: Place, pen: Pen) -> str:
    match question:
        case Question.PROGRAM:
            return pen.paragraphs(pen.say("answer.setup.program.why"), *_describe_programs(view))
        case Question.DESK:
            key = "make" if place.makes_channels else "by_hand"
            return pen.lines(pen.say("answer.setup.desk.why"), pen.say(f"answer.setup.desk.{key}"))
        case Question.CHANNEL:
            private = pen.say("answer.setup.channel.private") if place.is_private(place.here) else ""
            return pen.lines(pen.say("answer.setup.channel.why"), private)
        case Question.PEOPLE:
            return pen.say("answer.setup.people.why")


def _describe_programs(view: SetupView) -> Iterator[str]:
    room = ROOM_FOR_PROGRAMS
    for program in list(view.programs.values())[:MOST_OFFERED]:
        whole = f"**{show_name(program.title)}**\n{show_name(program.description, DESCRIPTION_LIMIT)}"
        room -= len(whole)
        yield whole if room >= 0 else f"**{show_name(program.title)}**"


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


def _way(view: SetupView, question: Question, lack: Lack | None, pen: Pen) -> Rows:
    """Back to the question before, and on where this one was answered before."""
    earlier = list(Question)[: list(Question).index(question)]
    back = (pen.quiet("setup_ask", earlier[-1], label="setup_back"),) if earlier else ()
    if question is Question.PEOPLE:
        return ((*back, pen.strong("setup_people")),)
    keeps = question in view.setup.answered() and lack is None
    row = (*back, *((pen.strong("setup", label="setup_keep"),) if keeps else ()))
    return (row,) if row else ()


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
            offered = place.here != setup.channel_id and not place.is_private(place.here)
            chosen = None if is_gone else setup.channel_id
            return (*_here(question, place, pen, offered), (_choose_channel(build("setup_channel"), chosen, pen),))
        case Question.PEOPLE:
            return tuple((_choose_role(view, staff, pen),) for staff in Staff)
        case Question.DESK:
            make = place.makes_channels and (is_gone or setup.desk_channel_id is None)
            button = pen.strong("setup_make_desk", setup.version)
            offered = place.is_private(place.here) and place.here not in (setup.desk_channel_id, setup.channel_id)
            chosen = None if is_gone else setup.desk_channel_id
            return (
                *(((button,),) if make else ()),
                *_here(question, place, pen, offered),
                (_choose_channel(build("setup_desk"), chosen, pen),),
            )


def _here(question: Question, place: Place, pen: Pen, offered: bool) -> Rows:
    return ((pen.strong("setup_here", question, label="setup_here"),),) if place.here and offered else ()


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
