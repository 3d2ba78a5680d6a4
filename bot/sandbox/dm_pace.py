"""How fast a bot may open DM channels."""

from __future__ import annotations

import time
from collections import deque

from bot.sandbox.errors import ApiError, Refusal


class DmPace:
    """Refuses fresh DM channels beyond `most` in `seconds` of real time; off until told otherwise.

    Discord publishes no number; 25 to 40 fresh DMs at once are reported to bring code 40003.
    """

    def __init__(self) -> None:
        self._most: int | None = None
        self._seconds = 600.0
        self._opened: deque[float] = deque()

    def limit(self, most: int | None, seconds: float = 600.0) -> None:
        """Allow `most` fresh DMs in `seconds`; None allows any number."""
        self._most, self._seconds = most, seconds
        self._opened.clear()

    def take(self) -> None:
        """Count one more fresh DM.

        Raises:
            ApiError: too many were opened (40003).
        """
        now = time.monotonic()
        while self._opened and now - self._opened[0] > self._seconds:
            self._opened.popleft()
        if self._most is not None and len(self._opened) >= self._most:
            raise ApiError(Refusal.OPENING_DMS_TOO_FAST)
        self._opened.append(now)
