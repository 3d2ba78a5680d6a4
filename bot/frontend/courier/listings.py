"""Lists of archived threads: hundreds of pairs that are introduced one after another need no list each."""

import asyncio
import time
from datetime import datetime, timedelta
from typing import Any, cast

import discord
from discord.http import HTTPClient

from bot.domain.ids import ChannelId

Listed = list[dict[str, Any]]
"""Threads, as Discord's API gives them."""

LASTS = 60.0
"""Real seconds for which a list serves who looks for what no try of theirs can have made."""
_PAGE = 100
_LOOKED_BACK = timedelta(days=60)
"""Older threads of the same name belong to no attempt of ours: a step gives up after two days."""


class ArchivedThreads:
    """The archived private threads of a channel that the bot is in, which needs no permission to manage threads."""

    def __init__(self, http: HTTPClient) -> None:
        self._http = http
        self._turn = asyncio.Lock()
        self._kept: tuple[ChannelId, float, Listed] | None = None

    async def lately(self, channel_id: ChannelId, now: datetime) -> Listed:
        """Those of the last 60 days as they were at most a minute ago, the newest first."""
        async with self._turn:
            if self._kept is None or self._kept[0] != channel_id or time.monotonic() - self._kept[1] > LASTS:
                asked_at = time.monotonic()
                self._kept = (channel_id, asked_at, await self.now(channel_id, now))
            return self._kept[2]

    async def now(self, channel_id: ChannelId, now: datetime) -> Listed:
        """Those of the last 60 days, the newest first, and perhaps some older ones; Discord is asked."""
        oldest, before, found = discord.utils.time_snowflake(now - _LOOKED_BACK), None, Listed()
        while True:
            answer = await self._http.get_joined_private_archived_threads(channel_id, before=before, limit=_PAGE)
            page = cast("Listed", answer["threads"])
            found += page
            before = min((int(thread["id"]) for thread in page), default=0)
            if not answer["has_more"] or before < oldest:
                return found
