"""What people are going to do, by virtual time."""

import heapq
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count

Act = Callable[[], Awaitable[None]]


@dataclass(order=True, slots=True)
class _Entry:
    at: datetime
    number: int
    act: Act = field(compare=False)


class Agenda:
    """Acts in the order of their instants; of the same instant, in the order in which they were entered."""

    def __init__(self) -> None:
        self._entries: list[_Entry] = []
        self._numbers = count()

    def enter(self, at: datetime, act: Act) -> None:
        """The act is to happen at this instant (aware, UTC)."""
        heapq.heappush(self._entries, _Entry(at, next(self._numbers), act))

    @property
    def next_at(self) -> datetime | None:
        """When the next act is to happen; None where there is none."""
        return self._entries[0].at if self._entries else None

    def take(self, now: datetime) -> Act | None:
        """The next act that is to happen by now, which is off the agenda; None where there is none."""
        if not self._entries or self._entries[0].at > now:
            return None
        return heapq.heappop(self._entries).act
