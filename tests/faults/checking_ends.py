"""The end of a round: each thanked once, answers kept as they were last, wishes told only where all said yes."""

import json
from collections import Counter
from collections.abc import Iterator

from bot.rehearsal.cues import verbs_in
from bot.sandbox import Channel, ChannelKind, Message
from tests.faults.ledger import Parting
from tests.faults.seen import Findings, Seen
from tests.faults.seen_words import descriptions_of

ALL_STAY, ONE_STAYS = "each of you wants to stay in touch", "would like to stay in touch, as you do"
ASKED_TO_BE_TOLD = "You asked me to tell you."
PRIVATE = (ChannelKind.DM, ChannelKind.PRIVATE_THREAD)


def _readers(channel: Channel, message: Message) -> list[int]:
    return [channel.recipient_id] if channel.recipient_id else list(message.pinged_ids)


def goodbyes(seen: Seen, found: Findings) -> None:
    """Everybody who took part to the end, by DM; whose DMs are closed in their pair's thread."""
    thanked = Counter(
        member
        for channel, message in seen.of_bot(*PRIVATE)
        if "survey" in verbs_in(message)
        for member in _readers(channel, message)
    )
    here = seen.ledger.joined.keys() - seen.ledger.left.keys()
    for member in here | thanked.keys():
        needed = member in here and _can_be_reached(seen, member)
        found.count(f"goodbye to {member}", thanked[member], needed=needed)


def _can_be_reached(seen: Seen, member: int) -> bool:
    """Whether their DMs are open, or the thread of their pair stands."""
    stands = (thread for thread, pair in seen.lasting.items() if member in pair.members)
    return member not in seen.closed_dms or any(not seen.is_deleted(thread) for thread in stands)


def answers(seen: Seen, found: Findings) -> None:
    """What was acknowledged last is kept, and nothing that nobody said."""
    kept = {member: (frozenset(json.loads(gains)), words) for member, gains, words in seen.kept.surveys}
    for member, parting in seen.ledger.partings.items():
        gains, words = kept.pop(member, (frozenset(), ""))
        if not parting.gains.may_be(gains):
            found.lost.append(f"answer of {member}, what the round gave them: {parting.gains} and not {gains}")
        if not parting.words.may_be(words):
            found.lost.append(f"answer of {member}, their sentence: {parting.words} and not {words}")
    found.duplicates += [f"an answer that nobody gave: {each} {said}" for each, said in kept.items()]


def wishes(seen: Seen, found: Findings) -> None:
    """Partners are told once where all of them said yes, and never where one of them did not."""
    told = Counter(channel.id for channel, _ in _telling(seen, ChannelKind.PRIVATE_THREAD, ALL_STAY))
    for thread, times in told.items():
        found.count(f"that partners stay in touch, in {thread}", times)
        members = seen.pairs[thread].members if thread in seen.pairs else frozenset[int]()
        if not members or not all(_parting(seen, each).stays_in_touch.may_be("yes") for each in members):
            found.duplicates.append(f"in {thread} was told that all stay in touch, and not all had said so")
    alone = Counter(channel.recipient_id or 0 for channel, _ in _telling(seen, ChannelKind.DM, ONE_STAYS))
    for member, times in alone.items():
        found.count(f"that partners stay in touch, to {member}", times)
        if not _parting(seen, member).stays_in_touch.may_be("yes"):
            found.duplicates.append(f"{member} was told of staying in touch, and had not said so")
    for thread, pair in seen.lasting.items():
        agreed = all(_parting(seen, each).stays_in_touch.is_surely("yes") for each in pair.members)
        if agreed and not seen.is_deleted(thread) and not told[thread]:
            found.lost.append(f"that partners stay in touch, in {thread}")


def _telling(seen: Seen, kind: ChannelKind, words: str) -> Iterator[tuple[Channel, Message]]:
    return (each for each in seen.of_bot(kind) if words in each[1].content)


def _parting(seen: Seen, member: int) -> Parting:
    return seen.ledger.partings.get(member, Parting())


def invitations(seen: Seen, found: Findings) -> None:
    """Who asked hears once of the next round, and nobody else does."""
    told = Counter(
        member
        for channel, message in seen.of_bot(*PRIVATE)
        if any(ASKED_TO_BE_TOLD in text for text in descriptions_of(message))
        for member in _readers(channel, message)
    )
    is_made = seen.ledger.next_round_at is not None and seen.stage.channel.deleted_at is None
    for member, parting in seen.ledger.partings.items():
        is_here = member not in seen.ledger.left and member not in seen.closed_dms
        needed = is_made and is_here and parting.wants_invitation.is_surely(True)
        found.count(f"word of the next round to {member}", told[member], needed=needed)
    found.duplicates += [
        f"word of the next round to {each}, who did not ask"
        for each in told
        if not _parting(seen, each).wants_invitation.may_be(True)
    ]


CHECKS = (goodbyes, answers, wishes, invitations)
