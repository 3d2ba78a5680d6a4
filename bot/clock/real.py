"""Real time: the machine's clock, and an alarm that APScheduler rings. It schedules one ring and knows no steps."""
# APScheduler 3 has neither stubs nor types of its own.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false

import asyncio
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from apscheduler.executors.asyncio import AsyncIOExecutor
from apscheduler.jobstores.base import JobLookupError
from apscheduler.schedulers.asyncio import AsyncIOScheduler

SAFETY_TICK = timedelta(seconds=60)
"""A ring that nobody asked for: should a wake ever be lost, or the machine's clock be set, this is how late it gets."""
_ALARM = "alarm"
_TICK = "tick"


class RealClock:
    """The machine's clock. Fills the port `Clock`."""

    def now(self) -> datetime:
        """Return the present instant, aware, in UTC."""
        return datetime.now(UTC)


class ScheduledAlarm:
    """Rings in the event loop at the instant set, and every `tick` besides. Fills the port `Alarm`.

    `ring` must return at once. It may ring without need, and once for several instants that passed meanwhile: who hears
    it looks what is due. Missed rings (the machine slept) come late instead of never.
    """

    def __init__(self, ring: Callable[[], None], *, tick: timedelta = SAFETY_TICK) -> None:
        self._ring = ring
        self._tick = tick
        self._scheduler = AsyncIOScheduler(
            timezone=UTC,
            executors={"default": AsyncIOExecutor()},
            # An alarm set anew while it rings counts as a second instance of one job, and APScheduler would skip it.
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": sys.maxsize},
        )

    def start(self) -> None:
        """Ring from now on. Needs the running event loop; an instant set before is kept."""
        self._scheduler.add_job(self._call, "interval", seconds=self._tick.total_seconds(), id=_TICK)
        self._scheduler.start()

    def set(self, at: datetime | None) -> None:
        """Ring at this instant (aware), at once if it has passed; an earlier setting is forgotten. None rings never."""
        if at is not None:
            self._scheduler.add_job(self._call, "date", run_date=at, id=_ALARM, replace_existing=True)
            return
        with suppress(JobLookupError):  # It has rung, or was never set.
            self._scheduler.remove_job(_ALARM)

    async def stop(self) -> None:
        """Ring no more. May be called twice, and before `start`."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)
            # The scheduler lets its loop do the work, in the next turn.
            await asyncio.sleep(0)

    async def _call(self) -> None:
        # A coroutine, since APScheduler gives plain functions to threads.
        self._ring()
