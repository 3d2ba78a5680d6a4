"""When nothing is going on any more: the moment at which a driver may move the time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.sandbox.control.clock import ClockServer, Report
from bot.sandbox.gateway.hub import GatewayHub
from bot.sandbox.rest.server import RestServer
from bot.sandbox.world.state import World


class NotQuietError(TimeoutError):
    """Something was still going on when the time to wait was over; the message says what."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """Looks at everything that can be going on."""

    world: World
    rest: RestServer
    hub: GatewayHub
    clock: ClockServer

    async def until_quiet(self, timeout: float) -> datetime | None:  # noqa: ASYNC109
        """Return when the bot has something to do next, as soon as all is quiet; None when it has nothing.

        Raises:
            NotQuietError: it was not quiet within `timeout` seconds.
        """
        if not await self.world.pulse.until(lambda: not self.goings_on(), timeout):
            raise NotQuietError(f"Not quiet after {timeout:g} s: " + "; ".join(self.goings_on()))
        return self.next_due_at()

    def next_due_at(self) -> datetime | None:
        """Return when the bot has something to do next, as it said last; None when it has nothing, or is not there."""
        report = self._report()
        due_at = None if report is None else report.next_due_at
        return None if due_at is None else self.world.time.of_bot(due_at)

    def goings_on(self) -> list[str]:
        """Return in words what is still going on; empty when all is quiet."""
        found = self._bot_goings_on()
        if self.rest.in_flight:
            found.append(f"{self.rest.in_flight} REST requests are not answered yet")
        if self.world.unanswered:
            found.append(f"{len(self.world.unanswered)} interactions wait for their first answer")
        return found

    def _bot_goings_on(self) -> list[str]:
        sessions = self.hub.connected
        if not sessions:
            return ["no bot is connected to the gateway"]
        if not self.clock.followers:
            return ["no bot is connected to the clock"]
        report, tick, seq = self._report(), self.world.time.tick, sessions[-1].seq
        if report is None:
            return ["the bot has not reported yet"]
        if report.tick != tick:
            return [f"the bot is at tick {report.tick}, the clock at {tick}"]
        if report.seq < seq:
            return [f"the bot has dealt with event {report.seq} of {seq}"]
        return [] if report.is_idle else [f"the bot is busy at tick {tick}"]

    def _report(self) -> Report | None:
        return self.clock.followers[-1].report if self.clock.followers else None
