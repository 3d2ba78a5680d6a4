"""Whether the bot has something in hand, so that who drives virtual time knows when all is quiet."""

import asyncio
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress


class Activity:
    """Counts what is in hand now. Belongs to one event loop; not for threads.

    Everything that works on its own (an event from the gateway, a step of the runner, an interaction) holds `busy()`
    while it works. `touches` grows with each sign of life, so that quiet can be told from quiet in between.
    """

    def __init__(self) -> None:
        self._in_hand = 0
        self._nothing_in_hand = asyncio.Event()
        self._nothing_in_hand.set()
        self._listeners: list[Callable[[], None]] = []
        self.touches = 0

    @property
    def is_busy(self) -> bool:
        """Whether something is in hand."""
        return self._in_hand > 0

    def listen(self, listener: Callable[[], None]) -> None:
        """Call `listener`, which must return at once, at each sign of life from now on."""
        self._listeners.append(listener)

    def touch(self) -> None:
        """Make known that something happened, though nothing stays in hand."""
        self.touches += 1
        for listener in self._listeners:
            listener()

    async def ended(self, within: float) -> None:
        """Nothing is in hand any more, or so many seconds (real ones) have passed."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._nothing_in_hand.wait(), within)

    @contextmanager
    def busy(self) -> Generator[None]:
        """Hold something in hand as long as this block runs, across awaits too; blocks may overlap and nest."""
        self._in_hand += 1
        self._nothing_in_hand.clear()
        self.touch()
        try:
            yield
        finally:
            self._in_hand -= 1
            if not self._in_hand:
                self._nothing_in_hand.set()
            self.touch()
