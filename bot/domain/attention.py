"""How often a round writes to one person: at most twice a week, three times in the week of the introduction."""

from bisect import bisect_left
from dataclasses import dataclass
from datetime import date, timedelta

from bot.domain.timetable import EntryKind, Timetable, TimetableEntry

NOTIFICATIONS_A_WEEK = 2
NOTIFICATIONS_IN_WEEK_OF_INTRODUCTION = 3
_NOTIFYING = frozenset({EntryKind.START, EntryKind.PROMPT, EntryKind.CHECK_IN, EntryKind.SUMMARY_DRAFT})


@dataclass(frozen=True, slots=True, kw_only=True)
class CrowdedWeek:
    """Seven local days in which one person would be notified too often."""

    begins_on: date
    notifications: int
    allowed: int


def find_crowded_weeks(timetable: Timetable, *, says_goodbye: bool) -> tuple[CrowdedWeek, ...]:
    """Return each seven local days, from a day with a notification on, that hold more than a person should get.

    Counted are the introduction, each prompt, each check-in, hearing what came of one's words, taken on the day of the
    draft, and the goodbye when the round closes, where there is one. A prompt that comes with the introduction counts
    as one event with it; so do the summaries of one day.
    """
    days = sorted(on for on, _ in _count_events(timetable, _NOTIFYING | _closing(says_goodbye)))
    found: list[CrowdedWeek] = []
    for begins_on in sorted(set(days)):
        ends_on = begins_on + timedelta(days=7)
        notifications = bisect_left(days, ends_on) - bisect_left(days, begins_on)
        introduced = begins_on <= timetable.starts_on < ends_on
        allowed = NOTIFICATIONS_IN_WEEK_OF_INTRODUCTION if introduced else NOTIFICATIONS_A_WEEK
        if notifications > allowed:
            found.append(CrowdedWeek(begins_on=begins_on, notifications=notifications, allowed=allowed))
    return tuple(found)


def _closing(says_goodbye: bool) -> frozenset[EntryKind]:
    return frozenset({EntryKind.ROUND_CLOSES}) if says_goodbye else frozenset()


def _count_events(timetable: Timetable, notifying: frozenset[EntryKind]) -> set[tuple[date, str]]:
    """Return local day and name of each event that notifies; what is told in two ways has one name."""
    start = timetable.entry(EntryKind.START)
    return {(entry.local_date, _name(entry, start)) for entry in timetable.entries if entry.kind in notifying}


def _name(entry: TimetableEntry, start: TimetableEntry) -> str:
    carried = entry.kind is EntryKind.PROMPT and entry.local_time == start.local_time
    return EntryKind.START if carried and entry.local_date == start.local_date else entry.kind
