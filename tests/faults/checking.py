"""The independent checker: the sandbox's world and what people were told, held against what was planned.

It asks the bot's database for one thing only, the replies, since they stand nowhere else; and in its own words.
"""

import json
import re
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from bot.domain.timetable import EntryKind, Timetable, TimetableEntry
from bot.rehearsal.cues import verbs_in
from bot.rehearsal.stage import Stage
from bot.sandbox import Channel, ChannelKind, Message
from bot.sandbox.shapes import text_in, walk_components
from tests.faults.crowd import Handed, Ledger

PLACE_TO_TALK = re.compile(r"Your place to talk is <#(\d+)>")
GREETED = "This is your place to talk."
SUMMARISED = "What people said: "
WAITS = "no partner"
REMINDS = "still waits for you"
"""What organisers are told each day until they have done it."""


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
class Checker:
    """Everything that is known from outside."""

    stage: Stage
    ledger: Ledger
    timetable: Timetable
    database: Path
    spoiled: frozenset[int] = frozenset()
    """Threads that trouble deleted or that cannot be written in for good."""
    may_skip_check_ins: bool = False
    """Whether the bot was away for longer than a check-in makes sense."""

    def check(self) -> Findings:
        found = Findings()
        self._nothing_stands_twice(found)
        self._prompts(found)
        self._pairs(found)
        self._summaries(found)
        self._who_left(found)
        self._forms(found)
        self._threads(found)
        return found

    def _of_bot(self, *kinds: ChannelKind) -> Iterator[tuple[Channel, Message]]:
        """All that the bot said for others, what was deleted again too: it was read by then."""
        world = self.stage.sandbox.world
        for channel in world.channels.values():
            for message in channel.messages.values():
                if message.author_id == world.bot.id and message.only_for is None and channel.kind in kinds:
                    yield channel, message

    def _nothing_stands_twice(self, found: Findings) -> None:
        """Neither by the mark of its step nor, whatever its mark, by what it says where."""
        tokens, words = Counter[str](), Counter[tuple[int, str]]()
        for channel, message in self._of_bot(*ChannelKind):
            if (token := _token(message)) is not None:
                tokens[token] += 1
                words[channel.id, _words(message)] += REMINDS not in message.content
        found.duplicates += [f"step {token} in {times} messages" for token, times in tokens.items() if times > 1]
        found.duplicates += [
            f"said {times} times in {place}: {said[:80]}" for (place, said), times in words.items() if times > 1
        ]

    def _prompts(self, found: Findings) -> None:
        posted = Counter(
            int(verbs["reply"][1])
            for channel, message in self._of_bot(ChannelKind.TEXT)
            if "reply" in (verbs := verbs_in(message)) and channel is self.stage.channel
        )
        for entry in self.timetable.prompts():
            found.count(f"prompt {entry.prompt}", posted[entry.prompt])
        for channel, message in self._of_bot(ChannelKind.TEXT):
            if "reply" in verbs_in(message) and message.id not in self.stage.sandbox.world.channels:
                found.lost.append(f"thread of a prompt in {channel.name}")

    def _pairs(self, found: Findings) -> None:
        greetings = [
            (channel, message)
            for channel, message in self._of_bot(ChannelKind.PRIVATE_THREAD)
            if message.content.endswith(GREETED)
        ]
        for thread, times in Counter(channel.id for channel, _ in greetings).items():
            found.count(f"greeting in {thread}", times)
        groups = Counter(frozenset(message.pinged_ids) for _, message in greetings)
        for group, times in groups.items():
            found.count(f"thread of {sorted(group)}", times)
        pairs = {
            channel.id: Pair(members=frozenset(message.pinged_ids), since=message.created_at)
            for channel, message in greetings
        }
        self._people(found, pairs)
        self._check_ins(found, pairs)
        self._prompts_of_pairs(found, pairs)

    def _people(self, found: Findings, pairs: dict[int, Pair]) -> None:
        introduced = Counter(
            (channel.recipient_id, int(thread))
            for channel, message in self._of_bot(ChannelKind.DM)
            for thread in PLACE_TO_TALK.findall(json.dumps(message.embeds))
        )
        closed = self.stage.sandbox.world.closed_dms | self.ledger.left.keys()
        for thread, pair in pairs.items():
            for member in pair.members:
                what = f"introduction of {member} to {thread}"
                found.count(what, introduced.pop((member, thread), 0), needed=member not in closed)
        found.duplicates += [f"introduction of {member} to {thread}, not theirs" for member, thread in introduced]
        for member in self.ledger.joined.keys() - self.ledger.left.keys():
            if not any(member in pair.members for pair in pairs.values()) and not self._waits(member):
                found.lost.append(f"a partner, or word of none, for {member}")

    def _waits(self, member: int) -> bool:
        return any(
            channel.recipient_id == member and WAITS in message.content.lower()
            for channel, message in self._of_bot(ChannelKind.DM)
        )

    def _check_ins(self, found: Findings, pairs: dict[int, Pair]) -> None:
        asked = Counter[tuple[int, int, int]]()
        for channel, message in self._of_bot(ChannelKind.DM, ChannelKind.PRIVATE_THREAD):
            if (about := verbs_in(message).get("checkin")) is not None:
                for member in [channel.recipient_id] if channel.recipient_id else message.pinged_ids:
                    asked[member or 0, int(about[1]), int(about[2])] += 1
        for (member, pair, prompt), times in asked.items():
            found.count(f"check-in of {member} in pair {pair} for prompt {prompt}", times)
        by_person = Counter((member, prompt) for member, _, prompt in asked)
        for pair in self._lasting(pairs).values():
            for entry in self._planned(EntryKind.CHECK_IN, pair):
                for member in pair.members:
                    there = by_person[member, entry.prompt or 0]
                    found.count(f"check-in of {member} for {entry.prompt}", there, needed=not self.may_skip_check_ins)

    def _planned(self, kind: EntryKind, pair: Pair) -> list[TimetableEntry]:
        """What is due to a pair since it was brought together."""
        return [entry for entry in self.timetable.entries if entry.kind is kind and entry.due_at > pair.since]

    def _lasting(self, pairs: dict[int, Pair]) -> dict[int, Pair]:
        """Pairs that stayed as they were, nobody left or found another place, and whose thread was spared."""
        return {
            thread: pair
            for thread, pair in pairs.items()
            if not pair.members & self.ledger.left.keys()
            and thread not in self.spoiled
            and not any(pair.members & other.members and later > thread for later, other in pairs.items())
        }

    def _prompts_of_pairs(self, found: Findings, pairs: dict[int, Pair]) -> None:
        brought = Counter[tuple[int, str]]()
        for channel, message in self._of_bot(ChannelKind.PRIVATE_THREAD):
            if "pair_reply" in verbs_in(message):
                brought[channel.id, message.content.rpartition("Prompt ")[2]] += 1
        for (thread, prompt), times in brought.items():
            found.count(f"prompt {prompt} in {thread}", times)
        for thread, pair in self._lasting(pairs).items():
            missing = len(self._planned(EntryKind.PROMPT, pair)) - sum(each == thread for each, _ in brought)
            found.lost += [f"a prompt in {thread}"] * missing

    def _summaries(self, found: Findings) -> None:
        posted = Counter(
            message.content.removeprefix(SUMMARISED)
            for channel, message in self._of_bot(ChannelKind.TEXT)
            if message.content.startswith(SUMMARISED) and channel is self.stage.channel
        )
        planned = sum(entry.kind is EntryKind.SUMMARY_DRAFT for entry in self.timetable.entries)
        for title, times in posted.items():
            found.count(f"summary {title}", times)
        found.lost += ["a summary"] * (planned - len(posted))

    def _who_left(self, found: Findings) -> None:
        for channel, message in self._of_bot(*ChannelKind):
            for member in {*message.pinged_ids, *([channel.recipient_id] if channel.recipient_id else [])}:
                left_at = self.ledger.left.get(member)
                if left_at is not None and message.created_at > left_at:
                    found.duplicates.append(f"{member} left and was told: {message.content[:60]}")

    def _forms(self, found: Findings) -> None:
        kept = Counter(
            self._rows(
                "SELECT prompt_number, member_id, text FROM reply JOIN reply_author ON reply_id = reply.id"
                " WHERE source = 'form' AND withdrawn_at IS NULL"
            )
        )
        for handed in self.ledger.handed:
            texts = [handed.text, *handed.perhaps]
            times = sum(kept.pop((handed.prompt, handed.member_id, text), 0) for text in texts)
            found.count(_named(handed), times, needed=handed.acknowledged)
        found.duplicates += [f"kept, and never handed in: {row}" for row in kept]

    def _threads(self, found: Findings) -> None:
        kept = dict(self._rows("SELECT source_id, text FROM reply WHERE source = 'thread' AND withdrawn_at IS NULL"))
        said: dict[int, str] = {}
        for message in self._said_in_threads():
            said[message.id] = message.content.strip()
        found.lost += [f"said in a thread: {text}" for number, text in said.items() if kept.get(number) != text]
        found.duplicates += [f"kept, though it does not stand: {kept[each]}" for each in kept.keys() - said.keys()]

    def _said_in_threads(self) -> Iterable[Message]:
        bot = self.stage.sandbox.world.bot.id
        for channel in self.stage.sandbox.world.channels.values():
            if channel.kind is ChannelKind.PUBLIC_THREAD and channel.id not in self.spoiled:
                yield from (
                    message
                    for message in channel.messages.values()
                    if message.author_id != bot and message.deleted_at is None and message.content
                )

    def _rows(self, sql: str) -> list[tuple]:
        with sqlite3.connect(self.database) as connection:
            return connection.execute(sql).fetchall()


def _named(handed: Handed) -> str:
    return f"reply of {handed.member_id} to prompt {handed.prompt}: {handed.text[:40]}"


def _token(message: Message) -> str | None:
    for part in walk_components(message.components):
        if "~" in text_in(part.get("custom_id")):
            return text_in(part.get("custom_id")).partition("~")[2]
    return None


def _words(message: Message) -> str:
    """What one sees of it and what its buttons do, without the mark of its step."""
    buttons = sorted(text_in(part.get("custom_id")).partition("~")[0] for part in walk_components(message.components))
    return json.dumps([message.content, message.embeds, buttons], sort_keys=True)
