"""Threads: one for a message, and one private one for a pair, which Discord would gladly make three times."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any, TypeVar, cast

import discord
import structlog
from discord.http import HTTPClient

from bot.domain.ids import ChannelId, MemberId, MessageId
from bot.frontend.courier.listings import ArchivedThreads

WEEK_MINUTES = 10_080
"""The longest time Discord leaves a silent thread open; an archived one reads as deleted."""
NAME_LIMIT = 100
_ARCHIVED = 50083
_HAS_A_THREAD = 160004
_PERSON_IS_GONE = frozenset({10007, 10013})
_PRIVATE_THREAD = 12

_log = structlog.get_logger(__name__)
_T = TypeVar("_T")


async def in_open_thread(http: HTTPClient, channel_id: int, attempt: Callable[[], Awaitable[_T]]) -> _T:
    """What `attempt` gives; if the thread was archived, it was opened again first."""
    try:
        return await attempt()
    except discord.HTTPException as error:
        if error.code != _ARCHIVED:
            raise
    await http.edit_channel(channel_id, archived=False)
    return await attempt()


async def open_thread_of(http: HTTPClient, channel_id: ChannelId, message_id: MessageId, name: str) -> ChannelId:
    """The message has a public thread, whose id is the message's own."""
    try:
        await http.start_thread_with_message(
            channel_id, message_id, name=name[:NAME_LIMIT], auto_archive_duration=WEEK_MINUTES
        )
    except discord.HTTPException as error:
        if error.code != _HAS_A_THREAD:
            raise
    return ChannelId(message_id)


class PairThreads:
    """The private threads of pairs. Discord has no nonce for them, so their name is what tells one from another."""

    def __init__(self, http: HTTPClient, me: int, guilds: dict[ChannelId, int], archived: ArchivedThreads) -> None:
        """`guilds` holds in which guild channels are, and is added to: that never changes."""
        self._http = http
        self._me = me
        self._guilds = guilds
        self._archived = archived

    async def open(self, channel_id: ChannelId, name: str, now: datetime, *, tried_before: bool) -> ChannelId:
        """One private thread of this name stands in the channel.

        Archived ones are looked for before one is made, and active ones after it. Those are listed for the whole
        server at once, a great answer for each of some hundred pairs; so they are listed before as well only where an
        earlier try may have made one, and otherwise a list of archived ones may be a minute old. Otherwise none is
        there, unless the database was restored from a copy older than the thread; then the new and empty one is
        deleted again.
        """
        name = name.strip()[:NAME_LIMIT]
        guild_id = await self._guild_of(channel_id)
        found = await self._active(guild_id, channel_id, name) if tried_before else []
        if not found:
            archived = await (self._archived.now if tried_before else self._archived.lately)(channel_id, now)
            found = [thread for thread in archived if self._is_ours(thread, name)]
        if not found:
            await self._http.start_thread_without_message(
                channel_id, name=name, auto_archive_duration=WEEK_MINUTES, type=_PRIVATE_THREAD, invitable=False
            )
            # The client tries again by itself after a 500, and then there are two.
            found = await self._active(guild_id, channel_id, name)
        return await self._keep_one(found)

    async def _guild_of(self, channel_id: ChannelId) -> int:
        if channel_id not in self._guilds:
            channel = cast("dict[str, Any]", await self._http.get_channel(channel_id))
            self._guilds[channel_id] = int(channel["guild_id"])
        return self._guilds[channel_id]

    async def _active(self, guild_id: int, channel_id: ChannelId, name: str) -> list[dict[str, Any]]:
        answer = await self._http.get_active_threads(guild_id)
        return [
            thread
            for thread in cast("list[dict[str, Any]]", answer["threads"])
            if int(thread["parent_id"]) == channel_id and self._is_ours(thread, name)
        ]

    def _is_ours(self, thread: dict[str, Any], name: str) -> bool:
        return thread["name"] == name and int(thread["owner_id"]) == self._me and thread["type"] == _PRIVATE_THREAD

    async def _keep_one(self, found: list[dict[str, Any]]) -> ChannelId:
        """The one with most messages, of equals the oldest; empty doubles are deleted, others left alone."""
        kept, *doubles = sorted(found, key=lambda thread: (-_count_messages(thread), int(thread["id"])))
        for double in doubles:
            if _count_messages(double) == 0:
                await self._http.delete_channel(int(double["id"]))
        return ChannelId(int(kept["id"]))

    async def add(self, thread: ChannelId, members: tuple[MemberId, ...]) -> None:
        """All of the members that still exist are in the thread, which is open.

        Raises:
            discord.Forbidden: nobody could be added.
        """
        refused: list[discord.Forbidden] = []
        for member in members:
            try:
                await in_open_thread(self._http, thread, lambda member=member: self._put(thread, member))
            except discord.NotFound as error:
                if error.code not in _PERSON_IS_GONE:
                    raise
            except discord.Forbidden as error:
                # Somebody who may not see the channel cannot be added; the others must not wait for them.
                _log.warning("member_not_added", member=member, thread=thread, code=error.code)
                refused.append(error)
        if refused and len(refused) == len(members):
            raise refused[0]

    async def _put(self, thread: ChannelId, member: MemberId) -> None:
        await self._http.add_user_to_thread(thread, member)


def _count_messages(thread: dict[str, Any]) -> int:
    return max(thread.get("message_count") or 0, thread.get("total_message_sent") or 0)
