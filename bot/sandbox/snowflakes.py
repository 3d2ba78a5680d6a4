"""Discord's ids: 42 bits of milliseconds since 2015, then 22 bits that keep them apart."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.sandbox.virtual_time import VirtualTime

EPOCH = datetime(2015, 1, 1, tzinfo=UTC)
SHIFT = 22


class Snowflakes:
    """Makes ids that strictly increase, even within one millisecond of a clock that stands still."""

    def __init__(self, time: VirtualTime) -> None:
        self._time = time
        self._last = 0

    def make(self) -> int:
        """Return a new id, whose time is the sandbox's present instant."""
        self._last = max(first_snowflake_of(self._time.now()), self._last + 1)
        return self._last


def first_snowflake_of(instant: datetime) -> int:
    """Return the smallest id of that millisecond."""
    return ((instant - EPOCH) // timedelta(milliseconds=1)) << SHIFT


def instant_of(snowflake: int) -> datetime:
    """Return when the id was made, to the millisecond, in UTC."""
    return EPOCH + timedelta(milliseconds=snowflake >> SHIFT)
