"""Moving the time: the port through which a driver does it, and what the page shows of it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import count
from typing import Protocol

from bot.sandbox.shapes import Json
from bot.sandbox.virtual_time import VirtualTime


class Span(StrEnum):
    """How far the time is moved on."""

    NEXT = "next"
    HOUR = "hour"
    DAY = "day"
    END = "end"


LENGTHS = {Span.HOUR: timedelta(hours=1), Span.DAY: timedelta(days=1)}


@dataclass(frozen=True, slots=True, kw_only=True)
class DueStep:
    """Something that is to happen, told in a few words; `count` such things at the same instant (aware)."""

    at: datetime
    words: str
    count: int = 1


class TimeKeeper(Protocol):
    """Moves the sandbox's time. One move at a time."""

    @property
    def has_end(self) -> bool:
        """Whether there is an end to move to."""
        ...

    async def move(self, span: Span) -> None:
        """The time has moved on so far, and all that was due until then has happened.

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
    """The time as the page shows it: one move at a time, which can be stopped. `tell` is called after each change."""

    def __init__(self, time: VirtualTime, tell: Callable[[], None]) -> None:
        self.keeper: TimeKeeper | None = None
        self._time = time
        self._tell = tell
        self._move: asyncio.Task[None] | None = None
        self._trouble = ""
        self._told = count(1)
        time.on_move(tell)

    @property
    def is_moving(self) -> bool:
        """Whether a move is under way."""
        return self._move is not None and not self._move.done()

    def state(self) -> Json:
        """Return the instant, what can be done about it, and a number that is higher in each state than before.

        A page hears of states on several lines, and shows none that is older than what it shows.
        """
        return {
            "told": next(self._told),
            "now": self._time.now().isoformat(),
            "real": self._time.is_real,
            "moving": self.is_moving,
            "movable": self.keeper is not None and not self._time.is_real,
            "has_end": self.keeper is not None and self.keeper.has_end,
            "trouble": self._trouble,
        }

    async def due(self) -> list[Json]:
        """Return what is to happen next."""
        found = () if self.keeper is None else await self.keeper.due_steps()
        return [{"at": step.at.isoformat(), "words": step.words, "count": step.count} for step in found]

    def start(self, span: Span) -> bool:
        """Begin to move; False where it cannot be moved, or moves already."""
        if self.is_moving or self.keeper is None or self._time.is_real:
            return False
        self._trouble = ""
        self._move = asyncio.create_task(self._run(self.keeper.move(span)))
        self._tell()
        return True

    def halt(self) -> None:
        """Let the move under way end, wherever it has come to."""
        if self.keeper is not None:
            self.keeper.halt()

    async def close(self) -> None:
        """The move under way has ended at once."""
        if self._move is not None:
            self._move.cancel()
            with suppress(asyncio.CancelledError):
                await self._move

    async def _run(self, move: Awaitable[None]) -> None:
        try:
            await move
        except Exception as trouble:
            self._trouble = str(trouble) or type(trouble).__name__
        finally:
            # Told once this task is over, when the time no longer counts as moving.
            asyncio.get_running_loop().call_soon(self._tell)
