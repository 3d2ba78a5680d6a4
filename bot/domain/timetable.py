"""The timetable of a round: the local dates and times of all that happens in it, and their instants."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import pairwise
from zoneinfo import ZoneInfo

from bot.domain.local_time import instant_of
from bot.domain.program import Program, RoundShape, choose_prompts


class EntryKind(StrEnum):
    """What happens, in the order in which things of one instant happen."""

    ENROLMENT_OPENS = "enrolment_opens"
    ENROLMENT_CLOSES = "enrolment_closes"
    """And the pairing is drafted."""
    START = "start"
    """Partners are introduced."""
    PROMPT = "prompt"
    CHECK_IN = "check_in"
    ROUND_CLOSES = "round_closes"
    SUMMARY_DRAFT = "summary_draft"
    """Of a prompt, or without one of the round."""


_Moment = tuple[EntryKind, int | None, date, time]
"""Kind, number of the prompt, local date and local time."""
_RANK = {kind: rank for rank, kind in enumerate(EntryKind)}


@dataclass(frozen=True, slots=True, kw_only=True)
class TimetableEntry:
    """One thing that happens in a round."""

    kind: EntryKind
    prompt: int | None
    """The number in the deck of the prompt it is about, if it is about one."""
    local_date: date
    local_time: time
    due_at: datetime
    """Aware, UTC. Where clocks leave the local time out it is the first instant after the gap."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Timetable:
    """All entries of a round, in the order in which they happen."""

    starts_on: date
    zone: str
    entries: tuple[TimetableEntry, ...]

    def entry(self, kind: EntryKind, prompt: int | None = None) -> TimetableEntry:
        """Return the entry of this kind, about this prompt; KeyError where the round has none."""
        for entry in self.entries:
            if entry.kind is kind and entry.prompt == prompt:
                return entry
        raise KeyError(kind, prompt)

    def prompts(self) -> tuple[TimetableEntry, ...]:
        """Return the entries of the round's prompts, the first prompt first."""
        return tuple(entry for entry in self.entries if entry.kind is EntryKind.PROMPT)

    def prompt_closes_at(self, number: int) -> datetime:
        """Return until when replies to this prompt count as its own: the next prompt opens, or the round closes."""
        for this, following in pairwise(self.prompts()):
            if this.prompt == number:
                return following.due_at
        return self.entry(EntryKind.ROUND_CLOSES).due_at


def plan_round(program: Program, starts_on: date, zone: ZoneInfo, ordinal: int = 0) -> Timetable:
    """Return the timetable of a round that starts on this local date, after `ordinal` earlier rounds.

    Introductions come on the start date and the first prompt soon after them. A prompt's summary is drafted when the
    next prompt opens; the last one's and the round's when the round closes.
    """
    numbers = tuple(prompt.number for prompt in choose_prompts(program, ordinal))
    moments = [*_enrolment(program.shape, starts_on), *_running(program, starts_on, numbers)]
    entries = [
        TimetableEntry(kind=kind, prompt=prompt, local_date=on, local_time=at, due_at=instant_of(on, at, zone))
        for kind, prompt, on, at in moments
    ]
    entries.sort(key=_order)
    return Timetable(starts_on=starts_on, zone=zone.key, entries=tuple(entries))


def _enrolment(shape: RoundShape, starts_on: date) -> Iterator[_Moment]:
    opens_on = starts_on - timedelta(days=shape.enrolment_opens_days_before)
    closes_on = starts_on - timedelta(days=shape.enrolment_closes_days_before)
    yield EntryKind.ENROLMENT_OPENS, None, opens_on, shape.day_time
    yield EntryKind.ENROLMENT_CLOSES, None, closes_on, shape.closing_time


def _running(program: Program, starts_on: date, numbers: tuple[int, ...]) -> Iterator[_Moment]:
    shape, summary = program.shape, program.summary
    yield EntryKind.START, None, starts_on, shape.day_time
    on, at = starts_on, (datetime.combine(starts_on, shape.day_time) + shape.first_prompt_after).time()
    for place, number in enumerate(numbers):
        yield EntryKind.PROMPT, number, on, at
        if shape.check_in and place % shape.check_in.every == 0:
            yield EntryKind.CHECK_IN, number, on + timedelta(days=shape.check_in.days_after_prompt), shape.day_time
        last = place + 1 == len(numbers)
        on += timedelta(days=shape.closes_days_after_last_prompt if last else shape.days_between_prompts)
        at = shape.closing_time if last else shape.day_time
        if summary.of_each_prompt:
            yield EntryKind.SUMMARY_DRAFT, number, on, at
    yield EntryKind.ROUND_CLOSES, None, on, at
    if summary.of_round:
        yield EntryKind.SUMMARY_DRAFT, None, on, at


def _order(entry: TimetableEntry) -> tuple[datetime, date, time, int]:
    """Return what entries are sorted by; a stable sort keeps the summary of the last prompt before the round's."""
    return entry.due_at, entry.local_date, entry.local_time, _RANK[entry.kind]
