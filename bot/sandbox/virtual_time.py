"""The time in which everything in the sandbox happens: standing still until it is set, or the real one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta


class VirtualTime:
    """The sandbox's clock. Instants are aware and in UTC.

    With a start it stands still there until `set` moves it on; without one it is the real time and cannot be set.
    `tick` counts the moves, so that a report can say which instant it is about. Discord's own time never runs back;
    the clock of the machine on which the bot runs may, and that is what its followers are told.
    """

    def __init__(self, starts_at: datetime | None = None) -> None:
        self._now = None if starts_at is None else _utc(starts_at)
        self._on_move: list[Callable[[], None]] = []
        self._bot_is_ahead = timedelta(0)
        self.tick = 0

    @property
    def is_real(self) -> bool:
        """Whether this is the real time."""
        return self._now is None

    def now(self) -> datetime:
        """Return the present instant."""
        return datetime.now(UTC) if self._now is None else self._now

    def shown_to_bot(self) -> datetime:
        """Return what the clock of the bot's machine shows."""
        return self.now() + self._bot_is_ahead

    def of_bot(self, instant: datetime) -> datetime:
        """Return when the clock of the bot's machine shows this instant, if nobody sets it meanwhile."""
        return instant - self._bot_is_ahead

    def on_move(self, listener: Callable[[], None]) -> None:
        """Call `listener` after each move."""
        self._on_move.append(listener)

    async def set(self, instant: datetime) -> None:
        """Move to `instant` and tell everybody who follows.

        Raises:
            ValueError: the instant is earlier than now, has no offset, or this is the real time.
        """
        moved = _utc(instant)
        if self._now is None:
            raise ValueError("The sandbox runs in real time. Give it a start to set its clock.")
        if moved < self._now:
            raise ValueError(f"Time runs forward only: it is {self._now.isoformat()}, not yet {moved.isoformat()}.")
        self._now = moved
        self._tell()

    def set_bot_clock(self, ahead: timedelta) -> None:
        """Set the clock of the bot's machine so much ahead of Discord's time, or behind it, and tell who follows.

        Raises:
            ValueError: this is the real time.
        """
        if self._now is None:
            raise ValueError("The sandbox runs in real time. Give it a start to set a clock.")
        self._bot_is_ahead = ahead
        self._tell()

    def _tell(self) -> None:
        self.tick += 1
        for listener in self._on_move:
            listener()


def _utc(instant: datetime) -> datetime:
    if instant.tzinfo is None:
        raise ValueError(f"{instant.isoformat()} has no offset. Give an aware instant.")
    return instant.astimezone(UTC)
