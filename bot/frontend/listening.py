"""Listening: what is said in watched threads, what is edited and deleted there, and who leaves."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING

import discord
from discord.ext import commands

from bot.actions import collecting, direct, leaving
from bot.actions.direct import Taken
from bot.actions.ports import Said, TryLater
from bot.domain.ids import ChannelId, GuildId, MemberId
from bot.frontend.answers.direct import write_not_kept, write_where_to_write
from bot.frontend.errors import log_fault
from bot.frontend.intake import Deleted, Intake, said_in
from bot.frontend.messages import make_arguments
from bot.frontend.messages.pen import Pen
from bot.texts.locales import SOURCE_LANGUAGE

if TYPE_CHECKING:
    from bot.frontend.client import RoundtableClient

log = logging.getLogger(__name__)

PAUSES = (1, 5, 30, 300, 3600)
"""Seconds after which what was said is asked for again, where Discord gave no answer; later a draft asks for it."""
NEVER_A_THREAD = (discord.TextChannel, discord.VoiceChannel, discord.StageChannel)
"""Channels whose messages need no look into the database; a thread nobody told us of has another class."""


class Listening(commands.Cog):
    """Takes in what the gateway tells. The words of a pair's thread go no further than this edge."""

    def __init__(self, client: "RoundtableClient") -> None:
        self._client = client
        self._house = client.house
        self._intake = Intake(client.house, client.in_hand, client.clock)
        self._reading = asyncio.Lock()
        self._answered_on: dict[int, date] = {}
        self._in_dms = asyncio.Lock()
        self._dms_are_read = False
        """Whether what people wrote by DM before this session was taken in, so that the marks may move on."""

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        """A new session: whatever happened meanwhile is read back."""
        # Before anything that is said now moves the marks.
        async with self._in_dms:
            self._dms_are_read = False
            marks = await direct.read_marks(self._house)
        await self._catch_up(self._read_back)
        await self._catch_up(lambda: self._read_back_dms(marks))

    @commands.Cog.listener()
    async def on_resumed(self) -> None:
        """Discord repeats what was missed, as far as it remembers; what it does not is read back.

        DMs are not: there are as many as people, and a session that goes on has lost none.
        """
        await self._catch_up(self._read_back)

    @staticmethod
    async def _catch_up(read_back: Callable[[], Awaitable[None]]) -> None:
        for pause in PAUSES:
            try:
                return await read_back()
            except TryLater as later:
                log.warning("what was said meanwhile is read back again in %s s: %s", pause, later)
            await asyncio.sleep(pause)
        return await read_back()

    async def _read_back_dms(self, marks: Mapping[ChannelId, int]) -> None:
        with self._client.in_hand.busy():
            await direct.catch_up(self._house, marks, self._client.clock.now())
        self._dms_are_read = True

    async def _read_back(self) -> None:
        with self._client.in_hand.busy():
            async with self._reading:
                try:
                    await collecting.catch_up(self._house, self._house.reader, self._client.clock.now())
                finally:
                    self._client.set_caught_up()

    async def hear(self, message: discord.Message) -> None:
        """A message of a person: in a watched thread it is taken in, in a DM they read where to write."""
        if not is_of_a_person(message):
            return
        if message.guild is None:
            with self._client.in_hand.busy():
                await self._hear_dm(message)
        elif not isinstance(message.channel, NEVER_A_THREAD):
            self._intake.put(said_in(message))

    @commands.Cog.listener()
    async def on_raw_message_edit(self, payload: discord.RawMessageUpdateEvent) -> None:
        """An edited message is taken in anew."""
        if not is_of_a_person(payload.message):
            return
        if payload.guild_id is not None:
            self._intake.put(said_in(payload.message))
            return
        with self._client.in_hand.busy():
            async with self._in_dms:
                await direct.change(self._house, said_in(payload.message), self._client.clock.now())

    @commands.Cog.listener()
    async def on_raw_message_delete(self, payload: discord.RawMessageDeleteEvent) -> None:
        """A deleted reply is withdrawn."""
        self._intake.put(
            Deleted(
                channel_id=payload.channel_id,
                message_ids=frozenset({payload.message_id}),
                direct=payload.guild_id is None,
            )
        )

    @commands.Cog.listener()
    async def on_raw_bulk_message_delete(self, payload: discord.RawBulkMessageDeleteEvent) -> None:
        """Replies that a moderator deleted together are withdrawn."""
        self._intake.put(Deleted(channel_id=payload.channel_id, message_ids=frozenset(payload.message_ids)))

    @commands.Cog.listener()
    async def on_raw_member_remove(self, payload: discord.RawMemberRemoveEvent) -> None:
        """Who leaves the server leaves its rounds."""
        guild_id, member_id = GuildId(payload.guild_id), MemberId(payload.user.id)
        with self._client.in_hand.busy():
            await leaving.leave_guild(self._house, guild_id=guild_id, member_id=member_id, now=self._client.clock.now())

    async def _hear_dm(self, message: discord.Message) -> None:
        """A reply is kept and acknowledged by a step of its own; of anything else they read what it can be."""
        taken = await self._take_in_dm(said_in(message))
        match taken:
            case Taken.NO_WORDS | Taken.ENOUGH:
                await message.channel.send(**make_arguments(write_not_kept(taken, self._pen())))
            case Taken.NOTHING_OPEN:
                await self._answer_dm(message)
            case Taken.KNOWN | Taken.KEPT | Taken.ASKED:
                pass

    async def _take_in_dm(self, said: Said) -> Taken:
        """A database that keeps nothing now is asked again; what it never took is read back with the next session."""
        async with self._in_dms:
            for pause in PAUSES[:3]:
                try:
                    return await direct.hear(self._house, said, self._client.clock.now(), marks=self._dms_are_read)
                except Exception as error:
                    log_fault("direct message", error)
                    self._dms_are_read = False
                await asyncio.sleep(pause)
        return Taken.KNOWN

    def _pen(self) -> Pen:
        return Pen(speech=self._client.texts.for_locale(SOURCE_LANGUAGE), token=None, now=self._client.clock.now())

    async def _answer_dm(self, message: discord.Message) -> None:
        """At most once a day for each person, as far as this process remembers."""
        now = self._client.clock.now()
        if self._answered_on.get(message.author.id) == now.date():
            return
        self._answered_on[message.author.id] = now.date()
        await message.channel.send(**make_arguments(write_where_to_write(self._pen())))


def is_of_a_person(message: discord.Message) -> bool:
    """Whether a person wrote this message: no bot, no webhook, and not Discord itself."""
    return not message.author.bot and message.webhook_id is None and not message.is_system()
