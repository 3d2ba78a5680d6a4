"""Which message a nonce has made, for as long as Discord remembers it."""

from __future__ import annotations

import time
from datetime import timedelta

from bot.sandbox.world.records import Message


class NonceWindow:
    """Remembers the messages of enforced nonces for `window` of real time: Discord's "past few minutes"."""

    def __init__(self, window: timedelta) -> None:
        self.window = window
        self._made: dict[str, tuple[float, Message]] = {}

    def remember(self, nonce: str | int, message: Message) -> None:
        """Remember that this nonce made the message."""
        self._made[str(nonce)] = (time.monotonic(), message)

    def recall(self, nonce: str | int) -> Message | None:
        """Return the message that the nonce made, deleted or not, or None when it is new or forgotten."""
        made_at, message = self._made.get(str(nonce), (0.0, None))
        return message if time.monotonic() - made_at < self.window.total_seconds() else None

    def forget(self) -> None:
        """Forget all nonces, as if the window had passed."""
        self._made.clear()
