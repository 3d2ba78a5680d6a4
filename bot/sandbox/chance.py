"""Trouble by chance: each request, and each event of the gateway, may meet it. The same seed draws the same."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from enum import StrEnum

from bot.sandbox.faults import ERRORS, TOO_MANY, Fault

ANYTHING = re.compile("")
SHORT_WAIT = 0.3
"""Seconds that a 429 by chance says, so that a driver need not wait long."""
RESUMABLE_CODES = (1006, 4000, 4001, 4002, 4003, 4005, 4007, 4008, 4009)
"""Codes after which a client comes back; 1006 is a connection that broke without any."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Odds:
    """How probable each kind of trouble is, from 0 to 1. Those of requests exclude each other, as those of events do.

    Of requests: `error` and `reset` without effect, `stored_error` and `stored_reset` after it, `slow` answers, and
    429s (`route_limit`, `global_limit`). Of events: the connection closes (`close`), op 7 (`reconnect`), op 9
    (`resumable` or `invalid`), and `forgetful` closes it and loses the events until the bot is back.
    """

    error: float = 0.0
    stored_error: float = 0.0
    reset: float = 0.0
    stored_reset: float = 0.0
    slow: float = 0.0
    route_limit: float = 0.0
    global_limit: float = 0.0
    close: float = 0.0
    reconnect: float = 0.0
    resumable: float = 0.0
    invalid: float = 0.0
    forgetful: float = 0.0


REQUEST_ODDS = ("error", "stored_error", "reset", "stored_reset", "slow", "route_limit", "global_limit")


class GatewayTrouble(StrEnum):
    """What an event of the gateway may bring."""

    CLOSE = "close"
    RECONNECT = "reconnect"
    RESUMABLE = "resumable"
    INVALID = "invalid"
    FORGETFUL = "forgetful"


class Chance:
    """Draws trouble with these odds."""

    def __init__(self, seed: int | str = 0, odds: Odds | None = None) -> None:
        self.odds = odds or Odds()
        self._requests = random.Random(f"{seed}/requests")
        self._events = random.Random(f"{seed}/events")

    def draw_fault(self) -> Fault | None:
        """Return what befalls a request, or None."""
        kind = _drawn(self._requests, {name: getattr(self.odds, name) for name in REQUEST_ODDS})
        return None if kind is None else self._fault(kind)

    def draw_gateway(self) -> GatewayTrouble | None:
        """Return what an event brings, or None."""
        kind = _drawn(self._events, {trouble.value: getattr(self.odds, trouble.value) for trouble in GatewayTrouble})
        return None if kind is None else GatewayTrouble(kind)

    def draw_code(self) -> int:
        """Return a code with which a connection is closed."""
        return self._events.choice(RESUMABLE_CODES)

    def _fault(self, kind: str) -> Fault:
        fault = Fault(method="*", path=ANYTHING, times=1, message="by chance")
        fault.is_stored = kind.startswith("stored")
        fault.is_reset = kind.endswith("reset")
        fault.status = self._requests.choice(ERRORS)
        if kind == "slow":
            fault.status, fault.slow_seconds = 200, self._requests.uniform(0.05, 0.5)
        elif kind.endswith("limit"):
            fault.status, fault.retry_after, fault.is_global = TOO_MANY, SHORT_WAIT, kind.startswith("global")
        return fault


def _drawn(dice: random.Random, odds: dict[str, float]) -> str | None:
    """Return one of the names, each with its own probability, or None; always draws exactly once."""
    left = dice.random()
    for name, probability in odds.items():
        if left < probability:
            return name
        left -= probability
    return None
