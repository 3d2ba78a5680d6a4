"""Reads what stands in threads, for what was said while the bot was away."""

from collections.abc import AsyncIterator, Generator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any, cast

import aiohttp
import discord

from bot.actions.ports import CannotTell, Said, TryLater
from bot.domain.harmless import storable
from bot.domain.ids import ChannelId, MemberId, MessageId
from bot.frontend.courier.permissions import fetch_allowed
from bot.frontend.courier.refusals import explain

PAGE = 100
REPLY = 19
WRITTEN_BY_PEOPLE = frozenset({0, REPLY})
"""Types of messages: a plain one and a reply. Others are Discord's own, such as "added somebody to the thread"."""


class HistoryReader:
    """Fills the port `ThreadReader`. Needs a client that has logged in."""

    def __init__(self, client: discord.Client) -> None:
        self._client = client

    async def read(self, thread_id: ChannelId, after: int) -> AsyncIterator[Said]:
        """The messages of people after this message id, the oldest first.

        Raises:
            CannotTell: the thread's history may not be read, or the thread is gone.
            TryLater: Discord does not answer now.
        """
        await self._check_readable(thread_id)
        async for said in self.read_direct(thread_id, after):
            yield said

    async def read_direct(self, channel_id: ChannelId, after: int) -> AsyncIterator[Said]:
        """The same for a DM channel, of which no permission needs to be asked."""
        while True:
            page = await self._page(channel_id, after)
            for message in sorted(page, key=lambda each: int(each["id"])):
                if is_of_a_person(message):
                    yield said_in(message, channel_id)
            if len(page) < PAGE:
                return
            after = max(int(message["id"]) for message in page)

    async def _check_readable(self, thread_id: ChannelId) -> None:
        """Without the permission Discord answers with an empty page and no error."""
        user = self._client.user
        with _explained(thread_id):
            allowed = await fetch_allowed(self._client.http, thread_id, user.id) if user else None
        if allowed is None or not allowed.permissions.read_message_history:
            raise CannotTell(thread_id)

    async def _page(self, thread_id: ChannelId, after: int) -> list[dict[str, Any]]:
        with _explained(thread_id):
            return cast("list[dict[str, Any]]", await self._client.http.logs_from(thread_id, PAGE, after=after))


@contextmanager
def _explained(thread_id: ChannelId) -> Generator[None]:
    """What is refused cannot be told; what merely failed may be asked again."""
    try:
        yield
    except discord.HTTPException as error:
        why = explain(error, thread_id)
        raise (why if isinstance(why, TryLater) else CannotTell(thread_id)) from None
    except (aiohttp.ClientError, OSError) as error:
        raise TryLater(type(error).__name__) from error


def is_of_a_person(message: Mapping[str, Any]) -> bool:
    """Whether a person wrote this message, as Discord's API gives it."""
    author = message["author"]
    return message["type"] in WRITTEN_BY_PEOPLE and not author.get("bot") and "webhook_id" not in message


def said_in(message: Mapping[str, Any], thread_id: ChannelId) -> Said:
    """What was said in a message as Discord's API gives it. The name is the account's, where no server's is known."""
    author = message["author"]
    edited = message.get("edited_timestamp")
    return Said(
        thread_id=thread_id,
        message_id=MessageId(int(message["id"])),
        author_id=MemberId(int(author["id"])),
        author_name=storable(author.get("global_name") or author["username"]),
        text=message.get("content", ""),
        said_at=discord.utils.snowflake_time(int(message["id"])),
        edited_at=datetime.fromisoformat(edited) if edited else None,
        answers=_answered(message),
    )


def _answered(message: Mapping[str, Any]) -> MessageId | None:
    """The message that this one is Discord's reply to; a forwarded one answers nothing."""
    reference: Mapping[str, Any] = message.get("message_reference") or {}
    answered = reference.get("message_id")
    return MessageId(int(answered)) if answered and message["type"] == REPLY else None
