"""A session: what was asked for, what was sent, and the connection that it has at the moment."""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import dataclass, field

from aiohttp import web

from bot.sandbox.gateway.intents import Intent
from bot.sandbox.shapes import dumps

KEPT_EVENTS = 10_000
BROKEN = 1006
"""No code was sent: the connection just broke."""
Outbox = asyncio.Queue[str | int]


@dataclass(kw_only=True, eq=False)
class Connection:
    """An open websocket with an orderly outbox: texts are sent as they came, a number closes it with that code."""

    socket: web.WebSocketResponse
    outbox: Outbox = field(default_factory=lambda: Outbox())
    is_closed_by_us: bool = False
    is_dead: bool = False
    """Whether nothing comes through any more, though neither side was told so."""
    transport: asyncio.BaseTransport | None = None
    """What is broken off where a connection ends without a code."""

    def send(self, op: int, data: object = None, *, name: str | None = None, seq: int | None = None) -> None:
        """Put a payload into the outbox."""
        self.outbox.put_nowait(dumps({"op": op, "d": data, "t": name, "s": seq}))

    async def empty_the_outbox(self) -> None:
        """Send what comes into the outbox until a closing code comes or the other side is gone."""
        while not self.socket.closed:
            item = await self.outbox.get()
            if isinstance(item, int):
                self.is_closed_by_us = True
                await self._close(item)
                return
            if self.is_dead:
                continue
            try:
                await self.socket.send_str(item)
            except ConnectionError:
                return

    async def _close(self, code: int) -> None:
        if code == BROKEN and isinstance(self.transport, asyncio.Transport):
            self.transport.abort()
        else:
            await self.socket.close(code=code)


@dataclass(kw_only=True, eq=False)
class Session:
    """A bot's session. It outlives its connection, so that RESUME can send what was missed."""

    id: str
    intents: Intent
    shard: tuple[int, int]
    seq: int = 0
    connection: Connection | None = None
    is_forgetful: bool = False
    """Whether what happens while it has no connection is lost to it; until it is resumed."""
    sent: deque[tuple[int, str]] = field(default_factory=lambda: deque[tuple[int, str]](maxlen=KEPT_EVENTS))

    def dispatch(self, name: str, data: object) -> None:
        """Send an event with the next sequence number, or keep it until the bot resumes."""
        self.seq += 1
        text = dumps({"op": 0, "d": data, "t": name, "s": self.seq})
        self.sent.append((self.seq, text))
        if self.connection is not None:
            self.connection.outbox.put_nowait(text)

    def will_hear(self) -> bool:
        """Whether what happens now reaches the bot, at once or on resuming."""
        return self.connection is not None or not self.is_forgetful

    def can_resume_from(self, seq: int) -> bool:
        """Whether every event after `seq` is still kept."""
        oldest = self.sent[0][0] if self.sent else self.seq + 1
        return oldest - 1 <= seq <= self.seq

    def resume(self, connection: Connection, seq: int) -> None:
        """Send what was missed after `seq` over a new connection, then RESUMED."""
        for number, text in self.sent:
            if number > seq:
                connection.outbox.put_nowait(text)
        self.connection = connection
        self.is_forgetful = False
        self.dispatch("RESUMED", {})
