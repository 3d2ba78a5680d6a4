"""What the actions need from outside, as protocols: the front end and the clock fill them, in tests lists do."""

from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from bot.actions.under_way import UnderWay
from bot.domain.ids import ChannelId, GuildId, MemberId, MessageId
from bot.domain.notices import Notice
from bot.domain.program import Program
from bot.programs.regions import Regions
from bot.store import Store
from bot.summarise.model import LanguageModel


@dataclass(frozen=True, slots=True, kw_only=True)
class ToMember:
    """By DM to one person; the channel, where it is known from before."""

    guild_id: GuildId
    member_id: MemberId
    locale: str
    channel_id: ChannelId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ToChannel:
    """To a channel or thread."""

    channel_id: ChannelId
    locale: str
    mentions: tuple[MemberId, ...] = ()
    """Exactly who may be pinged."""


Address = ToMember | ToChannel


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """Where a message stands."""

    channel_id: ChannelId
    message_id: MessageId


class Refusal(StrEnum):
    """Why something will not be carried, however often it is tried."""

    DMS_CLOSED = "dms_closed"
    GONE = "gone"
    """The place, or the person where `place` is theirs."""
    DELETED = "deleted"
    """Our message, whose place is still there."""
    FORBIDDEN = "forbidden"
    FULL = "full"
    """A limit of Discord that only people can do something about; `missing` says what is needed, as in `desk.need`."""
    INVALID = "invalid"


class Undeliverable(Exception):
    """It was refused for good; nothing was made."""

    def __init__(self, refusal: Refusal, *, place: int = 0, missing: str = "", why: str = "") -> None:
        super().__init__(refusal, place, missing, why)
        self.refusal = refusal
        self.why = why
        """Status and code of Discord's answer, for the log."""
        self.place = place
        self.missing = missing
        """The permission that lacks, as Discord names it in English, where it can be told."""


class TryLater(Exception):
    """It may have happened or not, or cannot now: look first, then try again. `pause` names a longer wait."""

    def __init__(self, why: str, *, pause_seconds: float = 0) -> None:
        super().__init__(why)
        self.pause_seconds = pause_seconds


class OpeningRests(TryLater):
    """Discord lets nobody's DMs be opened for a while; those that are open go on."""


class CannotTell(Exception):
    """The channel's past cannot be read, so whether a message stands there is unknown."""

    def __init__(self, channel_id: int, *, missing: str = "") -> None:
        super().__init__(channel_id, missing)
        self.channel_id = channel_id
        self.missing = missing
        """The permission that lacks where it is another one than that to read the history, in Discord's English."""


class Courier(Protocol):
    """Carries messages to people and channels. Every method may raise `Undeliverable` and `TryLater`."""

    async def send(self, to: Address, notice: Notice, *, token: str) -> Sent:
        """The notice stands at the address once; the token is its nonce and in its buttons."""
        ...

    async def find(self, to: Address, *, token: str, since: datetime) -> Sent | None:
        """Where the message with this token stands, or None when it surely does not.

        Raises:
            CannotTell: the history may not be read.
        """
        ...

    async def edit(self, place: Sent, to: Address, notice: Notice, *, token: str) -> None:
        """The message says this now. May be called twice."""
        ...

    async def delete(self, place: Sent) -> None:
        """The message is gone. May be called twice."""
        ...

    async def pin(self, place: Sent) -> None:
        """The message is pinned. May be called twice."""
        ...

    async def open_thread(self, place: Sent, *, name: str) -> ChannelId:
        """The message has a public thread. May be called twice: a message has one thread, with its own id."""
        ...

    async def open_pair_thread(
        self, channel_id: ChannelId, *, name: str, members: tuple[MemberId, ...], tried_before: bool
    ) -> ChannelId:
        """One private thread of this name stands in the channel, with these members in it. May be called twice.

        Where it was not tried before, less is looked through for what an earlier try may have made.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A message of a person in a thread. In a pair's thread, and without the intent, `text` is empty."""

    thread_id: ChannelId
    message_id: MessageId
    author_id: MemberId
    author_name: str
    text: str
    said_at: datetime
    edited_at: datetime | None = None
    answers: MessageId | None = None
    """The message that this one is Discord's reply to."""


class ThreadReader(Protocol):
    """Reads what stands in a thread, or in a DM."""

    def read(self, thread_id: ChannelId, after: int) -> AsyncIterator[Said]:
        """The messages of people after this message id, the oldest first.

        Raises:
            CannotTell: the thread's history may not be read, or the thread is gone.
        """
        ...

    def read_direct(self, channel_id: ChannelId, after: int) -> AsyncIterator[Said]:
        """The same for a DM channel, of which no permission needs to be asked."""
        ...


class Clock(Protocol):
    """What time it is."""

    def now(self) -> datetime:
        """The present instant, aware, in UTC."""
        ...


class Alarm(Protocol):
    """Wakes who asked, later."""

    def set(self, at: datetime | None) -> None:
        """The alarm rings at this instant, at once if it has passed; an earlier setting is forgotten."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """What every action works with."""

    store: Store
    programs: Mapping[str, Program]
    regions: Regions
    reader: ThreadReader
    reads_threads: bool
    """Whether the operator switched the message-content intent on."""
    wake: Callable[[], None]
    """Steps may have become due: the runner looks."""
    model: LanguageModel | None = None
    """What words summaries, if the operator wants a language model."""
    translates: bool = False
    """Whether it also translates quotes."""
    under_way: UnderWay = field(default_factory=UnderWay)
    """Summaries that are being drafted."""
    mark_of: Callable[[Notice, str], str] = lambda notice, locale: ""
    """What differs where a message that stands for long would look otherwise, in this locale."""
