"""All sessions: who hears of what."""

from __future__ import annotations

import secrets
from collections.abc import Callable

from bot.sandbox.gateway.intents import Intent, intent_for
from bot.sandbox.gateway.sessions import Connection, Session
from bot.sandbox.payloads.applications import application_flags
from bot.sandbox.payloads.guilds import guild_create_payload
from bot.sandbox.payloads.messages import hidden
from bot.sandbox.payloads.people import user_payload
from bot.sandbox.shapes import Json
from bot.sandbox.snowflakes import SHIFT
from bot.sandbox.world.access import can_see, reads_content
from bot.sandbox.world.events import Event
from bot.sandbox.world.state import World

MOST_TOLD = 75_000
"""Members of a guild up to which GUILD_CREATE lists them.

Source: https://discord.com/developers/docs/events/gateway-events#guild-create
"""


class GatewayHub:
    """Hands every event of the world to the sessions that may hear of it."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.sessions: dict[str, Session] = {}
        self.identified = 0
        self.resumed = 0
        self.after_event: Callable[[Session], None] = _do_nothing
        """Called after each event that a session with a connection was told."""
        world.listen(self._tell)

    @property
    def connected(self) -> list[Session]:
        """The sessions with an open connection, the newest last."""
        return [session for session in self.sessions.values() if session.connection is not None]

    def start(self, connection: Connection, intents: Intent, shard: tuple[int, int]) -> Session:
        """Begin a session: READY, then GUILD_CREATE for each of its guilds."""
        # Whoever identifies anew never resumes what was left behind.
        left = [old for old in self.sessions.values() if old.connection is None and old.shard == shard]
        for old in left:
            self.end(old)
        session = Session(id=secrets.token_hex(16), intents=intents, shard=shard, connection=connection)
        self.sessions[session.id] = session
        self.identified += 1
        guilds = [guild for guild in self._world.joined_guilds() if self._is_of_shard(session, guild.id)]
        unavailable = [{"id": str(guild.id), "unavailable": True} for guild in guilds]
        session.dispatch("READY", {**self._ready(session), "guilds": unavailable})
        for guild in guilds if intents & Intent.GUILDS else ():
            with_members = bool(intents & Intent.GUILD_MEMBERS) and len(guild.members) <= MOST_TOLD
            session.dispatch("GUILD_CREATE", guild_create_payload(self._world, guild, with_members=with_members))
        self._world.pulse.ring()
        return session

    def end(self, session: Session) -> None:
        """Forget the session: it cannot be resumed."""
        self.sessions.pop(session.id, None)
        session.connection = None
        self._world.pulse.ring()

    def detach(self, session: Session, connection: Connection) -> None:
        """Note that this connection is gone; the session waits to be resumed, unless a newer one took over."""
        if session.connection is connection:
            session.connection = None
        self._world.pulse.ring()

    def _ready(self, session: Session) -> Json:
        application = self._world.application
        return {
            "v": 10,
            "user": {**user_payload(self._world.bot), "verified": True, "mfa_enabled": False},
            "session_id": session.id,
            "resume_gateway_url": self._world.gateway_url,
            "shard": list(session.shard),
            "application": {"id": str(application.id), "flags": application_flags(application)},
            "private_channels": [],
        }

    def _tell(self, event: Event) -> None:
        for session in list(self.sessions.values()):
            if self._may_hear(session, event) and session.will_hear():
                self._dispatch(session, event)
                if session.connection is not None:
                    self.after_event(session)

    def _dispatch(self, session: Session, event: Event) -> None:
        if event.name == "GUILD_CREATE":
            guild = self._world.guilds[event.guild_id or 0]
            with_members = bool(session.intents & Intent.GUILD_MEMBERS)
            session.dispatch(event.name, guild_create_payload(self._world, guild, with_members=with_members))
            return
        session.dispatch(event.name, hidden(event.data) if self._hides_content(session, event) else event.data)

    def _hides_content(self, session: Session, event: Event) -> bool:
        if event.message is None or event.channel is None or session.intents & Intent.MESSAGE_CONTENT:
            return False
        return not reads_content(self._world, event.message, event.channel)

    def _may_hear(self, session: Session, event: Event) -> bool:
        needed = intent_for(event)
        if session.intents & needed != needed or not self._is_of_shard(session, event.guild_id):
            return False
        if event.name == "INTERACTION_CREATE" or event.channel is None:
            return True
        return can_see(self._world, self._world.bot.id, event.channel)

    def _is_of_shard(self, session: Session, guild_id: int | None) -> bool:
        """Whether the guild belongs to the session's shard; DMs all belong to shard 0."""
        number, count = session.shard
        return number == (0 if guild_id is None else (guild_id >> SHIFT) % count)


def _do_nothing(session: Session) -> None:
    """Leave the session as it is."""
