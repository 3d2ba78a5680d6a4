"""The timetable of a round that is being set up: in a few lines to decide by, or whole."""

from collections.abc import Iterator
from itertools import groupby

from bot.actions.setting_up import SetupView
from bot.domain.program import Program
from bot.domain.setup import Reason
from bot.domain.timetable import EntryKind, Timetable, TimetableEntry
from bot.frontend.answers.plain import write_plain
from bot.frontend.messages import Message
from bot.frontend.messages.dates import say_changes, say_moment, say_zone_now
from bot.frontend.messages.markup import show_name
from bot.frontend.messages.pen import Pen

ROOM_FOR_TIMETABLE = 3_200
"""Characters, so that all else fits into the card."""


def say_plan(program: Program, timetable: Timetable, pen: Pen) -> Iterator[str]:
    """What a round is, by its days: until when people join, how long it lasts."""

    def day(kind: EntryKind) -> str:
        return pen.speech.day(timetable.entry(kind).local_date)

    opens, closes = day(EntryKind.ENROLMENT_OPENS), day(EntryKind.ENROLMENT_CLOSES)
    count, days = len(timetable.prompts()), program.shape.days_between_prompts
    yield pen.say("answer.setup.plan.enrolment", opens=opens, closes=closes)
    yield pen.say("answer.setup.plan.start", at=day(EntryKind.START))
    yield pen.say("answer.setup.plan.prompts", count=count, days=days)
    yield pen.say("answer.setup.plan.end", at=day(EntryKind.ROUND_CLOSES))
    yield say_zone_now(timetable.zone, pen)


def write_dates(view: SetupView, program: Program, timetable: Timetable, pen: Pen) -> Message:
    """The whole timetable, whose times these are, and why the round starts on that day."""
    first, last = timetable.entries[0], timetable.entries[-1]
    body = pen.paragraphs(
        say_zone_now(timetable.zone, pen),
        pen.lines(*_say_timetable(program, timetable, pen)),
        pen.lines(*say_changes(first.due_at, last.due_at, timetable.zone, pen)),
        _say_summaries(timetable, pen),
        say_reason(view, program, pen),
    )
    return write_plain(pen.say("answer.setup.dates", title=show_name(program.title)), body)


def say_reason(view: SetupView, program: Program, pen: Pen) -> str:
    """Why this first day was proposed, or what speaks against it."""
    match view.reason:
        case None:
            return ""
        case Reason.IN_HOLIDAYS:
            return pen.say("answer.setup.reason.in_holidays")
        case Reason.FIRST | Reason.AFTER_HOLIDAYS:
            return pen.say(f"answer.setup.reason.{view.reason}", days=program.shape.enrolment_opens_days_before)


def _say_summaries(timetable: Timetable, pen: Pen) -> str:
    """How many summaries there will be, and of what."""
    drafts = [entry for entry in timetable.entries if entry.kind is EntryKind.SUMMARY_DRAFT]
    if not drafts:
        return ""
    of_prompts = any(entry.prompt is not None for entry in drafts)
    of_round = any(entry.prompt is None for entry in drafts)
    key = "both" if of_prompts and of_round else "prompts" if of_prompts else "round"
    return pen.say(f"answer.setup.summaries.{key}", count=len(drafts))


def _say_timetable(program: Program, timetable: Timetable, pen: Pen) -> Iterator[str]:
    """A line for each instant at which something happens; where there are too many, how many are left out."""
    moments = [list(together) for _, together in groupby(timetable.entries, key=lambda entry: entry.due_at)]
    room = ROOM_FOR_TIMETABLE
    for place, together in enumerate(moments):
        what = " · ".join(_say_entry(program, entry, pen) for entry in together)
        line = f"**{say_moment(together[0].due_at, timetable.zone, pen)}** {what}"
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
