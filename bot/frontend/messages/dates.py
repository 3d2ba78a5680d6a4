"""Dates of a round as organisers read them: by the clocks of the round's zone, which stands by every list of them.

What everybody reads has Discord's timestamps instead, which each reader sees by their own clock. Organisers chose their
dates in that zone and talk about them with each other; and there a time stays the same, whatever clocks do meanwhile.
"""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.local_time import clock_changes
from bot.frontend.messages.pen import Pen
from bot.texts.zones import zone_city


def say_moment(at: datetime, zone: str, pen: Pen) -> str:
    """Day and time by the zone's clocks, for a list that says which these are."""
    local = at.astimezone(ZoneInfo(zone))
    return pen.say("dates.moment", day=pen.speech.day(local.date()), time=pen.speech.time(local.time()))


def say_moment_alone(at: datetime, zone: str, pen: Pen) -> str:
    """The same with the zone, where the date stands by itself."""
    return pen.say("dates.alone", moment=say_moment(at, zone, pen), city=_city(zone, pen))


def say_zone(zone: str, pen: Pen) -> str:
    """By whose clocks a list of dates is; true for as long as the list stands."""
    return pen.say("dates.zone", city=_city(zone, pen))


def say_zone_now(zone: str, pen: Pen) -> str:
    """The same with what time it is there, for who reads it now."""
    there = pen.now.astimezone(ZoneInfo(zone))
    return pen.say("dates.zone_now", city=_city(zone, pen), time=pen.speech.time(there.time()))


def say_changes(first_at: datetime, last_at: datetime, zone: str, pen: Pen) -> Iterator[str]:
    """When these clocks change between the first and the last date, and what that means for who lives elsewhere."""
    for change in clock_changes(first_at, last_at, ZoneInfo(zone)):
        key = "forward" if change.forward else "back"
        yield pen.say(f"dates.{key}", city=_city(zone, pen), day=pen.speech.day(change.local_date))


def _city(zone: str, pen: Pen) -> str:
    return zone_city(zone, str(pen.speech.locale))
