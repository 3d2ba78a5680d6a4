"""All that was chosen in setting up: the plan, what can be changed, and *Start*."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import discord

from bot.actions.setting_up import SetupView, Started
from bot.domain.hosting import Staff
from bot.domain.program import Program, Repeats
from bot.domain.setup import Question, Reason
from bot.domain.timetable import EntryKind, Timetable
from bot.frontend.answers.plain import Rows, write_plain
from bot.frontend.answers.setup_plan import say_plan, say_when
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """What Discord tells of where setting up happens, and what the bot can do there."""

    here: int | None
    """The text channel in which it was asked for, where it is one."""
    here_is_private: bool
    """Whether not everybody sees that channel."""
    hides_channel: bool
    """Whether not everybody sees the channel that was chosen for the program."""
    makes_channels: bool
    """Whether the bot may make channels."""
    lacks: Mapping[Question, Lack]
    """What is not right about the channels that were chosen."""
    invite: str
    """The address that gives the bot all it needs."""
    languages: tuple[str, ...]
    """Those that the bot speaks."""
    language: str
    """That of them which is nearest to the server's."""


def write_overview(view: SetupView, program: Program, timetable: Timetable, place: Place, pen: Pen) -> Message:
    """Everything at once, before anything is posted."""
    channel, clock = f"<#{view.setup.channel_id}>", moment(pen.now, "t")
    body = pen.paragraphs(
        pen.lines(
            *say_chosen(view, pen, besides=Question.PROGRAM),
            pen.say("answer.setup.zone", zone=zone_label(timetable.zone, str(pen.speech.locale), pen.now), now=clock),
            pen.say("answer.setup.not_all_see", channel=channel) if place.hides_channel else "",
        ),
        pen.lines(*say_plan(program, timetable, pen)),
        _say_reason(view, program, pen),
        pen.lines(_say_what_start_does(timetable, channel, pen), pen.say("answer.setup.ready")),
    )
    rows = _rows_of_all(view, place, pen)
    return write_plain(pen.say("answer.setup.all", title=show_name(program.title)), body, rows=rows)


def say_chosen(view: SetupView, pen: Pen, *, besides: Question) -> Iterator[str]:
    """A line for each thing that was chosen so far, but not for what is being asked."""
    setup = view.setup
    for question in Question:
        if question is besides or question not in setup.answered():
            continue
        match question:
            case Question.PROGRAM:
                title = view.program.title if view.program else ""
                yield pen.say("answer.setup.chosen_program", title=show_name(title))
            case Question.CHANNEL:
                yield pen.say("answer.program.channel", channel=f"<#{setup.channel_id}>")
            case Question.PEOPLE:
                yield from (_say_staff(view, staff, pen) for staff in Staff)
            case Question.DESK:
                yield pen.say("answer.program.desk", desk=f"<#{setup.desk_channel_id}>")


def _say_staff(view: SetupView, staff: Staff, pen: Pen) -> str:
    role = view.setup.role_of(staff)
    if role is None:
        return pen.say(f"answer.setup.no_{staff}")
    return pen.say(f"answer.setup.{staff}", role=f"<@&{role}>")


def _say_reason(view: SetupView, program: Program, pen: Pen) -> str:
    match view.reason:
        case None:
            return ""
        case Reason.IN_HOLIDAYS:
            return pen.say("answer.setup.reason.in_holidays")
        case Reason.FIRST | Reason.AFTER_HOLIDAYS:
            return pen.say(f"answer.setup.reason.{view.reason}", days=program.shape.enrolment_opens_days_before)


def _say_what_start_does(timetable: Timetable, channel: str, pen: Pen) -> str:
    opens = timetable.entry(EntryKind.ENROLMENT_OPENS)
    if opens.due_at <= pen.now:
        return pen.say("answer.setup.starts_now", channel=channel)
    return pen.say("answer.setup.starts_later", channel=channel, at=say_when(opens, timetable, pen))


def _rows_of_all(view: SetupView, place: Place, pen: Pen) -> Rows:
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
        pen.quiet("setup_dates"),
        *((pen.quiet("setup_day"),) if by_hand else ()),
        pen.quiet("setup_other_zone"),
        pen.quiet("setup_ask", Question.DESK, label="setup_back"),
    )
    return (
        *(((_choose_start(view, pen),),) if by_hand else ()),
        (_choose_zone(view, pen),),
        *(((_choose_language(view, place, pen),),) if len(place.languages) > 1 else ()),
        (Pressed(change),),
        buttons,
    )


def _choose_language(view: SetupView, place: Place, pen: Pen) -> Pressed:
    options = [
        discord.SelectOption(
            label=pen.say("answer.setup.language", language=pen.speech.language(language.partition("_")[0])),
            value=language,
            default=language == (view.setup.locale or place.language),
        )
        for language in place.languages[:MOST_OFFERED]
    ]
    return Pressed(discord.ui.Select[Any](custom_id=build("setup_language"), options=options))


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
    """What happens now, when people hear of it, and what can be done until then."""
    hosted, opens = started.hosted, started.timetable.entry(EntryKind.ENROLMENT_OPENS).due_at
    title = pen.say("answer.round.made", title=show_name(started.title), round=show_name(started.round.name))
    later = opens > pen.now
    body = pen.paragraphs(
        pen.lines(
            pen.say("answer.setup.started", channel=f"<#{hosted.channel_id}>", desk=f"<#{hosted.desk_channel_id}>"),
            pen.say("answer.setup.opens_later", at=moment(opens, "F")) if later else pen.say("answer.setup.opens_now"),
        ),
        pen.say("answer.round.by_itself"),
        pen.lines(pen.say("answer.setup.rehearsal"), pen.say("answer.setup.commands")),
    )
    open_now = (pen.strong("round_open", started.round.id),) if later else ()
    return write_plain(title, body, rows=((*open_now, pen.quiet("round_rehearse", hosted.id)),))
