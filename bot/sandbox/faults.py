"""Trouble that tests order: the next requests of a kind fail before or after Discord did what they asked."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(slots=True, kw_only=True)
class Fault:
    """What befalls the next `times` requests whose method and path match.

    `is_stored` lets the request take effect first, which is what makes it ambiguous to the bot. `is_reset` breaks the
    connection in place of an answer.
    """

    method: str
    path: re.Pattern[str]
    times: int
    status: int = 500
    code: int = 0
    message: str = "500: Internal Server Error"
    is_stored: bool = False
    is_reset: bool = False


class Faults:
    """The faults still to come, the oldest first."""

    def __init__(self) -> None:
        self._waiting: list[Fault] = []

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
