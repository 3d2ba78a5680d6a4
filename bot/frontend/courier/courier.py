"""The courier: carries notices to people and channels by Discord's REST API."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from pathlib import Path
from typing import Any

import discord
import structlog

from bot.actions.ports import (
    Address,
    CannotTell,
    Clock,
    Refusal,
    Sent,
    ToChannel,
    ToMember,
    TryLater,
    Undeliverable,
)
from bot.domain.ids import ChannelId, MemberId, MessageId
from bot.domain.notices import Notice
from bot.domain.prompt import Prompt
from bot.frontend.courier.direct_messages import DirectMessages
from bot.frontend.courier.listings import ArchivedThreads
from bot.frontend.courier.permissions import Allowed, fetch_allowed
from bot.frontend.courier.reconcile import find_message
from bot.frontend.courier.refusals import explained
from bot.frontend.courier.threads import PairThreads, in_open_thread, open_thread_of
from bot.frontend.drawing import Charts, draw, make_edit, make_files
from bot.frontend.messages import Message, make_arguments, render
from bot.texts.catalogue import Texts

_SEND = ("view_channel", "send_messages", "embed_links")
_PAIR_THREAD = (
    "view_channel",
    "read_message_history",
    "create_private_threads",
    "send_messages_in_threads",
    "manage_threads",
)

_log = structlog.get_logger(__name__)


class DiscordCourier:
    """Fills the port `Courier`. Trusts no cache: it needs ids and a client that has logged in, nothing else.

    `find_picture` gives the file of a prompt's image; a picture that is not there is left out.
    """

    def __init__(
        self, client: discord.Client, texts: Texts, clock: Clock, find_picture: Callable[[Prompt], Path | None]
    ) -> None:
        self._client = client
        self._http = client.http
        self._texts = texts
        self._clock = clock
        self._find_picture = find_picture
        self._guilds: dict[ChannelId, int] = {}
        self._archived = ArchivedThreads(client.http)
        self._direct = DirectMessages(client.http, clock)

    async def send(self, to: Address, notice: Notice, *, token: str) -> Sent:
        """The notice stands at the address once; the token is its nonce and in its buttons."""
        try:
            return await self._send(to, notice, token)
        except Undeliverable as refused:
            closed = refused.refusal is Refusal.DMS_CLOSED
            if closed and isinstance(to, ToMember) and await self._direct.has_left(to):
                raise Undeliverable(Refusal.GONE, place=to.member_id, why=refused.why) from refused
            raise

    async def _send(self, to: Address, notice: Notice, token: str) -> Sent:
        message = self._render(to, notice, token)
        channel_id = await self._channel_of(to)
        message, charts = await draw(message)
        needs = (*_SEND, "attach_files") if message.pictures or charts else _SEND

        async def attempt() -> discord.Message:
            """Sends it with arguments made anew, since a file is closed once it was sent."""
            arguments = self._arguments(message, to, charts)
            return await self._client.get_partial_messageable(channel_id).send(**arguments, nonce=token)

        async with self._explained(channel_id, *needs, person=_person(to)):
            sent = await in_open_thread(self._http, channel_id, attempt)
        return Sent(channel_id=channel_id, message_id=MessageId(sent.id))

    async def find(self, to: Address, *, token: str, since: datetime) -> Sent | None:
        """Where the message with this token stands, or None when it surely does not.

        Raises:
            CannotTell: the history may not be read.
        """
        channel_id = await self._channel_of(to)
        try:
            async with self._explained(channel_id):
                found = await find_message(self._http, channel_id, self._me, token=token, since=since)
                allowed = None if found or isinstance(to, ToMember) else await self._allowed(channel_id)
        except Undeliverable as error:
            if error.refusal is Refusal.FORBIDDEN:
                raise CannotTell(channel_id, missing=error.missing) from error
            raise
        # Without this permission Discord answers with an empty page and no error.
        if allowed is not None and not allowed.permissions.read_message_history:
            raise CannotTell(channel_id)
        return found

    async def edit(self, place: Sent, to: Address, notice: Notice, *, token: str) -> None:
        """The message says this now. May be called twice."""
        message, charts = await draw(self._render(to, notice, token))
        needs = (*_SEND, "attach_files") if charts else _SEND

        async def attempt() -> discord.Message:
            """Edits it; an edit that names no files keeps them as they are, so charts are always named anew."""
            return await self._partial(place).edit(**make_edit(message, charts))

        async with self._explained(place.channel_id, *needs):
            await in_open_thread(self._http, place.channel_id, attempt)

    async def delete(self, place: Sent) -> None:
        """The message is gone. May be called twice."""
        try:
            async with self._explained(place.channel_id, "view_channel"):
                await in_open_thread(self._http, place.channel_id, self._partial(place).delete)
        except Undeliverable as error:
            if error.refusal not in (Refusal.GONE, Refusal.DELETED):
                raise

    async def pin(self, place: Sent) -> None:
        """The message is pinned. May be called twice."""
        async with self._explained(place.channel_id, "view_channel", "read_message_history", "pin_messages"):
            await in_open_thread(self._http, place.channel_id, self._partial(place).pin)

    async def open_thread(self, place: Sent, *, name: str) -> ChannelId:
        """The message has a public thread. May be called twice: a message has one thread, with its own id."""
        async with self._explained(place.channel_id, "view_channel", "create_public_threads"):
            return await open_thread_of(self._http, place.channel_id, place.message_id, name)

    async def open_pair_thread(
        self, channel_id: ChannelId, *, name: str, members: tuple[MemberId, ...], tried_before: bool
    ) -> ChannelId:
        """One private thread of this name stands in the channel, with these members in it. May be called twice."""
        threads = PairThreads(self._http, self._me, self._guilds, self._archived)
        async with self._explained(channel_id, *_PAIR_THREAD):
            thread = await threads.open(channel_id, name, self._clock.now(), tried_before=tried_before)
            await threads.add(thread, members)
        return thread

    @property
    def _me(self) -> int:
        user = self._client.user
        if user is None:
            raise TryLater("not logged in")
        return user.id

    def _explained(self, place: int, *needs: str, person: int = 0) -> AbstractAsyncContextManager[None]:
        return explained(self._http, self._me, place, *needs, person=person)

    async def _channel_of(self, to: Address) -> ChannelId:
        if isinstance(to, ToChannel):
            return to.channel_id
        async with self._explained(0, person=to.member_id):
            return await self._direct.channel_of(to)

    async def _allowed(self, channel_id: ChannelId) -> Allowed | None:
        return await fetch_allowed(self._http, channel_id, self._me)

    def _partial(self, place: Sent) -> discord.PartialMessage:
        return self._client.get_partial_messageable(place.channel_id).get_partial_message(place.message_id)

    def _render(self, to: Address, notice: Notice, token: str) -> Message:
        message = render(notice, self._texts.for_locale(to.locale), token=token, now=self._clock.now())
        # What is meant for one person is said in the pair's thread when their DMs are closed: then it says to whom.
        return message.addressed_to(to.mentions) if isinstance(to, ToChannel) else message

    def _arguments(self, message: Message, to: Address, charts: Charts) -> dict[str, Any]:
        """What discord.py's `send` takes: only whom the address names is pinged, and only files that exist are sent."""
        may_ping = to.mentions if isinstance(to, ToChannel) else ()
        files = make_files(message, charts)
        for picture in message.pictures:
            path = self._find_picture(picture.prompt)
            if path is None or not path.is_file():
                _log.warning("picture_missing", prompt=picture.prompt.slug)
                return make_arguments(message.without_pictures(), may_ping=may_ping)
            files.append(discord.File(path, filename=picture.file_name, description=picture.alt))
        return make_arguments(message, may_ping=may_ping) | ({"files": files} if files else {})


def _person(to: Address) -> int:
    return to.member_id if isinstance(to, ToMember) else 0
