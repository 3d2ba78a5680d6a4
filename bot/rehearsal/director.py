"""Moves the virtual time on: from quiet to quiet, to whatever the bot or somebody of the cast does next."""

from collections.abc import Callable
from datetime import datetime

from bot.rehearsal.agenda import Agenda
from bot.rehearsal.cues import Cue, CueListener
from bot.rehearsal.stage import Stage

MOST_MOVES = 20_000
MOST_MOVES_OF_EACH = 200
"""A rehearsal that takes more moves than this, and so many for each member, does not end by itself."""


class Director:
    """Plays what is on the agenda and what the bot has to do, in the order of virtual time."""

    def __init__(self, stage: Stage, agenda: Agenda, on_cue: Callable[[Cue], None]) -> None:
        self.stage = stage
        self.agenda = agenda
        self._on_cue = on_cue
        self._listener = CueListener(stage.sandbox)

    async def play(self, until: datetime, *, is_over: Callable[[], bool] = lambda: False) -> None:
        """Everything that was to happen by `until` has happened, or `is_over` said that all is.

        Raises:
            BotFailed: the bot ended by itself.
            NotQuietError: something went on for too long.
            RuntimeError: there was no end to it.
        """
        members = len(self.stage.sandbox.guild.members)
        for _ in range(MOST_MOVES + members * MOST_MOVES_OF_EACH):
            bot_next_at = await self._settle()
            if is_over() or not await self._move(bot_next_at, until):
                return
        raise RuntimeError("the rehearsal has no end")

    async def _settle(self) -> datetime | None:
        """All is quiet, and everybody has seen what the bot said."""
        next_at = await self.stage.bot.quiet()
        for cue in self._listener.take():
            self._on_cue(cue)
        return next_at

    async def _move(self, bot_next_at: datetime | None, until: datetime) -> bool:
        """One act, or a step of time; False where nothing more happens by `until`."""
        if act := self.agenda.take(self.stage.now):
            await act()
            return True
        instants = [at for at in (bot_next_at, self.agenda.next_at) if at is not None]
        if not instants or min(instants) > until:
            return False
        await self.stage.sandbox.time.set(max(min(instants), self.stage.now))
        return True
