"""Runs due steps in lanes, so that nothing that matters waits behind a batch."""

import asyncio
import logging
import time
from collections.abc import Mapping
from datetime import datetime

from bot.actions.activity import Activity
from bot.actions.due import run_step
from bot.actions.ports import Alarm, Clock, Courier, House
from bot.domain.ids import StepId
from bot.domain.steps import Lane, Step, StepKind, lane_of
from bot.store import steps

log = logging.getLogger(__name__)

AT_ONCE: Mapping[Lane, int] = {Lane.DECIDING: 1, Lane.THINKING: 1, Lane.POSTING: 2, Lane.PEOPLE: 12}
"""How many steps of a lane run side by side. A request takes Discord 0.2 s or so: with twelve at once the budget of
requests is what a batch waits for, with four it was their answers."""
IN_HAND = 40
"""How many steps of a lane are taken in hand before others are looked for."""

AFTER_A_FAULT = 5.0
"""Seconds, real ones, until the runner looks again after something that no step can record."""

KINDS: Mapping[Lane, frozenset[StepKind]] = {
    lane: frozenset(kind for kind in StepKind if lane_of(kind) is lane) for lane in Lane
}


class Runner:
    """Looks for due steps and hands them to their lanes. `wake` may be called at any time and as often as one likes."""

    def __init__(self, *, house: House, courier: Courier, clock: Clock, activity: Activity) -> None:
        self._house = house
        self._courier = courier
        self._clock = clock
        self._activity = activity
        self._woken = asyncio.Event()
        self._places = {lane: asyncio.Semaphore(most) for lane, most in AT_ONCE.items()}
        self._in_hand: dict[StepId, Lane] = {}
        self._running: set[asyncio.Task[None]] = set()
        self._ended_at = dict.fromkeys(Lane, time.monotonic())
        self._looking: asyncio.Task[None] | None = None

    def start(self, alarm: Alarm) -> None:
        """Due steps are run from now on, first those that became due while nobody ran."""
        self._looking = asyncio.create_task(self._look_forever(alarm), name="runner")
        self.wake()

    def wake(self) -> None:
        """Due steps are looked for, once more where that is being done just now."""
        self._activity.touch()
        self._woken.set()

    def idle_seconds(self, lane: Lane) -> float:
        """Real seconds since a step of the lane had its try, or since the runner was made."""
        return time.monotonic() - self._ended_at[lane]

    async def stop(self) -> None:
        """Nothing runs any more. A step that was under way is found again at the next start."""
        tasks = [*self._running, *([self._looking] if self._looking else [])]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _look_forever(self, alarm: Alarm) -> None:
        while True:
            await self._woken.wait()
            with self._activity.busy():
                self._woken.clear()
                try:
                    await self._look(alarm)
                except Exception:
                    # The database may be locked or the disk full: the runner must live on and look again.
                    log.exception("the runner could not look for due steps")
                    self._look_again_soon()

    async def _look(self, alarm: Alarm) -> None:
        """All that is due is in hand, as far as its lane has room, and the alarm is set for what comes next.

        Both are asked about the same instant: what became due between two would be neither taken nor waited for.
        """
        while True:
            now = self._clock.now()
            due, next_at = await self._find(now)
            if not due:
                break
            for step in due:
                self._take(step)
        alarm.set(next_at)

    async def _find(self, now: datetime) -> tuple[list[Step], datetime | None]:
        full = {lane for lane in Lane if list(self._in_hand.values()).count(lane) >= IN_HAND}
        kinds = [kind for lane in Lane if lane not in full for kind in KINDS[lane]]
        async with self._house.store.read() as tx:
            due = await steps.due(tx, kinds, now, IN_HAND + len(self._in_hand))
            next_at = await steps.next_due(tx, now)
        return [step for step in due if step.id not in self._in_hand], next_at

    def _take(self, step: Step) -> None:
        self._in_hand[step.id] = lane_of(step.kind)
        task = asyncio.create_task(self._run(step), name=f"step {step.id}")
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def _run(self, step: Step) -> None:
        with self._activity.busy():
            try:
                async with self._places[lane_of(step.kind)]:
                    await run_step(self._house, self._courier, step.id, self._clock.now())
            except Exception:
                # What `run_step` cannot record, such as a full disk; the step is still due.
                log.exception("step %s could not be run", step.id)
                self._look_again_soon()
            else:
                # What it planned may be due, and its lane has room again.
                self._woken.set()
            finally:
                del self._in_hand[step.id]
                self._ended_at[lane_of(step.kind)] = time.monotonic()

    def _look_again_soon(self) -> None:
        """After a fault nothing else may wake the runner: the alarm was not set, or is set for something later."""
        asyncio.get_running_loop().call_later(AFTER_A_FAULT, self._woken.set)
