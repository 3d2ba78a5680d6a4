"""What people wrote: kept once and as it was last, shown only as they allowed, and each writer hears back once."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime

from bot.domain.timetable import EntryKind
from bot.rehearsal.cues import verbs_in
from bot.sandbox import ChannelKind
from tests.faults.ledger import Drafted, Handed
from tests.faults.seen import Findings, Seen
from tests.faults.seen_words import descriptions_of

HEARD = "Your reply is part of the summary "
WITH_NAME = "quote_with_name"


def forms(seen: Seen, found: Findings) -> None:
    kept = Counter(seen.kept.forms)
    for handed in seen.ledger.handed:
        times = sum(kept.pop((handed.prompt, handed.member_id, text), 0) for text in _texts_of(handed))
        found.count(_named(handed), times, needed=handed.acknowledged)
    found.duplicates += [f"kept, and never handed in: {row}" for row in kept]


def _texts_of(handed: Handed) -> list[str]:
    return list(dict.fromkeys([handed.text, *handed.perhaps]))


def shown(seen: Seen, found: Findings) -> None:
    """A reply by form stands in the prompt's thread once if its writer gave their name to it, else never."""
    said = [
        (channel.id, text)
        for channel, message in seen.of_bot(ChannelKind.PUBLIC_THREAD)
        for text in descriptions_of(message)
    ]
    for handed in seen.ledger.handed:
        times = sum(text.startswith(handed.first) for _, text in said)
        if handed.consent != WITH_NAME and times:
            found.duplicates.append(f"shown against the writer's wish: {_named(handed)}")
        else:
            needed = handed.acknowledged and handed.consent == WITH_NAME and not _is_over(seen, handed.member_id)
            found.count(f"{_named(handed)} in the thread", times, needed=needed)


def _is_over(seen: Seen, member: int) -> bool:
    return member in seen.ledger.left or seen.stage.channel.deleted_at is not None


def threads(seen: Seen, found: Findings) -> None:
    """What stood in a prompt's thread when the round closed, or has stood since, is kept; and nothing else."""
    kept = dict(seen.kept.threads)
    for message in seen.said_by_people():
        allowed = seen.ledger.texts_since(message, seen.closes_at)
        if kept.pop(message.id, None) not in allowed:
            found.lost.append(f"said in a thread: {message.content}")
    found.duplicates += [f"kept, though nobody said it: {text}" for text in kept.values()]


def pair_replies(seen: Seen, found: Findings) -> None:
    """A draft is kept once, the partner is asked once, and it has the yes of those who said yes."""
    kept = Counter((text, member) for text, member, _ in seen.kept.pairs)
    confirmed = {(text, member): bool(yes) for text, member, yes in seen.kept.pairs}
    asked = Counter(
        text
        for _, message in seen.of_bot(ChannelKind.PRIVATE_THREAD)
        if "confirm" in verbs_in(message)
        for text in descriptions_of(message)
    )
    for drafted in seen.ledger.drafted:
        for member in drafted.members:
            times, yes = kept.pop((drafted.text, member), 0), confirmed.get((drafted.text, member), False)
            found.count(f"reply of the pair to {drafted.prompt} under {member}", times, needed=drafted.acknowledged)
            if member in drafted.said_yes and not yes:
                found.lost.append(f"the yes of {member} to {drafted.text}")
            if yes and member != drafted.member_id and member not in drafted.pressed:
                found.duplicates.append(f"a yes that {member} never gave to {drafted.text}")
        found.count(f"question about {drafted.text}", asked[drafted.text], needed=_must_ask(seen, drafted))
    found.duplicates += [f"kept, and never drafted: {row}" for row in kept]


def _must_ask(seen: Seen, drafted: Drafted) -> bool:
    return drafted.acknowledged and drafted.thread in seen.lasting and not seen.is_deleted(drafted.thread)


def heard_back(seen: Seen, found: Findings) -> None:
    """Who wrote hears once what came of it: of each prompt, of the last one together with the round."""
    heard = Counter(
        (member, message.content)
        for channel, message in seen.of_bot(ChannelKind.DM, ChannelKind.PRIVATE_THREAD)
        if message.content.rpartition("> ")[2].startswith(HEARD)
        for member in ([channel.recipient_id] if channel.recipient_id else message.pinged_ids)
    )
    for (member, what), times in heard.items():
        found.count(f"{member} hears: {what}", times)
    numbers = Counter(member for member, _ in heard)
    for member in seen.ledger.joined:
        since = _told_since(seen, member)
        if since is not None and not _is_over(seen, member):
            missing = _summaries_with(seen, member, since) - numbers[member]
            found.lost += [f"what came of the words of {member}"] * missing


def _told_since(seen: Seen, member: int) -> datetime | None:
    """Since when they can be told things: always by DM, or else since their pair's thread stands; None for never."""
    if member not in seen.closed_dms:
        return datetime.min.replace(tzinfo=UTC)
    theirs = [
        pair.since for thread, pair in seen.lasting.items() if member in pair.members and not seen.is_deleted(thread)
    ]
    return min(theirs, default=None)


def _summaries_with(seen: Seen, member: int, since: datetime) -> int:
    """In how many summaries that are told by themselves, and were drafted since then, words of theirs must be."""
    drafted_at = {
        entry.prompt: entry.due_at for entry in seen.timetable.entries if entry.kind is EntryKind.SUMMARY_DRAFT
    }
    last, closes_at = seen.timetable.prompts()[-1].prompt, drafted_at.pop(None)
    wrote = list(_wrote(seen, member))
    alone = sum(
        any(number == prompt and at < due_at for number, at in wrote)
        for prompt, due_at in drafted_at.items()
        if prompt != last and due_at > since
    )
    return alone + (closes_at > since and any(at < closes_at for _, at in wrote))


def _wrote(seen: Seen, member: int) -> Iterator[tuple[int, datetime]]:
    """Prompt and instant of what surely was kept at that instant, and stands."""
    for handed in seen.ledger.handed:
        if handed.member_id == member and handed.acknowledged_at is not None:
            yield handed.prompt, handed.acknowledged_at
    numbers = {
        message.id: int(verbs["reply"][1])
        for _, message in seen.of_bot(ChannelKind.TEXT)
        if "reply" in (verbs := verbs_in(message))
    }
    for message in seen.said_by_people():
        if message.author_id == member and message.deleted_at is None:
            yield numbers[message.channel_id], message.created_at


def _named(handed: Handed) -> str:
    return f"reply of {handed.member_id} to prompt {handed.prompt}: {handed.text[:40]}"


CHECKS = (forms, shown, threads, pair_replies, heard_back)
