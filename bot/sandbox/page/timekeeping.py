"""Moving the time: the port through which a driver does it, and what the page shows of it."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import count
from typing import Protocol

from bot.sandbox.people.refusals import RefusedActError
from bot.sandbox.shapes import Json
from bot.sandbox.virtual_time import VirtualTime


class Span(StrEnum):
    """How far the time is moved on."""

    NEXT = "next"
    HOUR = "hour"
    DAY = "day"
    END = "end"


LENGTHS = {Span.HOUR: timedelta(hours=1), Span.DAY: timedelta(days=1)}
FARTHEST = timedelta(days=366)
"""How far the time is moved at once."""
MOST_WAITING = 40
"""Moves that may wait for the one under way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DueStep:
    """Something that is to happen, told as who is there sees it; `count` such things at the same instant (aware)."""

    at: datetime
    words: str
    count: int = 1


class TimeKeeper(Protocol):
    """Moves the sandbox's time. One move at a time."""

    @property
    def has_end(self) -> bool:
        """Whether there is an end to move to."""
        ...

    async def move(self, goal: Span | datetime) -> None:
        """The time has moved on so far, or to that instant (aware), and all that was due until then has happened.

        Raises:
            Exception: it did not get there; the message says why.
        """
        ...

    def halt(self) -> None:
        """The move under way, if any, ends soon, wherever it has come to."""
        ...

    async def due_steps(self) -> Sequence[DueStep]:
        """Return what is to happen next, the earliest first."""
        ...


class TimeDesk:
    """The time as the page shows it: one move after another, until stopped. `tell` is called after each change."""

    def __init__(self, time: VirtualTime, tell: Callable[[], None]) -> None:
        self.keeper: TimeKeeper | None = None
        self._time = time
        self._tell = tell
        self._move: asyncio.Task[None] | None = None
        self._waiting: deque[Span | datetime] = deque()
        self._ended = 0
        self._trouble = ""
        self._told = count(1)
        time.on_move(tell)

    @property
    def is_moving(self) -> bool:
        """Whether a move is under way."""
        return self._move is not None and not self._move.done()

    def state(self) -> Json:
        """Return the instant, what can be done about it, and a number that is higher in each state than before.

        A page hears of states on several lines, and shows none that is older than what it shows. `ended` counts the
        moves that are over: of a short one a page may hear nothing else.
        """
        return {
            "told": next(self._told),
            "now": self._time.now().isoformat(),
            "real": self._time.is_real,
            "moving": self.is_moving,
            "waiting": len(self._waiting),
            "ended": self._ended,
            "movable": self.keeper is not None and not self._time.is_real,
            "has_end": self.keeper is not None and self.keeper.has_end,
            "trouble": self._trouble,
        }

    async def due(self) -> list[Json]:
        """Return what is to happen next."""
        found = () if self.keeper is None else await self.keeper.due_steps()
        return [{"at": step.at.isoformat(), "words": step.words, "count": step.count} for step in found]

    def start(self, goal: Span | datetime) -> None:
        """Begin to move, or do so once the moves under way are over; nothing where the time cannot be moved.

        Raises:
            RefusedActError: the instant is past or too far away, or too many moves wait.
        """
        if self.keeper is None or self._time.is_real:
            return
        if isinstance(goal, datetime) and not timedelta(0) <= goal - self._time.now() <= FARTHEST:
            raise RefusedActError("The time runs forward only, at most a year at once.")
        if len(self._waiting) >= MOST_WAITING:
            raise RefusedActError("Too many moves wait. Wait a moment, or press Stop.")
        self._trouble = ""
        self._waiting.append(goal)
        if not self.is_moving:
            self._move = asyncio.create_task(self._run(self.keeper))
        self._tell()

    def halt(self) -> None:
        """Let the move under way end, wherever it has come to, and forget those that wait."""
        self._waiting.clear()
        if self.keeper is not None:
            self.keeper.halt()

    async def close(self) -> None:
        """The move under way has ended at once."""
        if self._move is not None:
            self._move.cancel()
            with suppress(asyncio.CancelledError):
                await self._move

    async def _run(self, keeper: TimeKeeper) -> None:
        try:
            while self._waiting:
                await keeper.move(self._waiting.popleft())
        except Exception as trouble:
            self._waiting.clear()
            self._trouble = str(trouble) or type(trouble).__name__
        finally:
            self._ended += 1
            # Told once this task is over, when the time no longer counts as moving.
            asyncio.get_running_loop().call_soon(self._tell)
