"""When people in different zones are awake together."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

FIRST_HOUR, LAST_HOUR = 8, 22
"""Local hours in which people are taken to be awake; the last one is not included."""
_SLOT = timedelta(minutes=15)
"""No two zones differ by less."""
_SLOTS_OF_A_DAY = 96
_AN_HOUR = 4
"""In slots."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A stretch of time; aware UTC instants, the end not included."""

    starts_at: datetime
    ends_at: datetime


def is_awake(zone: str, at: datetime) -> bool:
    """Return whether people in this zone are awake at this instant."""
    return FIRST_HOUR <= at.astimezone(ZoneInfo(zone)).hour < LAST_HOUR


def awake_together(zones: Collection[str], at: datetime) -> tuple[Window, ...]:
    """Return when people of all these zones are awake in the 24 hours around `at`, an hour at least, in order.

    A window that goes on after midnight UTC is one, and begins on the earlier day.
    """
    midnight = datetime.combine(at.astimezone(UTC).date(), time(), tzinfo=UTC)
    slots = [midnight + _SLOT * number for number in range(-_SLOTS_OF_A_DAY, 2 * _SLOTS_OF_A_DAY)]
    found = list(_join([slot for slot in slots if all(is_awake(zone, slot) for zone in zones)]))
    if any(window.ends_at - window.starts_at >= timedelta(days=1) for window in found):
        return (Window(starts_at=midnight, ends_at=midnight + timedelta(days=1)),)
    day = timedelta(days=1)
    return tuple(
        window
        for window in found
        if midnight <= window.starts_at < midnight + day and window.ends_at - window.starts_at >= _SLOT * _AN_HOUR
    )


def _join(slots: list[datetime]) -> Iterator[Window]:
    """Return the slots that follow each other as one window each."""
    begins: datetime | None = None
    for place, slot in enumerate(slots):
        begins = begins or slot
        if slot + _SLOT not in slots[place + 1 : place + 2]:
            yield Window(starts_at=begins, ends_at=slot + _SLOT)
            begins = None


def first_awake_together(zones: Collection[str], at: datetime, local_zone: str) -> datetime:
    """Return the first instant from `at` on the same local day at which an hour begins that suits all; or else `at`.

    Whoever lives where nobody can be awake with their partner on that day is told at the usual time.
    """
    zone = ZoneInfo(local_zone)
    day = at.astimezone(zone).date()
    for number in range(_SLOTS_OF_A_DAY):
        begins = at + _SLOT * number
        if begins.astimezone(zone).date() != day:
            break
        hour = [begins + _SLOT * slot for slot in range(_AN_HOUR)]
        if all(is_awake(each, moment) for each in zones for moment in hour):
            return begins
    return at
