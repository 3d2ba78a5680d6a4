"""Trouble that befalls requests: ordered for the next ones of a kind, or by chance."""

from __future__ import annotations

import re
from dataclasses import dataclass

ERRORS = (500, 502, 503, 504, 520)
"""What Discord and the proxies before it answer when something is wrong with them."""
TOO_MANY = 429


@dataclass(slots=True, kw_only=True)
class Fault:
    """What befalls the next `times` requests whose method and path match.

    `is_stored` lets the request take effect first, which is what makes it ambiguous to the bot. `is_reset` breaks the
    connection in place of an answer. `slow_seconds` passes in real time before the answer; with a `status` of 200 that
    is all. With status 429 the answer says `retry_after` seconds and, with `is_global`, that it is about all routes.
    """

    method: str
    path: re.Pattern[str]
    times: int
    status: int = 500
    code: int = 0
    message: str = "500: Internal Server Error"
    is_stored: bool = False
    is_reset: bool = False
    is_global: bool = False
    retry_after: float = 1.0
    slow_seconds: float = 0.0

    @property
    def leaves_the_answer(self) -> bool:
        """Whether the request is answered as it would be without the fault."""
        return self.status < 400 and not self.is_reset


class Faults:
    """The faults still to come, the oldest first."""

    def __init__(self) -> None:
        self._waiting: list[Fault] = []
        self.befallen = 0
        """How many requests something befell, ordered or by chance."""

    def order(self, fault: Fault) -> None:
        """Let the fault befall the next requests that match."""
        self._waiting.append(fault)

    def clear(self) -> None:
        """Order nothing any more."""
        self._waiting.clear()

    def take(self, method: str, path: str) -> Fault | None:
        """Return what befalls this request, and count it; None when it may pass."""
        for fault in self._waiting:
            if fault.times > 0 and fault.method in (method, "*") and fault.path.search(path):
                fault.times -= 1
                return fault
        return None
