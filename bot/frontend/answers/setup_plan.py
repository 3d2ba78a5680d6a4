"""The timetable of a round that is being set up: in a few lines, or whole."""

from collections.abc import Iterator
from itertools import groupby

from bot.domain.program import Program
from bot.domain.timetable import EntryKind, Timetable, TimetableEntry
from bot.frontend.answers.plain import write_plain
from bot.frontend.messages import Message
from bot.frontend.messages.markup import show_name
from bot.frontend.messages.pen import Pen
from bot.texts.zones import zone_city

ROOM_FOR_TIMETABLE = 3_600
"""Characters, so that all else fits into the card."""


def say_plan(program: Program, timetable: Timetable, pen: Pen) -> Iterator[str]:
    """The timetable in a few lines, each date with its zone."""

    def when(kind: EntryKind) -> str:
        return say_when(timetable.entry(kind), timetable, pen)

    prompts = timetable.prompts()
    opens, closes = when(EntryKind.ENROLMENT_OPENS), when(EntryKind.ENROLMENT_CLOSES)
    yield pen.say("answer.setup.plan.enrolment", opens=opens, closes=closes)
    yield pen.say("answer.setup.plan.start", at=when(EntryKind.START))
    first, days = say_when(prompts[0], timetable, pen), program.shape.days_between_prompts
    yield pen.say("answer.setup.plan.prompts", count=len(prompts), first=first, days=days)
    yield pen.say("answer.setup.plan.end", at=when(EntryKind.ROUND_CLOSES))
    drafts = [entry for entry in timetable.entries if entry.kind is EntryKind.SUMMARY_DRAFT]
    if drafts:
        yield pen.say("answer.setup.plan.summary", count=len(drafts), last=say_when(drafts[-1], timetable, pen))


def say_when(entry: TimetableEntry, timetable: Timetable, pen: Pen) -> str:
    """Day, time and whose time that is."""
    day, time = pen.speech.day(entry.local_date), pen.speech.time(entry.local_time)
    return pen.say("answer.setup.when", day=day, time=time, city=zone_city(timetable.zone, str(pen.speech.locale)))


def write_dates(program: Program, timetable: Timetable, pen: Pen) -> Message:
    """The whole timetable."""
    title = pen.say("answer.setup.dates", title=show_name(program.title))
    return write_plain(title, pen.lines(*_say_timetable(program, timetable, pen)))


def _say_timetable(program: Program, timetable: Timetable, pen: Pen) -> Iterator[str]:
    """A line for each instant at which something happens; where there are too many, how many are left out."""
    moments = [list(together) for _, together in groupby(timetable.entries, key=lambda entry: entry.due_at)]
    room = ROOM_FOR_TIMETABLE
    for place, together in enumerate(moments):
        what = " · ".join(_say_entry(program, entry, pen) for entry in together)
        line = f"**{say_when(together[0], timetable, pen)}** {what}"
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
