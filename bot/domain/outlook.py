"""What a coming round will be with the people there are: who meets whom, and how much the bot will say when.

Nobody is contacted for it. Counts are upper bounds: everybody writes to each prompt, nobody closes their DMs, nobody is
silent (which would bring one more question to each).
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import assert_never

from bot.domain.program import Program
from bot.domain.timetable import EntryKind, Timetable, TimetableEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who would take part."""

    name: str
    country: str
    """Two letters; empty where it is not known."""
    zone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """People who would meet, with what they have in common."""

    people: tuple[Person, ...]
    languages: tuple[str, ...]
    interests: tuple[str, ...]
    hours: int
    """Hours of the day in which all are awake."""
    met_before: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """Somebody who would wait; `why` is the binding rule, for organisers alone."""

    person: Person
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What the bot says at one point of the timetable, at most."""

    entry: TimetableEntry
    dms: int = 0
    in_channels: int = 0
    """In the program's channel and at the organisers' desk."""
    in_threads: int = 0
    """In the private threads of pairs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """A coming round, as far as it can be told."""

    program: Program
    round_name: str
    timetable: Timetable
    matches: tuple[Match, ...]
    waiting: tuple[Waiting, ...]
    loads: tuple[Load, ...]
    zones: Mapping[str, str]
    """For each region that somebody is of, the zone of most of its people."""

    @property
    def people(self) -> int:
        """How many take part."""
        return sum(len(match.people) for match in self.matches) + len(self.waiting)

    def dms_by_day(self) -> dict[date, int]:
        """Return how many DMs go out on which local date of the round, days without any left out."""
        days: Counter[date] = Counter()
        for load in self.loads:
            days[load.entry.local_date] += load.dms
        return {day: count for day, count in sorted(days.items()) if count}


def expect_loads(
    program: Program, timetable: Timetable, *, matches: int, paired: int, waiting: int
) -> tuple[Load, ...]:
    """Return what the bot says at each entry of the timetable, at most, with so many groups and people."""
    return tuple(
        _expect(program, timetable, entry, matches=matches, paired=paired, waiting=waiting)
        for entry in timetable.entries
    )


def _expect(
    program: Program, timetable: Timetable, entry: TimetableEntry, *, matches: int, paired: int, waiting: int
) -> Load:
    everybody = paired + waiting
    match entry.kind:
        case EntryKind.ENROLMENT_OPENS:
            return Load(entry=entry, in_channels=1, dms=everybody)
        case EntryKind.ENROLMENT_CLOSES:
            return Load(entry=entry, in_channels=1)
        case EntryKind.START:
            return Load(entry=entry, dms=everybody, in_threads=matches)
        case EntryKind.PROMPT:
            is_told_already = not program.shape.first_prompt_after and entry == timetable.prompts()[0]
            return Load(entry=entry, in_channels=1, in_threads=0 if is_told_already else matches)
        case EntryKind.CHECK_IN:
            return Load(entry=entry, dms=paired)
        case EntryKind.ROUND_CLOSES:
            # Organisers read that all of it is public.
            return Load(entry=entry, in_channels=1, dms=everybody if program.ending.says_goodbye else 0)
        case EntryKind.SUMMARY_DRAFT:
            # The draft at the desk, the summary in the channel, and what came of it to who wrote to the prompt.
            return Load(entry=entry, in_channels=2, dms=everybody if entry.prompt else 0)
    assert_never(entry.kind)


def commonest_zones(people: Sequence[Person], region_of: Mapping[str, str]) -> dict[str, str]:
    """Return for each region that somebody is of the zone of most of its people; `region_of` is by country."""
    zones: dict[str, Counter[str]] = {}
    for person in people:
        if region := region_of.get(person.country):
            zones.setdefault(region, Counter())[person.zone] += 1
    return {region: min(counts, key=lambda zone: (-counts[zone], zone)) for region, counts in sorted(zones.items())}
