"""Moving the time of a sandbox that nobody else drives."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from bot.sandbox.page.timekeeping import LENGTHS, DueStep, Span

if TYPE_CHECKING:
    from bot.sandbox.sandbox import Sandbox

MOST_STEPS = 10_000


class PlainTimeKeeper:
    """Goes from quiet to quiet to whatever the bot that follows the clock says it does next; without one, just goes."""

    has_end = False

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox
        self._is_halted = False

    async def move(self, goal: Span | datetime) -> None:
        """The time has moved on so far; to the next step, or until nothing more is due."""
        self._is_halted = False
        time = self._sandbox.time
        length = None if isinstance(goal, datetime) else LENGTHS.get(goal)
        until = goal if isinstance(goal, datetime) else None if length is None else time.now() + length
        for _ in range(MOST_STEPS):
            due_at = await self._next_at()
            if self._is_halted or due_at is None or (until is not None and due_at > until):
                break
            await time.set(max(due_at, time.now()))
            if goal is Span.NEXT:
                break
        if until is not None and not self._is_halted:
            await time.set(max(until, time.now()))
        await self._next_at()

    def halt(self) -> None:
        """The move under way ends before its next step."""
        self._is_halted = True

    async def due_steps(self) -> Sequence[DueStep]:
        """Return when the bot has something to do next."""
        report = self._sandbox.watch.next_due_at()
        return () if report is None else (DueStep(at=report, words="The bot does something"),)

    async def _next_at(self) -> datetime | None:
        return await self._sandbox.quiet() if self._sandbox.clock.followers else None
