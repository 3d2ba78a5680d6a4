"""Runs due steps in lanes, so that nothing that matters waits behind a batch."""

import asyncio
import logging
from collections.abc import Mapping
from datetime import datetime

from bot.actions.activity import Activity
from bot.actions.due import run_step
from bot.actions.ports import Alarm, Clock, Courier, House
from bot.domain.steps import Lane, Step, StepKind, lane_of
from bot.store import steps

log = logging.getLogger(__name__)

AT_ONCE: Mapping[Lane, int] = {Lane.DECIDING: 1, Lane.THINKING: 1, Lane.POSTING: 2, Lane.PEOPLE: 4}
"""How many steps of a lane run side by side."""
BATCH = 50

KINDS: Mapping[Lane, frozenset[StepKind]] = {
    lane: frozenset(kind for kind in StepKind if lane_of(kind) is lane) for lane in Lane
}


class Runner:
    """Runs whatever is due, one loop for each lane. `wake` may be called at any time and as often as one likes."""

    def __init__(self, *, house: House, courier: Courier, clock: Clock, activity: Activity) -> None:
        self._house = house
        self._courier = courier
        self._clock = clock
        self._activity = activity
        self._alarm: Alarm | None = None
        self._woken = {lane: asyncio.Event() for lane in Lane}
        self._next_at: dict[Lane, datetime | None] = dict.fromkeys(Lane)
        self._tasks: list[asyncio.Task[None]] = []

    def start(self, alarm: Alarm) -> None:
        """The lanes run, and look at once what became due while nobody ran."""
        self._alarm = alarm
        self._tasks = [asyncio.create_task(self._run_lane(lane), name=f"lane {lane}") for lane in Lane]
        self.wake()

    def wake(self) -> None:
        """Every lane looks again, also one that is in the middle of its work."""
        self._activity.touch()
        for woken in self._woken.values():
            woken.set()

    async def stop(self) -> None:
        """The lanes have ended. A step that was under way is found again at the next start."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._tasks = []

    async def _run_lane(self, lane: Lane) -> None:
        while True:
            await self._woken[lane].wait()
            with self._activity.busy():
                self._woken[lane].clear()
                await self._drain(lane)

    async def _drain(self, lane: Lane) -> None:
        """Nothing of this lane is due any more, and the alarm is set for what comes next."""
        self._next_at[lane] = None
        try:
            looked_at = self._clock.now()
            while batch := await self._take(lane, looked_at):
                await self._run_batch(lane, batch)
                looked_at = self._clock.now()
            await self._set_alarm(lane, looked_at)
        except Exception:
            # The database may be locked or the disk full: the lane must live on and look again.
            log.exception("lane %s could not look for due steps", lane.value)

    async def _take(self, lane: Lane, now: datetime) -> list[Step]:
        async with self._house.store.read() as tx:
            return await steps.due(tx, KINDS[lane], now, BATCH)

    async def _run_batch(self, lane: Lane, batch: list[Step]) -> None:
        places = asyncio.Semaphore(AT_ONCE[lane])

        async def run(step: Step) -> None:
            async with places:
                await run_step(self._house, self._courier, step.id, self._clock.now())

        await asyncio.gather(*(run(step) for step in batch))
        # What a step planned may belong to another lane.
        self.wake()

    async def _set_alarm(self, lane: Lane, looked_at: datetime) -> None:
        """The alarm rings when the first of all lanes has something again.

        Each lane asks from the instant at which it last looked: what became due since then would otherwise be neither
        taken nor waited for. A lane at work counts for nothing here, since it looks again at its end.
        """
        async with self._house.store.read() as tx:
            self._next_at[lane] = await steps.next_due(tx, looked_at, KINDS[lane])
        if self._alarm is not None:
            self._alarm.set(min((at for at in self._next_at.values() if at is not None), default=None))
