"""The websocket end of the gateway."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field

from aiohttp import WSMsgType, web

from bot.sandbox.chance import Chance, GatewayTrouble
from bot.sandbox.gateway.handshake import INVALID_SESSION, CloseCode, RefusedConnectionError, identify, resume
from bot.sandbox.gateway.hub import GatewayHub
from bot.sandbox.gateway.sessions import Connection, Session
from bot.sandbox.payloads.people import member_payload
from bot.sandbox.shapes import Json, ids_in, object_in, text_in
from bot.sandbox.world.records import Member
from bot.sandbox.world.state import World

RECONNECT, HELLO, ACK = 7, 10, 11
HEARTBEAT_MS = 41_250
CHUNK = 1000
UNAVAILABLE = 503
# The bot said goodbye: its session is over. Any other way of going leaves it open for RESUME.
GOODBYE = (1000, 1001)


@dataclass(kw_only=True)
class GatewayServer:
    """Speaks the gateway's protocol with each connection."""

    world: World
    hub: GatewayHub
    token: str
    heartbeat_ms: int = HEARTBEAT_MS
    chance: Chance = field(default_factory=Chance)
    is_down: bool = False
    befallen: int = 0
    """How often a connection met trouble, ordered or by chance."""
    open: set[Connection] = field(default_factory=lambda: set[Connection]())

    def __post_init__(self) -> None:
        self.hub.after_event = self._take_chances

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Serve one connection until it ends."""
        if self.is_down:
            self.befallen += 1
            return web.Response(status=UNAVAILABLE)
        socket = web.WebSocketResponse(max_msg_size=0)
        await socket.prepare(request)
        connection = Connection(socket=socket, transport=request.transport)
        connection.send(HELLO, {"heartbeat_interval": self.heartbeat_ms})
        writer = asyncio.create_task(connection.empty_the_outbox())
        self.open.add(connection)
        try:
            await _Conversation(server=self, connection=connection).go_on()
        finally:
            self.open.discard(connection)
            writer.cancel()
            with suppress(asyncio.CancelledError):
                await writer
        return socket

    def drop(self, code: int, *, forgetful: bool = False) -> int:
        """Close every connection with the code; return how many there were. Sessions stay open for RESUME.

        With `forgetful` what happens until they are resumed is lost to them.
        """
        for session in self.hub.connected if forgetful else ():
            session.is_forgetful = True
            if (connection := session.connection) is not None:
                self.hub.detach(session, connection)
        for connection in self.open:
            connection.outbox.put_nowait(code)
        self.befallen += len(self.open)
        return len(self.open)

    def go_dead(self) -> None:
        """Let nothing come through any open connection any more, heartbeats neither; sessions can be resumed."""
        for connection in self.open:
            connection.is_dead = True
        self.befallen += len(self.open)

    def ask_to_reconnect(self) -> None:
        """Ask every connection to come back and resume (op 7)."""
        for connection in self.open:
            connection.send(RECONNECT)
        self.befallen += len(self.open)

    def invalidate(self, *, resumable: bool) -> None:
        """Tell every connection that its session is invalid (op 9); unless `resumable` it is forgotten."""
        for session in self.hub.connected:
            self.befallen += 1
            if (connection := session.connection) is not None:
                connection.send(INVALID_SESSION, resumable)
            if not resumable:
                self.hub.end(session)

    def _take_chances(self, session: Session) -> None:
        match self.chance.draw_gateway():
            case None:
                pass
            case GatewayTrouble.RECONNECT:
                self.ask_to_reconnect()
            case GatewayTrouble.RESUMABLE | GatewayTrouble.INVALID as kind:
                self.invalidate(resumable=kind is GatewayTrouble.RESUMABLE)
            case GatewayTrouble.CLOSE | GatewayTrouble.FORGETFUL as kind:
                self.drop(self.chance.draw_code(), forgetful=kind is GatewayTrouble.FORGETFUL)


@dataclass(kw_only=True)
class _Conversation:
    """One connection's talk, with the session that it identified as or resumed."""

    server: GatewayServer
    connection: Connection
    session: Session | None = None

    async def go_on(self) -> None:
        """Listen until the connection ends, then leave the session open or end it."""
        socket = self.connection.socket
        async for message in socket:
            if self.connection.is_dead:
                continue
            if message.type not in (WSMsgType.TEXT, WSMsgType.BINARY):
                break
            try:
                self._hear(_decoded(message.data))
            except RefusedConnectionError as refused:
                self.connection.outbox.put_nowait(int(refused.code))
        if self.session is None:
            return
        self.server.hub.detach(self.session, self.connection)
        said_goodbye = socket.close_code in GOODBYE and not self.connection.is_closed_by_us
        if said_goodbye and self.session.connection is None:
            self.server.hub.end(self.session)

    @property
    def _has_session(self) -> bool:
        """Whether it has one that was not declared invalid since."""
        return self.session is not None and self.session.id in self.server.hub.sessions

    def _hear(self, payload: Json) -> None:
        server, data = self.server, object_in(payload.get("d"))
        match payload.get("op"):
            case 1:
                self.connection.send(ACK)
            case 2 if not self._has_session:
                application = server.world.application
                self.session = identify(server.hub, self.connection, data, token=server.token, application=application)
            case 6 if not self._has_session:
                self.session = resume(server.hub, self.connection, data, token=server.token)
            case 2 | 6:
                raise RefusedConnectionError(CloseCode.ALREADY_AUTHENTICATED)
            case 3 | 4 | 8 if not self._has_session:
                raise RefusedConnectionError(CloseCode.NOT_AUTHENTICATED)
            case 3 | 4:
                pass
            case 8:
                self._send_members(data)
            case _:
                raise RefusedConnectionError(CloseCode.UNKNOWN_OPCODE)

    def _send_members(self, data: Json) -> None:
        guild = self.server.world.guilds.get(next(iter(ids_in([data.get("guild_id")])), 0))
        if guild is None or self.session is None:
            return
        found, missing = _asked_for(list(guild.members.values()), data)
        chunks = [found[start : start + CHUNK] for start in range(0, len(found), CHUNK)] or [[]]
        for number, chunk in enumerate(chunks):
            payload: Json = {
                "guild_id": str(guild.id),
                "members": [member_payload(member) for member in chunk],
                "chunk_index": number,
                "chunk_count": len(chunks),
                "not_found": missing,
                **({"nonce": data["nonce"]} if "nonce" in data else {}),
            }
            self.session.dispatch("GUILD_MEMBERS_CHUNK", payload)


def _asked_for(members: list[Member], data: Json) -> tuple[list[Member], list[str]]:
    """Return the members that the request means, and the ids in it that are no members."""
    if "user_ids" in data:
        wanted = ids_in(data["user_ids"]) or ids_in([data["user_ids"]])
        found = [member for member in members if member.user.id in wanted]
        return found, [str(i) for i in wanted if i not in {member.user.id for member in found}]
    start = text_in(data.get("query")).lower()
    named = [member for member in members if _starts(member, start)]
    return named[: int(data.get("limit") or len(named))], []


def _starts(member: Member, start: str) -> bool:
    names: Iterator[str] = (name.lower() for name in (member.user.name, member.nick or "", member.user.shown_name))
    return any(name.startswith(start) for name in names)


def _decoded(text: str | bytes) -> Json:
    try:
        return object_in(json.loads(text))
    except ValueError as error:
        raise RefusedConnectionError(CloseCode.DECODE_ERROR) from error
