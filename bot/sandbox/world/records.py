"""What the world is made of. These records change; only `bot.sandbox.world` changes them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import IntEnum, IntFlag

from bot.sandbox.permissions import NOTHING, Overwrite, Permission
from bot.sandbox.shapes import Json


class ChannelKind(IntEnum):
    """Discord's channel types, as far as the sandbox has them."""

    TEXT = 0
    DM = 1
    CATEGORY = 4
    PUBLIC_THREAD = 11
    PRIVATE_THREAD = 12


class MessageKind(IntEnum):
    """Discord's message types, as far as the sandbox makes them."""

    DEFAULT = 0
    RECIPIENT_ADD = 1
    PINNED = 6
    THREAD_CREATED = 18
    REPLY = 19
    COMMAND_ANSWER = 20
    THREAD_STARTER = 21
    MENU_ANSWER = 23


class MessageFlag(IntFlag):
    """Discord's message flags, as far as they mean something here."""

    SUPPRESS_EMBEDS = 1 << 2
    HAS_THREAD = 1 << 5
    EPHEMERAL = 1 << 6
    LOADING = 1 << 7
    SUPPRESS_NOTIFICATIONS = 1 << 12
    COMPONENTS_V2 = 1 << 15


NO_FLAGS = MessageFlag(0)


@dataclass(slots=True, kw_only=True)
class User:
    """An account: a person's or the bot's."""

    id: int
    name: str
    shown_name: str
    is_bot: bool = False
    locale: str = "en-US"


@dataclass(slots=True, kw_only=True)
class Role:
    """A named set of permissions in a guild; @everyone has the guild's id."""

    id: int
    name: str
    permissions: Permission = NOTHING
    colour: int = 0
    position: int = 1
    is_managed: bool = False
    is_mentionable: bool = False


@dataclass(slots=True, kw_only=True)
class Member:
    """A user in a guild."""

    user: User
    guild_id: int
    joined_at: datetime
    role_ids: set[int] = field(default_factory=lambda: set[int]())
    nick: str | None = None


@dataclass(slots=True, kw_only=True)
class Guild:
    """A server with its roles and members; its channels are found in the world."""

    id: int
    name: str
    owner_id: int
    roles: dict[int, Role]
    members: dict[int, Member] = field(default_factory=lambda: dict[int, Member]())
    locale: str = "en-GB"


@dataclass(slots=True, kw_only=True)
class ThreadState:
    """What a thread has beyond a channel. `members` maps user ids to when they came in."""

    owner_id: int
    created_at: datetime
    archive_changed_at: datetime
    auto_archive_after: timedelta
    is_archived: bool = False
    is_locked: bool = False
    is_invitable: bool = True
    message_count: int = 0
    messages_ever: int = 0
    members: dict[int, datetime] = field(default_factory=lambda: dict[int, datetime]())


@dataclass(slots=True, kw_only=True)
class Attachment:
    """A file of a message, served by the sandbox under `url`."""

    id: int
    filename: str
    content: bytes
    content_type: str
    url: str
    description: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mentions:
    """Whom a message pings."""

    user_ids: tuple[int, ...] = ()
    role_ids: tuple[int, ...] = ()
    everyone: bool = False


@dataclass(slots=True, kw_only=True)
class Message:
    """A message, kept also after it was deleted.

    `only_for` is the one person who sees an ephemeral message. `pinged_ids` are the people who were notified by it when
    it was sent; an edit never notifies again. `token` is that of the interaction it answers.
    """

    id: int
    channel_id: int
    author_id: int
    created_at: datetime
    content: str = ""
    kind: MessageKind = MessageKind.DEFAULT
    flags: MessageFlag = NO_FLAGS
    embeds: list[Json] = field(default_factory=lambda: list[Json]())
    components: list[Json] = field(default_factory=lambda: list[Json]())
    attachments: list[Attachment] = field(default_factory=lambda: list[Attachment]())
    reference: Json | None = None
    nonce: str | int | None = None
    mentions: Mentions = Mentions()
    pinged_ids: tuple[int, ...] = ()
    edited_at: datetime | None = None
    deleted_at: datetime | None = None
    pinned_at: datetime | None = None
    reactions: dict[str, set[int]] = field(default_factory=lambda: dict[str, set[int]]())
    interaction: Json | None = None
    only_for: int | None = None
    token: str | None = None

    @property
    def is_loading(self) -> bool:
        """Whether it is still a "thinking ..." that waits for its text."""
        return bool(self.flags & MessageFlag.LOADING)


@dataclass(slots=True, kw_only=True)
class Channel:
    """A text channel, a category, a thread (`thread` is set) or a DM (`recipient_id` is set)."""

    id: int
    kind: ChannelKind
    name: str = ""
    guild_id: int | None = None
    topic: str | None = None
    parent_id: int | None = None
    position: int = 0
    slowmode_seconds: int = 0
    overwrites: dict[int, Overwrite] = field(default_factory=lambda: dict[int, Overwrite]())
    recipient_id: int | None = None
    thread: ThreadState | None = None
    messages: dict[int, Message] = field(default_factory=lambda: dict[int, Message]())
    last_message_id: int | None = None
    last_pin_at: datetime | None = None
    deleted_at: datetime | None = None
