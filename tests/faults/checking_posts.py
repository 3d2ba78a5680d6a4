"""What is said to all: nothing twice, each prompt and each summary once, in the right place and at the right time."""

from collections import Counter
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.timetable import EntryKind
from bot.rehearsal.cues import verbs_in
from bot.sandbox import ChannelKind, Message
from tests.faults.seen import Findings, Seen
from tests.faults.seen_words import token_of, words_of

REMINDS = "still waits for you"
"""What organisers are told each day until they have done it."""
CANNOT_FIND = "I cannot find <#{}> any more."
LATE = timedelta(hours=1)
ANEW_AFTER = timedelta(days=2, hours=12)
"""The same words sooner than this are the same message; a new silence brings them again after three days at least."""


def nothing_stands_twice(seen: Seen, found: Findings) -> None:
    """Neither by the mark of its step nor, whatever its mark, by what it says where."""
    tokens = Counter[str]()
    last: dict[tuple[int, str], datetime] = {}
    for channel, message in sorted(seen.of_bot(*ChannelKind), key=lambda each: each[1].id):
        if (token := token_of(message)) is None:
            continue
        tokens[token] += 1
        said = (channel.id, words_of(message))
        before = last.get(said)
        if before is not None and message.created_at - before < ANEW_AFTER and REMINDS not in message.content:
            found.duplicates.append(f"said twice in {channel.id}: {said[1][:80]}")
        last[said] = message.created_at
    found.duplicates += [f"step {token} in {times} messages" for token, times in tokens.items() if times > 1]


def _posted(seen: Seen) -> list[tuple[int, Message]]:
    """Prompts with their numbers."""
    return [
        (int(verbs["reply"][1]), message)
        for channel, message in seen.of_bot(ChannelKind.TEXT)
        if channel is seen.stage.channel and "reply" in (verbs := verbs_in(message))
    ]


def prompts(seen: Seen, found: Findings) -> None:
    posted = Counter(number for number, _ in _posted(seen))
    for entry in seen.timetable.prompts():
        found.count(f"prompt {entry.prompt}", posted[entry.prompt], needed=not seen.is_gone_by(entry.due_at))
    found.lost += [
        f"thread of prompt {n}" for n, each in _posted(seen) if each.id not in seen.stage.sandbox.world.channels
    ]


def hours(seen: Seen, found: Findings) -> None:
    """Each prompt and the first check-in on its local date and at its hour, as reckoned by hand."""
    if not seen.is_on_time:
        return
    planned = dict(zip((entry.prompt for entry in seen.timetable.prompts()), seen.calendar.prompts_at(), strict=True))
    came = [(f"prompt {number}", planned[number], message.created_at) for number, message in _posted(seen)]
    first = seen.timetable.prompts()[0].prompt
    for _, message in seen.of_bot(ChannelKind.DM, ChannelKind.PRIVATE_THREAD):
        if (about := verbs_in(message).get("checkin")) is not None and int(about[2]) == first:
            came.append(("the first check-in", seen.calendar.check_in_at(), message.created_at))
    zone = ZoneInfo(seen.calendar.zone)
    for what, due_at, at in came:
        if not due_at <= at < due_at + LATE or at.astimezone(zone).date() != due_at.astimezone(zone).date():
            found.lost.append(f"{what} at {due_at.isoformat()}: it came at {at.isoformat()}")


def summaries(seen: Seen, found: Findings) -> None:
    posted = Counter(
        verbs["summary_read"][0]
        for channel, message in seen.of_bot(ChannelKind.TEXT)
        if "summary_read" in (verbs := verbs_in(message)) and channel is seen.stage.channel
    )
    drafts = [entry for entry in seen.timetable.entries if entry.kind is EntryKind.SUMMARY_DRAFT]
    planned = sum(not seen.is_gone_by(entry.due_at) for entry in drafts)
    for number, times in posted.items():
        found.count(f"summary {number}", times)
    found.lost += ["a summary"] * (planned - len(posted))


def gone_places(seen: Seen, found: Findings) -> None:
    """The organisers read once of each place that is gone and where something was to be said."""
    told = Counter(
        channel_id
        for channel, message in seen.of_bot(ChannelKind.TEXT)
        if channel is seen.stage.desk
        for channel_id in seen.stage.sandbox.world.channels
        if CANNOT_FIND.format(channel_id) in message.content
    )
    for channel_id, times in told.items():
        found.count(f"word that {channel_id} is gone", times)
    found.duplicates += [f"{each} was told to be gone, and is there" for each in told if not seen.is_deleted(each)]
    for channel_id in _missed(seen) - told.keys():
        found.lost.append(f"word that {channel_id} is gone")


def _missed(seen: Seen) -> set[int]:
    """Deleted places to which a prompt was still to come."""
    gone_at = seen.stage.channel.deleted_at
    last = seen.timetable.prompts()[-1].due_at
    missed = {seen.stage.channel.id} if gone_at is not None and gone_at < last else set[int]()
    for thread in seen.lasting:
        deleted_at = seen.deleted_at(thread)
        if deleted_at is not None and deleted_at < last:
            missed.add(thread)
    return missed


CHECKS = (nothing_stands_twice, prompts, hours, summaries, gone_places)
