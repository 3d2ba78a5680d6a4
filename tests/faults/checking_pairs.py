"""What is said to partners: greeted and introduced once, asked once, each prompt once, and nothing to who left."""

import json
import re
from collections import Counter

from bot.domain.timetable import EntryKind
from bot.rehearsal.cues import verbs_in
from bot.sandbox import ChannelKind
from tests.faults.seen import SOON, Findings, Pair, Seen

PLACE_TO_TALK = re.compile(r"Your place to talk: <#(\d+)>")
WHY_PAIRED = "Why you were paired"
CANNOT_WRITE = "I cannot send you direct messages."
WAITS = "look for a partner for you"


def greetings(seen: Seen, found: Findings) -> None:
    for thread, times in Counter(channel.id for channel, _ in seen.greetings).items():
        found.count(f"greeting in {thread}", times)
    for group, times in Counter(frozenset(message.pinged_ids) for _, message in seen.greetings).items():
        found.count(f"thread of {sorted(group)}", times)


def introductions(seen: Seen, found: Findings) -> None:
    """By DM; whose DMs are closed reads once in their pair's thread that all is said there."""
    introduced = Counter(
        (channel.recipient_id, int(thread))
        for channel, message in seen.of_bot(ChannelKind.DM)
        for thread in PLACE_TO_TALK.findall(json.dumps(message.embeds))
    )
    # Where no thread can be made they are introduced without one, which may come later, once the bot may make it.
    without_thread = Counter(
        channel.recipient_id
        for channel, message in seen.of_bot(ChannelKind.DM)
        if WHY_PAIRED in (told := json.dumps(message.embeds)) and not PLACE_TO_TALK.search(told)
    )
    moved = _told_to_read_threads(seen, found)
    for thread, pair in seen.pairs.items():
        hurried = any(at - pair.since < SOON for at in (seen.ledger.left.get(each) for each in pair.members) if at)
        for member in pair.members:
            times = introduced.pop((member, thread), 0)
            if not times and without_thread[member]:
                without_thread[member] -= 1
                times = 1
            reached = member in seen.closed_dms and (member in moved or seen.is_deleted(thread))
            found.count(f"introduction of {member} to {thread}", times, needed=not (reached or hurried))
    found.duplicates += [f"introduction of {member} to {thread}, not theirs" for member, thread in introduced]


def _told_to_read_threads(seen: Seen, found: Findings) -> set[int]:
    told = Counter[int]()
    for channel, message in seen.of_bot(ChannelKind.PRIVATE_THREAD):
        if CANNOT_WRITE in message.content:
            told.update(message.pinged_ids)
            theirs = seen.pairs.get(channel.id)
            found.duplicates += [
                f"{each} was told in the thread of others"
                for each in message.pinged_ids
                if not theirs or each not in theirs.members
            ]
    for member, times in told.items():
        found.count(f"word to {member} that messages come in the thread", times)
    return set(told)


def partners(seen: Seen, found: Findings) -> None:
    """Whoever joined has a partner, or word of none."""
    for member in seen.ledger.joined.keys() - seen.ledger.left.keys():
        if not any(member in pair.members for pair in seen.pairs.values()) and not _waits(seen, member):
            found.lost.append(f"a partner, or word of none, for {member}")


def _waits(seen: Seen, member: int) -> bool:
    return any(
        channel.recipient_id == member and WAITS in message.content.lower()
        for channel, message in seen.of_bot(ChannelKind.DM)
    )


def check_ins(seen: Seen, found: Findings) -> None:
    asked = Counter[tuple[int, int, int]]()
    for channel, message in seen.of_bot(ChannelKind.DM, ChannelKind.PRIVATE_THREAD):
        if (about := verbs_in(message).get("checkin")) is not None:
            for member in [channel.recipient_id] if channel.recipient_id else message.pinged_ids:
                asked[member or 0, int(about[1]), int(about[2])] += 1
    for (member, pair, prompt), times in asked.items():
        found.count(f"check-in of {member} in pair {pair} for prompt {prompt}", times)
    by_person = Counter((member, prompt) for member, _, prompt in asked)
    for thread, pair in seen.lasting.items():
        for entry in seen.planned(EntryKind.CHECK_IN, pair):
            for member in pair.members:
                unreachable = seen.is_deleted(thread) and member in seen.closed_dms
                needed = not (seen.may_skip_check_ins or unreachable)
                found.count(
                    f"check-in of {member} for {entry.prompt}", by_person[member, entry.prompt or 0], needed=needed
                )


def prompts_of_pairs(seen: Seen, found: Findings) -> None:
    brought = Counter[tuple[int, str]]()
    for channel, message in seen.of_bot(ChannelKind.PRIVATE_THREAD):
        if "pair_reply" in verbs_in(message):
            brought[channel.id, message.content.rpartition("Prompt ")[2]] += 1
    for (thread, prompt), times in brought.items():
        found.count(f"prompt {prompt} in {thread}", times)
    for thread, pair in seen.lasting.items():
        missing = _due_in(seen, thread, pair) - sum(each == thread for each, _ in brought)
        found.lost += [f"a prompt in {thread}"] * missing


def _due_in(seen: Seen, thread: int, pair: Pair) -> int:
    """How many prompts were due there before the thread was deleted; one that was deleted just then is not counted."""
    deleted_at = seen.deleted_at(thread)
    planned = seen.planned(EntryKind.PROMPT, pair)
    return sum(deleted_at is None or entry.due_at + SOON < deleted_at for entry in planned)


def who_left(seen: Seen, found: Findings) -> None:
    """They are told nothing more."""
    for channel, message in seen.of_bot(*ChannelKind):
        for member in {*message.pinged_ids, *([channel.recipient_id] if channel.recipient_id else [])}:
            left_at = seen.ledger.left.get(member)
            if left_at is not None and message.created_at > left_at:
                found.duplicates.append(f"{member} left and was told: {message.content[:60]}")


CHECKS = (greetings, introductions, partners, check_ins, prompts_of_pairs, who_left)
