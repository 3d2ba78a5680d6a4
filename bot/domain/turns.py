"""Several messages in a row by one person, which a reader takes as one."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta

from bot.domain.ids import ReplyId
from bot.domain.reply import Reply, Source
from bot.domain.words import Words

IN_A_ROW = timedelta(minutes=5)
"""So soon after the one before, with nobody between, a message goes on with it."""


def continued(replies: Iterable[Reply]) -> dict[ReplyId, ReplyId]:
    """Return for each reply that goes on with others before it the first of them; all others are missing.

    Only messages go on: in one thread, or in one person's DM, by one person, each at most `IN_A_ROW` after the one
    before. One that is Discord's reply to a message begins anew, for it goes on with that. What somebody else said
    between, as far as it is among `replies`, ends a row. They may come in any order.
    """
    firsts: dict[ReplyId, ReplyId] = {}
    last: dict[object, Reply] = {}
    for reply in sorted(replies, key=lambda each: (each.said_at, each.source_id)):
        place = _place_of(reply)
        before = last.get(place)
        if place is None:
            continue
        if before is not None and _goes_on(before, reply):
            firsts[reply.id] = firsts.get(before.id, before.id)
        last[place] = reply
    return firsts


def _place_of(reply: Reply) -> object:
    """Where messages stand below each other; None for what is no message."""
    match reply.source:
        case Source.THREAD:
            return reply.channel_id
        case Source.DIRECT:
            return reply.source, _writers(reply)
        case _:
            return None


def _goes_on(before: Reply, reply: Reply) -> bool:
    soon = reply.said_at - before.said_at <= IN_A_ROW
    same = (_writers(before), before.prompt_number) == (_writers(reply), reply.prompt_number)
    return soon and same and reply.answers is None


def _writers(reply: Reply) -> tuple[int, ...]:
    return tuple(author.member_id for author in reply.authors)


def as_read(words: Sequence[Words]) -> list[str]:
    """Return the text of each as a reader takes it: what was said in a row is read whole, whichever part one looks at.

    For telling what replies are about; a quote is always taken from one of them alone.
    """
    rows: dict[ReplyId, list[Words]] = {}
    for each in words:
        rows.setdefault(each.continues or each.reply_id, []).append(each)
    whole: Mapping[ReplyId, str] = {
        first: "\n".join(part.text for part in sorted(parts, key=lambda part: (part.said_at, part.reply_id)))
        for first, parts in rows.items()
    }
    return [whole[each.continues or each.reply_id] for each in words]
