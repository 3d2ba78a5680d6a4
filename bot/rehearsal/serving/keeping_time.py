"""Moves the time of a stage as the page asks: whatever is due until then happens, by the bot and by the cast."""

from collections.abc import Sequence
from datetime import datetime

from bot.rehearsal.agenda import Agenda
from bot.rehearsal.company.player import Stumbled
from bot.rehearsal.director import Director
from bot.rehearsal.serving.coming import Coming
from bot.rehearsal.stage import Stage
from bot.sandbox.page.timekeeping import LENGTHS, DueStep, Span

MOST_STUMBLES = 1_000


class StageTimeKeeper:
    """The time of one stage; `ends_at` is where "to the end" goes, None where nobody knows an end."""

    def __init__(self, stage: Stage, agenda: Agenda, director: Director, coming: Coming) -> None:
        self.ends_at: datetime | None = None
        self._stage, self._agenda, self._director, self._coming = stage, agenda, director, coming
        self._is_halted = False

    @property
    def has_end(self) -> bool:
        """Whether there is an end to move to."""
        return self.ends_at is not None

    def halt(self) -> None:
        """The move under way ends once all is quiet."""
        self._is_halted = True

    async def move(self, goal: Span | datetime) -> None:
        """The time has moved on so far, or to that instant, unless it was halted.

        Raises:
            BotFailed: the bot ended by itself.
            NotQuietError: something went on for too long.
        """
        self._is_halted = False
        now = self._stage.now
        if isinstance(goal, datetime):
            await self.move_to(max(goal, now))
        elif goal in LENGTHS:
            await self.move_to(now + LENGTHS[goal])
        elif goal is Span.END and self.ends_at is not None:
            await self.move_to(self.ends_at)
        elif (next_at := await self._next_at()) is not None:
            await self.move_to(next_at)

    async def move_to(self, until: datetime) -> None:
        """All that was due until then has happened, and it is then."""
        await self._play(until)
        if not self._is_halted and self._stage.now < until:
            await self._stage.sandbox.time.set(until)
            await self._play(until)

    async def due_steps(self) -> Sequence[DueStep]:
        """Return what is due, the earliest first."""
        return await self._coming.steps()

    async def _next_at(self) -> datetime | None:
        bot_next_at = await self._stage.bot.quiet()
        instants = [at for at in (bot_next_at, self._agenda.next_at) if at is not None]
        return max(min(instants), self._stage.now) if instants else None

    async def _play(self, until: datetime) -> None:
        for _ in range(MOST_STUMBLES):
            try:
                return await self._director.play(until, is_over=lambda: self._is_halted)
            except Stumbled:
                # Whoever sits at the page may have done in their place what one of the cast was about to do.
                continue
        return None
