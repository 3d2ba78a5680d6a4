"""Virtual time: the driver says what time it is, and is told when the bot is quiet and what it waits for."""

import asyncio
import json
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TypedDict

import structlog
from aiohttp import ClientError, ClientSession, ClientWebSocketResponse, WSMsgType

from bot.actions.activity import Activity

GRACE = 0.001
"""Seconds (real ones) without any sign of life after which the bot is idle."""
GRACE_TURNS = 5
"""And turns of the event loop, since on a busy machine the seconds pass while work still waits for its turn."""
FIRST_PAUSE = 0.05
LONGEST_PAUSE = 2.0
"""Seconds between tries to connect; doubled each time."""
LONGEST_ABSENCE = 90.0
"""Seconds (real ones) after which a driver that cannot be reached will not come back: its process was killed."""
_log = structlog.get_logger(__name__)


class Report(TypedDict):
    """What the driver is told, as JSON."""

    tick: int
    """The number of the last time received, so that the driver knows which one this is about."""
    seq: int
    """The last sequence number of the gateway that was handled."""
    idle: bool
    next_due_at: str | None
    """ISO 8601 in UTC; None where nothing is due ever."""


class VirtualClock:
    """Follows a driver over a websocket. Fills the ports `Clock` and `Alarm`; belongs to one event loop.

    The driver sends `{"tick": n, "now": "<ISO, aware>"}` on connecting and at each change, and gets a `Report` at each
    sign of life: busy at once, and idle when all has been quiet for a moment. A dropped socket is connected again, with
    a growing pause, until `stop`; meanwhile time stands still. A driver that cannot be reached for `LONGEST_ABSENCE`
    is given up, and `abandoned` is called, once. `ring`, `last_sequence` and `abandoned` must return at once.
    """

    def __init__(
        self,
        url: str,
        ring: Callable[[], None],
        last_sequence: Callable[[], int],
        activity: Activity,
        abandoned: Callable[[], None],
    ) -> None:
        self._url = url
        self._abandoned = abandoned
        self._ring = ring
        self._last_sequence = last_sequence
        self._activity = activity
        self._tick = 0
        self._now: datetime | None = None
        self._next_due_at: datetime | None = None
        self._started = asyncio.Event()
        self._stirred = asyncio.Event()
        self._following: asyncio.Task[None] | None = None
        activity.listen(self._stirred.set)

    def start(self) -> None:
        """Follow the driver from now on. Needs the running event loop."""
        self._following = asyncio.create_task(self._follow_forever(), name="virtual clock")

    async def started(self) -> None:
        """Return once the first instant was received."""
        await self._started.wait()

    async def stop(self) -> None:
        """Follow no more; the socket is closed. May be called twice, and before `start`."""
        if self._following is not None:
            self._following.cancel()
            await asyncio.gather(self._following, return_exceptions=True)
            self._following = None

    def now(self) -> datetime:
        """Return the last instant received, aware, in UTC.

        Raises:
            RuntimeError: none was received yet; await `started` first.
        """
        if self._now is None:
            raise RuntimeError("the driver has not said yet what time it is")
        return self._now

    def set(self, at: datetime | None) -> None:
        """Tell the driver for when something is due; if that has passed, ring at once."""
        self._next_due_at = at
        self._activity.touch()
        if at is not None and self._now is not None and at <= self._now:
            asyncio.get_running_loop().call_soon(self._ring)

    async def _follow_forever(self) -> None:
        async with ClientSession() as session:
            pause, reached_at = FIRST_PAUSE, time.monotonic()
            while time.monotonic() - reached_at < LONGEST_ABSENCE:
                try:
                    async with session.ws_connect(self._url) as socket:
                        pause = FIRST_PAUSE
                        try:
                            await self._follow(socket)
                        finally:
                            reached_at = time.monotonic()
                except (ClientError, OSError, TimeoutError) as fault:
                    _log.warning("driver_unreachable", fault=type(fault).__name__)
                except Exception:
                    # Without a clock the bot would stand still and say nothing, so this one tries on, whatever it is.
                    _log.exception("driver_not_understood")
                await asyncio.sleep(pause)
                pause = min(2 * pause, LONGEST_PAUSE)
        self._abandoned()

    async def _follow(self, socket: ClientWebSocketResponse) -> None:
        tasks = [asyncio.create_task(self._listen(socket)), asyncio.create_task(self._report_forever(socket))]
        try:
            ended, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            for task in ended:
                task.result()
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _listen(self, socket: ClientWebSocketResponse) -> None:
        async for message in socket:
            if message.type is WSMsgType.TEXT:
                self._receive(message.data)

    def _receive(self, text: str) -> None:
        said = json.loads(text)
        now = datetime.fromisoformat(said["now"])
        if now.tzinfo is None:
            raise ValueError(f"the driver said {now.isoformat()}, which has no offset")
        changed = now != self._now
        self._tick, self._now = int(said["tick"]), now.astimezone(UTC)
        self._started.set()
        if changed:
            self._ring()
        self._activity.touch()

    async def _report_forever(self, socket: ClientWebSocketResponse) -> None:
        await self._started.wait()
        while True:
            await socket.send_json(self._make_report(idle=False))
            await self._wait_until_quiet()
            # All that happened until here stands in this report; nothing can come in between.
            self._stirred.clear()
            await socket.send_json(self._make_report(idle=True))
            await self._stirred.wait()

    async def _wait_until_quiet(self) -> None:
        touches = -1
        while self._activity.is_busy or touches != self._activity.touches:
            if self._activity.is_busy:
                # Looking at it every millisecond instead would wake the process for nothing, all through a round.
                self._stirred.clear()
                await self._stirred.wait()
                continue
            touches = self._activity.touches
            await asyncio.sleep(GRACE)
            for _ in range(GRACE_TURNS):
                await asyncio.sleep(0)

    def _make_report(self, *, idle: bool) -> Report:
        due_at = None if self._next_due_at is None else self._next_due_at.astimezone(UTC).isoformat()
        return {"tick": self._tick, "seq": self._last_sequence(), "idle": idle, "next_due_at": due_at}
