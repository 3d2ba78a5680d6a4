"""Opening the channel of a DM, and stopping all of it when Discord says it is too fast."""

from datetime import datetime, timedelta

import aiohttp
import discord
from discord.http import HTTPClient

from bot.actions.ports import Clock, OpeningRests, ToMember
from bot.domain.ids import ChannelId
from bot.frontend.courier.refusals import OPENING_TOO_FAST, PAUSE_AFTER_OPENING_TOO_FAST


class DirectMessages:
    """Opens DM channels. After one 40003 nobody's is opened for an hour; known channels go on."""

    def __init__(self, http: HTTPClient, clock: Clock) -> None:
        self._http = http
        self._clock = clock
        self._open_again_at: datetime | None = None

    async def channel_of(self, to: ToMember) -> ChannelId:
        """The member's DM channel, opened if it is not known. May be called twice: a person has one.

        Raises:
            OpeningRests: all opening has stopped for a while.
            discord.HTTPException: Discord refused.
        """
        if to.channel_id is not None:
            return to.channel_id
        now = self._clock.now()
        if self._open_again_at is not None and now < self._open_again_at:
            raise OpeningRests("opening DMs rests", pause_seconds=(self._open_again_at - now).total_seconds())
        try:
            channel = await self._http.start_private_message(to.member_id)
        except discord.HTTPException as error:
            if error.code == OPENING_TOO_FAST:
                self._open_again_at = now + timedelta(seconds=PAUSE_AFTER_OPENING_TOO_FAST)
            raise
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
