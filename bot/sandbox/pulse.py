"""A bell that rings whenever something changed, so that waiting needs no polling."""

from __future__ import annotations

import asyncio
from collections.abc import Callable


class Pulse:
    """Wakes everybody who waits, each time it rings. Belongs to one event loop."""

    def __init__(self) -> None:
        self._rung = asyncio.Event()

    def ring(self) -> None:
        """Let all who wait look again."""
        self._rung.set()
        self._rung = asyncio.Event()

    async def until(self, is_true: Callable[[], bool], timeout: float) -> bool:  # noqa: ASYNC109
        """Return True as soon as `is_true` holds, or False after `timeout` seconds.

        The condition is asked once at the start and after each ring.
        """
        deadline = asyncio.get_running_loop().time() + timeout
        while not is_true():
            left = deadline - asyncio.get_running_loop().time()
            if left <= 0:
                return False
            try:
                await asyncio.wait_for(self._rung.wait(), left)
            except TimeoutError:
                return is_true()
        return True
