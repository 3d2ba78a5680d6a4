"""The websocket by which the bot's clock follows the sandbox's time, and reports when it has nothing left to do.

The sandbox sends `{"tick": n, "now": "<ISO 8601>"}` on connecting and after each move, as the clock of the bot's
machine shows it. The bot sends `{"tick": n, "seq": s, "idle": true|false, "next_due_at": "<ISO 8601>"|null}`, where seq
is the last sequence number of the gateway that it has dealt with.
"""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, field
from datetime import UTC, datetime

from aiohttp import WSMsgType, web

from bot.sandbox.gateway.sessions import Connection
from bot.sandbox.shapes import Json, dumps, object_in
from bot.sandbox.world.state import World

GOING_AWAY = 1001


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What the bot last said of itself. `next_due_at` is in UTC."""

    tick: int
    seq: int
    is_idle: bool
    next_due_at: datetime | None


@dataclass(kw_only=True, eq=False)
class Follower:
    """A bot that follows the clock, and its last report."""

    connection: Connection
    report: Report | None = None


@dataclass(kw_only=True)
class ClockServer:
    """Tells every follower of each move and keeps their last reports."""

    world: World
    followers: list[Follower] = field(default_factory=lambda: list[Follower]())

    def tell(self) -> None:
        """Send the present instant to all followers."""
        for follower in self.followers:
            follower.connection.outbox.put_nowait(self._now())

    def close(self) -> None:
        """End all connections."""
        for follower in self.followers:
            follower.connection.outbox.put_nowait(GOING_AWAY)

    async def handle(self, request: web.Request) -> web.WebSocketResponse:
        """Serve one follower until it goes."""
        socket = web.WebSocketResponse(heartbeat=20.0)
        await socket.prepare(request)
        follower = Follower(connection=Connection(socket=socket))
        follower.connection.outbox.put_nowait(self._now())
        self.followers.append(follower)
        writer = asyncio.create_task(follower.connection.empty_the_outbox())
        try:
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    follower.report = _report_in(message.data)
                    self.world.pulse.ring()
        finally:
            self.followers.remove(follower)
            writer.cancel()
            self.world.pulse.ring()
        return socket

    def _now(self) -> str:
        time = self.world.time
        return dumps({"tick": time.tick, "now": time.shown_to_bot().isoformat()})


def _report_in(text: str) -> Report | None:
    """Return the report that the text holds; None for anything else, which then counts as no report."""
    try:
        said: Json = object_in(json.loads(text))
        due = said.get("next_due_at")
        return Report(
            tick=int(said["tick"]),
            seq=int(said["seq"]),
            is_idle=bool(said["idle"]),
            next_due_at=None if due is None else datetime.fromisoformat(due).astimezone(UTC),
        )
    except (ValueError, KeyError, TypeError):
        return None
