"""Taking in what the gateway tells: in groups, each kept in one transaction, in the order in which it came."""

import asyncio
from collections import deque
from collections.abc import Coroutine, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from typing import Any

import discord

from bot.actions import collecting
from bot.actions.activity import Activity
from bot.actions.ports import Clock, House, Said
from bot.actions.tally import Tally
from bot.domain.harmless import storable
from bot.domain.hosting import WatchedThread
from bot.domain.ids import ChannelId, MemberId, MessageId
from bot.frontend.errors import log_fault
from bot.store.connecting import trouble_of

MOST_REMEMBERED = 2_000
"""Threads whose purpose is kept in memory."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deleted:
    """Messages of a channel are gone."""

    channel_id: int
    message_ids: frozenset[int]
    direct: bool = False
    """Whether the channel is a person's DM."""


class Intake:
    """Keeps what was heard. While one group is being kept the next gathers, so that a flood costs few commits.

    What could not be kept is logged once; the message that cannot be kept keeps out no other. What is lost so is read
    back with the thread.
    """

    def __init__(self, house: House, activity: Activity, clock: Clock) -> None:
        self._house = house
        self._activity = activity
        self._clock = clock
        self._heard = deque[Said | Deleted]()
        self._threads: dict[ChannelId, WatchedThread] = {}
        self._tally = Tally()
        self._in_hand = ExitStack()
        self._keeping: asyncio.Task[None] | None = None

    def put(self, heard: Said | Deleted) -> None:
        """It will be kept, after all that was heard before. Returns at once; the activity is busy until then."""
        self._heard.append(heard)
        if self._keeping is None:
            self._in_hand.enter_context(self._activity.busy())
            self._keeping = asyncio.create_task(self._keep(), name="intake")

    async def _keep(self) -> None:
        with self._in_hand:
            try:
                while self._heard:
                    await self._keep_next()
            finally:
                self._keeping = None

    async def _keep_next(self) -> None:
        """The longest run of messages that one transaction may take is kept, or one deletion."""
        first = self._heard.popleft()
        if isinstance(first, Deleted):
            return await self._guarded(self._take_back(first))
        group = [first]
        while self._heard and len(group) < collecting.AT_ONCE and isinstance(following := self._heard[0], Said):
            group.append(following)
            self._heard.popleft()
        try:
            await self._take_in(group)
        except Exception as error:
            if len(group) == 1 or trouble_of(error):
                log_fault("intake", error)
                return None
            for said in group:
                await self._guarded(self._take_in([said]))
        return None

    @staticmethod
    async def _guarded(keeping: Coroutine[Any, Any, None]) -> None:
        try:
            await keeping
        except Exception as error:
            log_fault("intake", error)

    async def _take_in(self, group: Sequence[Said]) -> None:
        watched = await self._watched({said.thread_id for said in group})
        heard = [without_pair_talk(said, watched[said.thread_id]) for said in group if said.thread_id in watched]
        if heard:
            await collecting.take_in(self._house, heard, self._clock.now(), self._tally)

    async def _watched(self, channels: set[ChannelId]) -> Mapping[ChannelId, WatchedThread]:
        """Remembered is what a thread is for, which never changes; `take_in` sees whether its round still runs."""
        if fresh := channels - self._threads.keys():
            if len(self._threads) > MOST_REMEMBERED:
                self._threads.clear()
            self._threads |= await collecting.watched_among(self._house, fresh)
        return self._threads

    async def _take_back(self, deleted: Deleted) -> None:
        if deleted.direct or await collecting.watched_among(self._house, [ChannelId(deleted.channel_id)]):
            gone = [MessageId(message_id) for message_id in deleted.message_ids]
            await collecting.take_back(self._house, gone, self._clock.now())


def without_pair_talk(said: Said, thread: WatchedThread) -> Said:
    """What was said, without its words where a pair talks: they go no further than this edge."""
    return said if thread.pair_id is None else replace(said, text="")


def said_in(message: discord.Message) -> Said:
    """What was said in a message, which itself need not be held any longer."""
    return Said(
        thread_id=ChannelId(message.channel.id),
        message_id=MessageId(message.id),
        author_id=MemberId(message.author.id),
        author_name=storable(message.author.display_name),
        text=message.content,
        said_at=message.created_at,
        edited_at=message.edited_at,
        answers=_answered(message),
    )


def _answered(message: discord.Message) -> MessageId | None:
    """The message that this one is Discord's reply to; a forwarded one answers nothing."""
    answered = message.reference.message_id if message.reference is not None else None
    return MessageId(answered) if answered and message.type is discord.MessageType.reply else None
