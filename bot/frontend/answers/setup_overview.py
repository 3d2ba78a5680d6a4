"""All that was chosen in setting up: the plan, what can be changed, and *Start*."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import discord

from bot.actions.setting_up import SetUp, SetupView, Started
from bot.domain.hosting import Staff
from bot.domain.program import Program, Repeats
from bot.domain.setup import Question, Reason
from bot.domain.timetable import EntryKind, Timetable
from bot.frontend.answers.plain import Rows, write_plain
from bot.frontend.answers.setup_plan import say_plan, say_reason
from bot.frontend.buttons import LABEL_LIMIT, Pressed
from bot.frontend.channel_check import Lack
from bot.frontend.custom_ids import build
from bot.frontend.messages import Message
from bot.frontend.messages.dates import say_moment, say_moment_alone
from bot.frontend.messages.markup import one_line, show_name, trim
from bot.frontend.messages.pen import Pen
from bot.texts.zones import zone_label

MOST_OFFERED = 25
"""Entries of a select."""
MOST_LINKED = 4
"""Programs to whose panels there is a button, beside one more in a row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """What Discord tells of where setting up happens, and what the bot can do there."""

    here: int | None
    """The text channel in which it was asked for, where it is one."""
    private: frozenset[int]
    """Those of the channels that were chosen, and of that one, which not everybody sees."""
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

    def is_private(self, channel_id: int | None) -> bool:
        """Whether not everybody sees the channel, which is one of those that were looked at."""
        return channel_id in self.private

    def name(self, channel_id: int | None, pen: Pen) -> str:
        """The channel as a link, and that it is private where it is."""
        return name_channel(channel_id, pen, private=self.is_private(channel_id))


def name_channel(channel_id: int | None, pen: Pen, *, private: bool) -> str:
    """A channel as a link, and that it is private where it is: in a link of Discord's nothing tells."""
    link = f"<#{channel_id}>"
    return pen.say("answer.setup.private", channel=link) if private else link


def write_overview(view: SetupView, program: Program, timetable: Timetable, place: Place, pen: Pen) -> Message:
    """What *Start* will do, as short as one can decide by it; all else is behind its buttons, or told afterwards."""
    channel = f"<#{view.setup.channel_id}>"
    body = pen.paragraphs(
        pen.lines(*say_plan(program, timetable, pen)),
        _say_what_start_does(view, timetable, place, pen),
        pen.lines(
            pen.say("answer.setup.not_all_see", channel=channel) if place.is_private(view.setup.channel_id) else "",
            say_reason(view, program, pen) if view.reason is Reason.IN_HOLIDAYS else "",
        ),
    )
    rows = _rows_of_all(view, place, pen)
    return write_plain(pen.say("answer.setup.all", title=show_name(program.title)), body, rows=rows)


def say_chosen(view: SetupView, place: Place, pen: Pen, *, besides: Question) -> Iterator[str]:
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
                yield pen.say("answer.program.channel", channel=place.name(setup.channel_id, pen))
            case Question.PEOPLE:
                yield from (_say_staff(view, staff, pen) for staff in Staff)
            case Question.DESK:
                yield pen.say("answer.program.desk", desk=place.name(setup.desk_channel_id, pen))


def _say_staff(view: SetupView, staff: Staff, pen: Pen) -> str:
    role = view.setup.role_of(staff)
    if role is None:
        return pen.say(f"answer.setup.no_{staff}")
    return pen.say(f"answer.setup.{staff}", role=f"<@&{role}>")


def _say_what_start_does(view: SetupView, timetable: Timetable, place: Place, pen: Pen) -> str:
    setup, opens = view.setup, timetable.entry(EntryKind.ENROLMENT_OPENS)
    places = {"channel": place.name(setup.channel_id, pen), "desk": place.name(setup.desk_channel_id, pen)}
    if opens.due_at <= pen.now:
        return pen.say("answer.setup.starts_now", **places)
    return pen.say("answer.setup.starts_later", **places, at=say_moment(opens.due_at, timetable.zone, pen))


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


def write_started(started: Started, place: Place, pen: Pen) -> Message:
    """What happens now, when people hear of it, and what can be done until then."""
    hosted, zone = started.hosted, started.timetable.zone
    opens = started.timetable.entry(EntryKind.ENROLMENT_OPENS).due_at
    title = pen.say("answer.round.made", title=show_name(started.title), round=show_name(started.round.name))
    later = opens > pen.now
    places = {"channel": place.name(hosted.channel_id, pen), "desk": place.name(hosted.desk_channel_id, pen)}
    body = pen.paragraphs(
        pen.lines(
            pen.say("answer.setup.started", **places),
            pen.say("answer.setup.opens_later", at=say_moment_alone(opens, zone, pen))
            if later
            else pen.say("answer.setup.opens_now"),
        ),
        pen.say("answer.round.by_itself"),
        pen.lines(pen.say("answer.setup.rehearsal"), pen.say("answer.setup.commands")),
    )
    open_now = (pen.strong("round_open", started.round.id),) if later else ()
    return write_plain(title, body, rows=((*open_now, pen.quiet("round_rehearse", hosted.id)),))


def write_set_up(set_up: Sequence[SetUp], pen: Pen) -> Message:
    """That it is done, the way to the panel of each program, and the way to set up more."""
    panels = [
        discord.ui.Button[Any](
            style=discord.ButtonStyle.link,
            label=trim(pen.say("button.setup_panel", title=one_line(each.title)), LABEL_LIMIT),
            url=each.panel,
        )
        for each in set_up[:MOST_LINKED]
        if each.panel
    ]
    body = pen.paragraphs(
        pen.lines(*(_say_set_up(each, pen) for each in set_up[:MOST_LINKED])), pen.say("answer.setup.done.more")
    )
    more = pen.quiet("setup_ask", Question.PROGRAM, label="setup_more")
    return write_plain(pen.say("answer.setup.done"), body, rows=((*panels, more),))


def _say_set_up(each: SetUp, pen: Pen) -> str:
    return pen.say(
        "answer.setup.done.program",
        title=show_name(each.title),
        channel=f"<#{each.channel_id}>",
        round=each.round.name,
        phase=pen.say(f"phase.{each.round.phase}"),
    )
