"""What is known of a played round from outside: the sandbox's world, what people were told, and the replies kept."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property

from bot.domain.timetable import EntryKind, Timetable, TimetableEntry
from bot.rehearsal.stage import Stage
from bot.sandbox import Channel, ChannelKind, Message
from tests.faults.calendars import Calendar
from tests.faults.ledger import Ledger
from tests.faults.seen_words import GREETED, RESTS

SOON = timedelta(days=2)
"""Whose partner left so soon after the greeting need not be introduced any more."""


@dataclass(slots=True)
class Findings:
    """What should not be."""

    duplicates: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)

    def count(self, what: str, times: int, *, needed: bool = True) -> None:
        """Exactly one is right; none is right too where it is not needed."""
        if times > 1:
            self.duplicates.append(f"{what}: {times} times")
        elif times == 0 and needed:
            self.lost.append(what)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Partners as their thread's greeting names them."""

    members: frozenset[int]
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """Replies and answers in the bot's database, asked in the checker's own words: they stand nowhere else.

    Forms as (prompt, member, text), threads as (message, text), pairs as (text, member, whether confirmed),
    surveys as (member, JSON of what the round gave them, their sentence).
    """

    forms: list[tuple[int, int, str]]
    threads: list[tuple[int, str]]
    pairs: list[tuple[str, int, bool]]
    surveys: list[tuple[int, str, str]]


@dataclass(frozen=True, kw_only=True)
class Seen:
    """Everything that is known from outside."""

    stage: Stage
    ledger: Ledger
    timetable: Timetable
    calendar: Calendar
    kept: Kept
    may_skip_check_ins: bool = False
    """Whether the bot was away for longer than a check-in makes sense."""
    is_on_time: bool = False
    """Whether nothing befell the round that could make a prompt late by an hour."""

    def of_bot(self, *kinds: ChannelKind) -> Iterator[tuple[Channel, Message]]:
        """All that the bot said for others, what was deleted again too: it was read by then."""
        world = self.stage.sandbox.world
        for channel in world.channels.values():
            for message in channel.messages.values():
                if message.author_id == world.bot.id and message.only_for is None and channel.kind in kinds:
                    yield channel, message

    @cached_property
    def greetings(self) -> list[tuple[Channel, Message]]:
        return [
            (channel, message)
            for channel, message in self.of_bot(ChannelKind.PRIVATE_THREAD)
            if message.content.endswith(GREETED)
        ]

    @cached_property
    def pairs(self) -> dict[int, Pair]:
        """By their thread."""
        return {
            channel.id: Pair(members=frozenset(message.pinged_ids), since=message.created_at)
            for channel, message in self.greetings
        }

    @cached_property
    def lasting(self) -> dict[int, Pair]:
        """Pairs that stayed as they were: nobody left, rested after a long silence or found another place."""
        return {
            thread: pair
            for thread, pair in self.pairs.items()
            if not pair.members & (self.ledger.left.keys() | self.resting)
            and not any(pair.members & other.members and later > thread for later, other in self.pairs.items())
        }

    @cached_property
    def resting(self) -> set[int]:
        """Who was told that no partner is looked for after their silence."""
        told = [each for each in self.of_bot(ChannelKind.DM, ChannelKind.PRIVATE_THREAD) if RESTS in each[1].content]
        return {
            member
            for channel, message in told
            for member in ([channel.recipient_id] if channel.recipient_id else message.pinged_ids)
        }

    @property
    def closed_dms(self) -> set[int]:
        return self.stage.sandbox.world.closed_dms

    @property
    def closes_at(self) -> datetime:
        return self.timetable.entry(EntryKind.ROUND_CLOSES).due_at

    def is_deleted(self, channel_id: int) -> bool:
        return self.deleted_at(channel_id) is not None

    def deleted_at(self, channel_id: int) -> datetime | None:
        return self.stage.sandbox.world.channels[channel_id].deleted_at

    def is_gone_by(self, instant: datetime) -> bool:
        """Whether the program's channel was deleted before."""
        gone_at = self.stage.channel.deleted_at
        return gone_at is not None and gone_at <= instant

    def planned(self, kind: EntryKind, pair: Pair) -> list[TimetableEntry]:
        """What is due to a pair since it was brought together."""
        return [entry for entry in self.timetable.entries if entry.kind is kind and entry.due_at > pair.since]

    def said_by_people(self) -> Iterable[Message]:
        """What people wrote in threads of prompts, deleted or not."""
        bot = self.stage.sandbox.world.bot.id
        for channel in self.stage.sandbox.world.channels.values():
            if channel.kind is ChannelKind.PUBLIC_THREAD:
                yield from (each for each in channel.messages.values() if each.author_id != bot and each.content)
