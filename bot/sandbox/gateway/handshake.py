"""What a connection must say before it hears anything, and the codes it is closed with otherwise.

Source: https://discord.com/developers/docs/topics/opcodes-and-status-codes#gateway
"""

from __future__ import annotations

from enum import IntEnum

from bot.sandbox.gateway.hub import GatewayHub
from bot.sandbox.gateway.intents import BEYOND_ALL, Intent, forbidden_intents
from bot.sandbox.gateway.sessions import Connection, Session
from bot.sandbox.shapes import Json, list_in
from bot.sandbox.world.state import Application

INVALID_SESSION = 9


class CloseCode(IntEnum):
    """Why Discord closes a connection."""

    UNKNOWN_OPCODE = 4001
    DECODE_ERROR = 4002
    NOT_AUTHENTICATED = 4003
    AUTHENTICATION_FAILED = 4004
    ALREADY_AUTHENTICATED = 4005
    INVALID_SHARD = 4010
    INVALID_INTENTS = 4013
    DISALLOWED_INTENTS = 4014


class RefusedConnectionError(Exception):
    """The connection must be closed with `code`."""

    def __init__(self, code: CloseCode) -> None:
        self.code = code
        super().__init__(f"{code} {code.name}")


def identify(hub: GatewayHub, connection: Connection, data: Json, *, token: str, application: Application) -> Session:
    """Begin the session that IDENTIFY asks for.

    Raises:
        RefusedConnectionError: wrong token, or intents that do not exist or are not allowed.
    """
    if data.get("token") not in (token, f"Bot {token}"):
        raise RefusedConnectionError(CloseCode.AUTHENTICATION_FAILED)
    intents = data.get("intents")
    if not isinstance(intents, int) or not 0 <= intents < BEYOND_ALL:
        raise RefusedConnectionError(CloseCode.INVALID_INTENTS)
    if forbidden_intents(intents, application):
        raise RefusedConnectionError(CloseCode.DISALLOWED_INTENTS)
    number, count = list_in(data.get("shard")) or [0, 1]
    if not 0 <= number < count:
        raise RefusedConnectionError(CloseCode.INVALID_SHARD)
    return hub.start(connection, Intent(intents), (number, count))


def resume(hub: GatewayHub, connection: Connection, data: Json, *, token: str) -> Session | None:
    """Resume a session, or answer "invalid session" and return None.

    Raises:
        RefusedConnectionError: wrong token.
    """
    if data.get("token") not in (token, f"Bot {token}"):
        raise RefusedConnectionError(CloseCode.AUTHENTICATION_FAILED)
    session = hub.sessions.get(str(data.get("session_id")))
    seq = data.get("seq")
    if session is None or not isinstance(seq, int) or not session.can_resume_from(seq):
        connection.send(INVALID_SESSION, False)
        return None
    session.resume(connection, seq)
    hub.resumed += 1
    return session
