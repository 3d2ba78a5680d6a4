"""Opening the channel of a DM, and stopping all of it when Discord says it is too fast."""

import asyncio
from datetime import datetime, timedelta

import aiohttp
import discord
from discord.http import HTTPClient

from bot.actions.ports import Clock, OpeningRests, ToMember
from bot.domain.ids import ChannelId
from bot.frontend.courier.refusals import OPENING_TOO_FAST, PAUSE_AFTER_OPENING_TOO_FAST


class DirectMessages:
    """Opens DM channels. After one 40003 nobody's is opened for an hour; known channels go on.

    Then one is opened before the others, so that no batch runs into the same limit at once.
    """

    def __init__(self, http: HTTPClient, clock: Clock) -> None:
        self._http = http
        self._clock = clock
        self._rests_until: datetime | None = None
        """None again once somebody's was opened after the rest."""
        self._one_first = asyncio.Lock()

    async def channel_of(self, to: ToMember) -> ChannelId:
        """The member's DM channel, opened if it is not known. May be called twice: a person has one.

        Raises:
            OpeningRests: all opening has stopped for a while.
            discord.HTTPException: Discord refused.
        """
        if to.channel_id is not None:
            return to.channel_id
        if self._rests_until is None:
            return await self._open(to)
        async with self._one_first:
            self._check_rest()
            return await self._open(to)

    def _check_rest(self) -> None:
        now = self._clock.now()
        if self._rests_until is not None and now < self._rests_until:
            raise OpeningRests("opening DMs rests", pause_seconds=(self._rests_until - now).total_seconds())

    async def _open(self, to: ToMember) -> ChannelId:
        rested_until = self._rests_until
        try:
            channel = await self._http.start_private_message(to.member_id)
        except discord.HTTPException as error:
            if error.code == OPENING_TOO_FAST:
                self._rests_until = self._clock.now() + timedelta(seconds=PAUSE_AFTER_OPENING_TOO_FAST)
            raise
        if self._rests_until == rested_until:
            self._rests_until = None
        return ChannelId(int(channel["id"]))

    async def has_left(self, to: ToMember) -> bool:
        """Whether the person is surely no longer in the server; what Discord answers to a DM does not tell."""
        try:
            await self._http.get_member(to.guild_id, to.member_id)
        except discord.NotFound:
            return True
        except (discord.DiscordException, aiohttp.ClientError, OSError):
            return False
        return False
