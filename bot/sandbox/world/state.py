"""The world's state and how to find things in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.sandbox.errors import ApiError, Refusal
from bot.sandbox.pulse import Pulse
from bot.sandbox.shapes import Json
from bot.sandbox.snowflakes import Snowflakes
from bot.sandbox.virtual_time import VirtualTime
from bot.sandbox.world.events import Event
from bot.sandbox.world.interactions import Interaction
from bot.sandbox.world.records import Attachment, Channel, ChannelKind, Guild, Member, Message, User


@dataclass(frozen=True, slots=True, kw_only=True)
class Application:
    """The bot's application: its id (which is also the bot's user id) and the privileged intents it was given."""

    id: int
    name: str
    has_members_intent: bool = True
    has_message_content_intent: bool = True
    has_presences_intent: bool = False


class World:
    """Everything there is: guilds, channels with their messages, people, commands, interactions.

    Lookups raise the `ApiError` that Discord answers. Changes are made by the functions of this package alone; each
    emits what happened to the listeners and rings `pulse`.
    """

    def __init__(self, *, time: VirtualTime, bot_name: str, **intents: bool) -> None:
        self.time = time
        self.snowflakes = Snowflakes(time)
        self.pulse = Pulse()
        self.application = Application(id=self.snowflakes.make(), name=bot_name, **intents)
        self.bot = User(id=self.application.id, name=bot_name.lower(), shown_name=bot_name, is_bot=True)
        self.users: dict[int, User] = {self.bot.id: self.bot}
        self.guilds: dict[int, Guild] = {}
        self.channels: dict[int, Channel] = {}
        self.dm_ids: dict[int, int] = {}
        self.closed_dms: set[int] = set()
        self.files: dict[int, Attachment] = {}
        self.commands: dict[int | None, list[Json]] = {}
        self.interactions: dict[str, Interaction] = {}
        self.unanswered: set[str] = set()
        self.active_thread_limit = 1000
        # Known once the sandbox listens.
        self.files_url = ""
        self.gateway_url = ""
        self._listeners: list[Callable[[Event], None]] = []
        self._watchers: list[Callable[[Message], None]] = []

    def listen(self, listener: Callable[[Event], None]) -> None:
        """Tell `listener` of every event from now on."""
        self._listeners.append(listener)

    def emit(self, event: Event) -> None:
        """Tell everybody who listens what happened."""
        for listener in self._listeners:
            listener(event)
        self.pulse.ring()

    def watch(self, watcher: Callable[[Message], None]) -> None:
        """Tell `watcher` of every message that comes, changes or goes, ephemeral ones too: what stands on screens."""
        self._watchers.append(watcher)

    def show(self, message: Message) -> None:
        """Tell everybody who watches that the message came, changed or went."""
        for watcher in self._watchers:
            watcher(message)
        self.pulse.ring()

    def user(self, user_id: int) -> User:
        """Return the account with this id."""
        if (user := self.users.get(user_id)) is None:
            raise ApiError(Refusal.UNKNOWN_USER)
        return user

    def guild(self, guild_id: int) -> Guild:
        """Return the guild, if the bot is in it."""
        guild = self.guilds.get(guild_id)
        if guild is None or self.bot.id not in guild.members:
            raise ApiError(Refusal.UNKNOWN_GUILD)
        return guild

    def joined_guilds(self) -> list[Guild]:
        """Return the guilds that the bot is in."""
        return [guild for guild in self.guilds.values() if self.bot.id in guild.members]

    def member(self, guild_id: int, user_id: int) -> Member:
        """Return the user as a member of the guild."""
        self.user(user_id)
        if (member := self.guilds[guild_id].members.get(user_id)) is None:
            raise ApiError(Refusal.UNKNOWN_MEMBER)
        return member

    def channel(self, channel_id: int) -> Channel:
        """Return the channel, thread or DM, unless it was deleted."""
        channel = self.channels.get(channel_id)
        if channel is None or channel.deleted_at is not None:
            raise ApiError(Refusal.UNKNOWN_CHANNEL)
        return channel

    def message(self, channel: Channel, message_id: int) -> Message:
        """Return a message that everybody in the channel sees, unless it was deleted."""
        message = channel.messages.get(message_id)
        if message is None or message.deleted_at is not None or message.only_for is not None:
            raise ApiError(Refusal.UNKNOWN_MESSAGE)
        return message

    def channels_of(self, guild_id: int) -> list[Channel]:
        """Return the guild's channels and categories in their order, without threads."""
        found = [c for c in self.channels.values() if c.guild_id == guild_id and c.thread is None and not c.deleted_at]
        return sorted(found, key=lambda channel: (channel.position, channel.id))

    def threads_of(self, guild_id: int) -> list[Channel]:
        """Return all threads of the guild, archived ones too, oldest first."""
        found = [c for c in self.channels.values() if c.guild_id == guild_id and c.thread and not c.deleted_at]
        return sorted(found, key=lambda thread: thread.id)

    def dm_with(self, user_id: int) -> Channel:
        """Return the DM channel of the bot and this user; it is opened when it did not exist."""
        if user_id not in self.dm_ids:
            channel = Channel(id=self.snowflakes.make(), kind=ChannelKind.DM, recipient_id=user_id)
            self.channels[channel.id] = channel
            self.dm_ids[user_id] = channel.id
        return self.channels[self.dm_ids[user_id]]

    def shares_a_guild(self, user_id: int) -> bool:
        """Whether the bot and the user are in one guild together."""
        return any(user_id in guild.members for guild in self.joined_guilds())
