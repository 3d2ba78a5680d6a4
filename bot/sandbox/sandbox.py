"""The sandbox as its users hold it: a world, served over loopback."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from types import TracebackType

from aiohttp import web

from bot.sandbox.control.clock import ClockServer
from bot.sandbox.dm_pace import DmPace
from bot.sandbox.gateway.hub import GatewayHub
from bot.sandbox.gateway.server import GatewayServer
from bot.sandbox.http_app import application_of
from bot.sandbox.nonces import NonceWindow
from bot.sandbox.page.desk import PageDesk
from bot.sandbox.page.plain_time import PlainTimeKeeper
from bot.sandbox.page.routes import PageServer
from bot.sandbox.people.person import Person
from bot.sandbox.permissions import BOT_PERMISSIONS, NOTHING, Overwrite, Permission
from bot.sandbox.quiet import Watch
from bot.sandbox.rest.calls import Service
from bot.sandbox.rest.server import LoggedRequest, RestServer
from bot.sandbox.trouble import Trouble
from bot.sandbox.virtual_time import VirtualTime
from bot.sandbox.world import guilds
from bot.sandbox.world.members import join_guild
from bot.sandbox.world.records import Channel, ChannelKind, Guild, Role
from bot.sandbox.world.state import World
from bot.sandbox.world.threads import archive_silent_threads

HOST = "127.0.0.1"
CLOSING_SECONDS = 1.0


class Sandbox:
    """A Discord of one's own, in memory, on 127.0.0.1. Use it with `async with`.

    Args:
        token: the only token that may log in.
        port: the port to listen on; 0 takes a free one.
        starts_at: the aware instant at which time stands still at first; None means real time.
        guild_name: the name of the first guild, `guild`, which has a text channel `general`.
        bot_name: the name of the application and of the bot's user.
        owner_name: the name of the first guild's owner, `owner`.
        bot_permissions: what the bot's own role may do.
        has_members_intent: whether the application was given the privileged members intent.
        has_message_content_intent: whether it was given the privileged message-content intent.
        nonce_window: how long an enforced nonce is remembered, in real time.
        answer_within: how long a person waits for the first answer, in real time.
    """

    def __init__(
        self, token: str = "sandbox-token", *, port: int = 0, starts_at: datetime | None = None,
        guild_name: str = "The sandbox", bot_name: str = "Roundtable", owner_name: str = "Olive Owner",
        bot_permissions: Permission = BOT_PERMISSIONS, has_members_intent: bool = True,
        has_message_content_intent: bool = True, nonce_window: timedelta = timedelta(minutes=5),
        answer_within: timedelta = timedelta(seconds=3),
    ) -> None:  # fmt: skip
        self.token = token
        self.time = VirtualTime(starts_at)
        self.world = World(
            time=self.time,
            bot_name=bot_name,
            has_members_intent=has_members_intent,
            has_message_content_intent=has_message_content_intent,
        )
        self._port = port
        self._bot_permissions = bot_permissions
        self._answer_within = answer_within.total_seconds()
        self.hub = GatewayHub(self.world)
        self.gateway = GatewayServer(world=self.world, hub=self.hub, token=token)
        service = Service(
            world=self.world,
            nonces=NonceWindow(nonce_window),
            dm_pace=DmPace(),
            answer_within=self._answer_within,
        )
        self.rest = RestServer(service=service, token=token)
        self.clock = ClockServer(world=self.world)
        self.watch = Watch(world=self.world, rest=self.rest, hub=self.hub, clock=self.clock)
        self.trouble = Trouble(world=self.world, rest=self.rest, gateway=self.gateway)
        self.time.on_move(lambda: archive_silent_threads(self.world))
        self.time.on_move(self.clock.tell)
        self.guild = self.add_guild(guild_name, owner_name=owner_name)
        self.general = self.add_channel("general")
        self.page = PageServer(PageDesk(self))
        self.page.desk.time.keeper = PlainTimeKeeper(self)
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> Sandbox:
        self._runner = web.AppRunner(
            application_of(self), access_log=None, handle_signals=False, shutdown_timeout=CLOSING_SECONDS
        )
        await self._runner.setup()
        site = web.TCPSite(self._runner, HOST, self._port)
        await site.start()
        self._port = self._runner.addresses[0][1]
        self.world.gateway_url = self.gateway_url
        self.world.files_url = f"{self._base}/attachments"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.page.desk.time.close()
        await self.page.live.close()
        self.gateway.drop(1001)
        self.clock.close()
        if self._runner is not None:
            await self._runner.cleanup()

    @property
    def api_base(self) -> str:
        """Where the REST API is."""
        return f"{self._base}/api/v10"

    @property
    def gateway_url(self) -> str:
        """Where the gateway is."""
        return f"ws://{HOST}:{self._port}/gateway"

    @property
    def control_url(self) -> str:
        """Where the control verbs are, and the clock at `/clock` below it."""
        return f"{self._base}/control"

    @property
    def page_url(self) -> str:
        """Where the page is; who knows this address may do everything on it."""
        return f"{self._base}/page/{self.page.desk.secret}/"

    @property
    def port(self) -> int:
        """The port that it listens on, once it does."""
        return self._port

    @property
    def requests(self) -> list[LoggedRequest]:
        """Every request of the bot, the oldest first."""
        return self.rest.log

    @property
    def unrouted(self) -> list[str]:
        """The requests for which the sandbox has no route; a test should find none."""
        return self.rest.unrouted

    @property
    def owner(self) -> Person:
        """The first guild's owner, who may do everything in it."""
        return self.person(self.guild.owner_id)

    def add_guild(self, name: str, *, owner_name: str = "Olive Owner", locale: str = "en-GB") -> Guild:
        """Make a further guild with the bot in it."""
        return guilds.add_guild(
            self.world, name, owner_name=owner_name, bot_permissions=self._bot_permissions, locale=locale
        )

    def add_role(
        self, name: str, permissions: Permission = NOTHING, *, guild: Guild | None = None, colour: int = 0,
        mentionable: bool = False,
    ) -> Role:  # fmt: skip
        """Make a role in the guild, the first one unless named."""
        return guilds.add_role(
            self.world, guild or self.guild, name, permissions, colour=colour, mentionable=mentionable
        )

    def add_channel(
        self, name: str, *, guild: Guild | None = None, topic: str | None = None, category: Channel | None = None,
        overwrites: Sequence[Overwrite] = (), kind: ChannelKind = ChannelKind.TEXT,
    ) -> Channel:  # fmt: skip
        """Make a text channel (or a category) in the guild, the first one unless named."""
        return guilds.add_channel(
            self.world,
            guild or self.guild,
            name,
            kind=kind,
            topic=topic,
            category=category,
            overwrites=tuple(overwrites),
        )

    async def join(
        self, guild: Guild | None, name: str, *, locale: str = "en-US", roles: Sequence[Role] = ()
    ) -> Person:
        """Make somebody of this name who joins the guild, the first one when None."""
        user = guilds.add_user(self.world, name, locale)
        join_guild(self.world, guild or self.guild, user, roles)
        return self.person(user.id)

    def person(self, user_id: int) -> Person:
        """Return the person with this user id, ready to act."""
        return Person(self.world, self.world.user(user_id), self._answer_within)

    def thread(self, name: str) -> Channel:
        """Return the youngest thread of this name, archived or not.

        Raises:
            LookupError: there is none.
        """
        found = [
            c for c in self.world.channels.values() if c.thread is not None and c.name == name and not c.deleted_at
        ]
        if not found:
            raise LookupError(f"There is no thread {name!r}.")
        return found[-1]

    async def quiet(self, timeout: float = 30.0) -> datetime | None:  # noqa: ASYNC109
        """Return when the bot has something to do next (UTC, or None), as soon as nothing is going on any more.

        Raises:
            NotQuietError: something was still going on after `timeout` real seconds; the message says what.
        """
        return await self.watch.until_quiet(timeout)

    @property
    def _base(self) -> str:
        return f"http://{HOST}:{self._port}"
