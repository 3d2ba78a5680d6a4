"""What the page shows, ready to be written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from bot.sandbox.shapes import Json
from bot.sandbox.transcript.images import FileCard, Picture


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorView:
    """A name with its avatar."""

    name: str
    initials: str
    colour: str
    is_bot: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyView:
    """The line above a message that says what it answers; `anchor` is None when that is gone."""

    author: AuthorView
    excerpt: str
    anchor: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadCard:
    """The link from a message to the thread that it started."""

    name: str
    anchor: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageView:
    """One message. `line` is set for Discord's own lines, which have no author's block.

    `seen_at` is when it was read first, for timestamps such as "in 3 days".
    """

    anchor: str
    author: AuthorView
    time: Markup
    seen_at: datetime
    body: Markup
    line: Markup | None = None
    reply: ReplyView | None = None
    used: str | None = None
    only_for: str | None = None
    is_compact: bool = False
    edited: Markup | None = None
    is_deleted: bool = False
    is_loading: bool = False
    is_pinned: bool = False
    embeds: tuple[Json, ...] = ()
    files: tuple[Picture | FileCard, ...] = ()
    components: tuple[Json, ...] = ()
    reactions: tuple[tuple[str, int], ...] = ()
    thread: ThreadCard | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DayView:
    """A day and its messages."""

    words: str
    messages: tuple[MessageView, ...]

    @property
    def is_private(self) -> bool:
        """Whether everything in it was seen by one person only."""
        return all(message.only_for for message in self.messages)


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomView:
    """A channel, a thread or somebody's DMs. `kind` is one of channel, thread, private, dm."""

    anchor: str
    name: str
    kind: str
    note: str
    days: tuple[DayView, ...]
    count: int
    person: AuthorView | None = None
    parent: tuple[str, str] | None = None
    is_archived: bool = False

    @property
    def private_answers(self) -> int:
        """How many answers one person each saw, in a place that everybody reads: the page folds these away."""
        if self.kind not in ("channel", "thread"):
            return 0
        return sum(bool(message.only_for) for day in self.days for message in day.messages)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelView:
    """A channel with its threads below it."""

    room: RoomView
    threads: tuple[RoomView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GuildView:
    """A guild with its channels."""

    name: str
    initials: str
    channels: tuple[ChannelView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageView:
    """Everything on the page."""

    title: str
    guilds: tuple[GuildView, ...]
    people: tuple[RoomView, ...]

    @property
    def opens_with(self) -> str | None:
        """The anchor of the first place in which something was written."""
        return next((room.anchor for room in self.rooms if room.count), None)

    @property
    def rooms(self) -> list[RoomView]:
        """All sections in the order of the menu."""
        channels = [channel for guild in self.guilds for channel in guild.channels]
        return [room for channel in channels for room in (channel.room, *channel.threads)] + list(self.people)
