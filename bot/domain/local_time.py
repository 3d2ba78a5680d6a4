"""From a local date and time to an instant: once per local date, whatever the clocks do."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_SECOND = timedelta(seconds=1)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockChange:
    """Clocks of a zone go forward or back."""

    local_date: date
    """Of the zone, just after the change."""
    forward: bool


def clock_changes(first_at: datetime, last_at: datetime, zone: ZoneInfo) -> Iterator[ClockChange]:
    """Yield each change of the zone's clocks after the first instant (aware) and up to the last, in order.

    Two changes within 24 hours that cancel each other out are none.
    """
    early = first_at.astimezone(UTC)
    while early < last_at:
        late = min(early + _DAY, last_at.astimezone(UTC))
        before, after = _offset(early, zone), _offset(late, zone)
        if before != after:
            changed_at = _find_change(early, late, zone)
            yield ClockChange(local_date=_show(changed_at, zone).date(), forward=after > before)
        early = late


def instant_of(local_date: date, local_time: time, zone: ZoneInfo) -> datetime:
    """Return the first instant (aware, UTC, whole seconds) at which clocks of `zone` show this time or a later one.

    A time that comes twice, when clocks go back, is the first of the two. A time that is left out, when clocks go
    forward, is the first instant after the gap; so is every time of a date that was left out altogether.
    A later local time is never an earlier instant.
    """
    local = datetime.combine(local_date, local_time.replace(microsecond=0, tzinfo=None, fold=0))
    by_offset_before = local.replace(tzinfo=zone).astimezone(UTC)
    if _show(by_offset_before, zone) == local:
        return by_offset_before
    # Inside a gap the offset before it leads to an instant behind the gap, and the one after it to one in front of it.
    return _find_end_of_gap(local.replace(tzinfo=zone, fold=1).astimezone(UTC), by_offset_before, zone, local)


def _show(instant: datetime, zone: ZoneInfo) -> datetime:
    """Return what clocks of the zone show, without zone or fold."""
    return instant.astimezone(zone).replace(tzinfo=None, fold=0)


def _offset(instant: datetime, zone: ZoneInfo) -> timedelta:
    return instant.astimezone(zone).utcoffset() or timedelta()


def _find_change(early: datetime, late: datetime, zone: ZoneInfo) -> datetime:
    """Return the first second, to a second or two, at which the zone's clocks differ from UTC as at `late`."""
    while late - early > _SECOND:
        middle = early + (late - early) / 2
        if _offset(middle, zone) == _offset(late, zone):
            late = middle
        else:
            early = middle
    return late


def _find_end_of_gap(early: datetime, late: datetime, zone: ZoneInfo, local: datetime) -> datetime:
    """Return the first second at which clocks show more than `local`, by halving: 17 looks for a gap of a day."""
    while late - early > _SECOND:
        middle = early + timedelta(seconds=(late - early) // _SECOND // 2)
        if _show(middle, zone) < local:
            early = middle
        else:
            late = middle
    return late
