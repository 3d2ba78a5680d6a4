"""A courier that is a list, and a reader of lists: what Discord would hold, which outlives the bot."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.actions.ports import (
    Address,
    CannotTell,
    Refusal,
    Said,
    Sent,
    ToMember,
    TryLater,
    Undeliverable,
)
from bot.domain.ids import ChannelId, MemberId, MessageId
from bot.domain.notices import Notice

FIRST_DM, FIRST_THREAD, FIRST_MESSAGE = 100_000, 200_000, 1_000_000


class Killed(BaseException):
    """The process dies here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A message of the bot as it stands."""

    place: Sent
    to: Address
    notice: Notice
    token: str
    at: datetime


@dataclass(slots=True)
class Trouble:
    """What goes wrong, and how often; `before` means that nothing was made."""

    on: Callable[[str, object], bool]
    error: Callable[[], BaseException]
    before: bool
    times: int


@dataclass(slots=True)
class ListCourier:
    """Carries to lists. What it was asked stands in `calls`, what it made in `messages`."""

    clock: Callable[[], datetime]
    messages: list[Message] = field(default_factory=list[Message])
    calls: list[tuple[str, object]] = field(default_factory=list[tuple[str, object]])
    pinned: set[MessageId] = field(default_factory=set[MessageId])
    threads: dict[str, ChannelId] = field(default_factory=dict[str, ChannelId])
    public_threads: dict[ChannelId, str] = field(default_factory=dict[ChannelId, str])
    members_of: dict[ChannelId, tuple[MemberId, ...]] = field(default_factory=dict[ChannelId, tuple[MemberId, ...]])
    closed: set[MemberId] = field(default_factory=set[MemberId])
    left: set[MemberId] = field(default_factory=set[MemberId])
    refusing: dict[int, Undeliverable] = field(default_factory=dict[int, Undeliverable])
    """By channel."""
    unreadable: set[int] = field(default_factory=set[int])
    remembers_nonces: bool = False
    """Whether it answers a token it knows with the message that stands, as Discord does for some minutes."""
    troubles: list[Trouble] = field(default_factory=list[Trouble])

    def upset(
        self,
        error: Callable[[], BaseException],
        *,
        before: bool = True,
        times: int = 1,
        on: Callable[[str, object], bool] = lambda method, about: True,
    ) -> None:
        """The next calls that match fail so."""
        self.troubles.append(Trouble(on=on, error=error, before=before, times=times))

    def fail_once(self, kind: type, *, stored: bool) -> None:
        """The next message of this kind ends in a reset connection, after it was stored or before."""
        self.upset(lambda: TryLater("reset"), before=not stored, on=lambda _, about: isinstance(about, kind))

    def forbid(self, channel_id: int, missing: str = "Send Messages") -> None:
        self.refusing[channel_id] = Undeliverable(Refusal.FORBIDDEN, place=channel_id, missing=missing)

    def _meet_trouble(self, method: str, about: object, *, before: bool) -> None:
        for trouble in self.troubles:
            if trouble.times and trouble.before is before and trouble.on(method, about):
                trouble.times -= 1
                raise trouble.error()

    def _call(self, method: str, about: object, channel_id: int) -> None:
        self.calls.append((method, about))
        self._meet_trouble(method, about, before=True)
        if channel_id in self.refusing:
            raise self.refusing[channel_id]

    async def send(self, to: Address, notice: Notice, *, token: str) -> Sent:
        channel_id = self._channel_of(to)
        self._call("send", notice, channel_id)
        known = [message.place for message in self.messages if message.token == token]
        if self.remembers_nonces and known:
            return known[0]
        if isinstance(to, ToMember) and to.member_id in self.left:
            raise Undeliverable(Refusal.GONE, place=to.member_id)
        if isinstance(to, ToMember) and to.member_id in self.closed:
            raise Undeliverable(Refusal.DMS_CLOSED)
        place = Sent(channel_id=channel_id, message_id=MessageId(FIRST_MESSAGE + len(self.messages)))
        self.messages.append(Message(place=place, to=to, notice=notice, token=token, at=self.clock()))
        self._meet_trouble("send", notice, before=False)
        return place

    async def find(self, to: Address, *, token: str, since: datetime) -> Sent | None:
        channel_id = self._channel_of(to)
        self._call("find", token, 0)
        if channel_id in self.unreadable:
            raise CannotTell(channel_id)
        for message in self.messages:
            if message.token == token and message.place.channel_id == channel_id and message.at >= since:
                return message.place
        return None

    async def edit(self, place: Sent, to: Address, notice: Notice, *, token: str) -> None:
        self._call("edit", notice, place.channel_id)
        index = [message.place for message in self.messages].index(place)
        assert self.messages[index].token == token
        self.messages[index] = replace(self.messages[index], notice=notice)
        self._meet_trouble("edit", notice, before=False)

    async def delete(self, place: Sent) -> None:
        self._call("delete", place, place.channel_id)

    async def pin(self, place: Sent) -> None:
        self._call("pin", place, place.channel_id)
        self.pinned.add(place.message_id)
        self._meet_trouble("pin", place, before=False)

    async def open_thread(self, place: Sent, *, name: str) -> ChannelId:
        self._call("open_thread", name, place.channel_id)
        self.public_threads[ChannelId(place.message_id)] = name
        self._meet_trouble("open_thread", name, before=False)
        return ChannelId(place.message_id)

    async def open_pair_thread(
        self, channel_id: ChannelId, *, name: str, members: tuple[MemberId, ...], tried_before: bool
    ) -> ChannelId:
        self._call("open_pair_thread", name, channel_id)
        thread_id = self.threads.setdefault(name, ChannelId(FIRST_THREAD + len(self.threads)))
        self.members_of[thread_id] = members
        self._meet_trouble("open_pair_thread", name, before=False)
        return thread_id

    def _channel_of(self, to: Address) -> ChannelId:
        return ChannelId(FIRST_DM + to.member_id) if isinstance(to, ToMember) else to.channel_id

    def told(self, kind: type, place: int | None = None) -> list[Message]:
        """The messages of this kind, everywhere or in one channel; `FIRST_DM + member` is a person's DM."""
        return [
            message
            for message in self.messages
            if isinstance(message.notice, kind) and place in (None, message.place.channel_id)
        ]

    def by_dm(self, kind: type, member_id: int) -> list[Message]:
        return self.told(kind, FIRST_DM + member_id)


@dataclass(slots=True)
class ListReader:
    """Threads as lists of what people said."""

    said: dict[int, list[Said]] = field(default_factory=dict[int, list[Said]])
    unreadable: set[int] = field(default_factory=set[int])

    async def read(self, thread_id: ChannelId, after: int) -> AsyncIterator[Said]:
        if thread_id in self.unreadable:
            raise CannotTell(thread_id)
        for each in list(self.said.get(thread_id, ())):
            if each.message_id > after:
                yield each

    def read_direct(self, channel_id: ChannelId, after: int) -> AsyncIterator[Said]:
        return self.read(channel_id, after)
