"""Replies that are messages in the thread of a prompt: many at once, and told from those that were kept before."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, exists, insert, select

from bot.domain.ids import ChannelId, MemberId, MessageId, ReplyId, RoundId
from bot.domain.reply import Source, digest_of
from bot.store.engine import Tx
from bot.store.rows import equals
from bot.store.tables import AUTHOR, PARTICIPANT, REPLY


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What a reply that is kept says now."""

    id: ReplyId
    text: str
    withdrawn: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """A reply that is a message in the thread of a prompt, by one person."""

    message_id: MessageId
    text: str
    said_at: datetime
    member_id: MemberId
    name: str
    answers: MessageId | None = None


_ADD_HEARD = insert(REPLY)
_WRITER = bindparam("the_member_id", type_=AUTHOR.c.member_id.type)
_TAKES_PART = exists().where(
    PARTICIPANT.c.round_id == REPLY.c.round_id, PARTICIPANT.c.member_id == _WRITER, PARTICIPANT.c.left_at.is_(None)
)
# What stands in the reply's row is taken from there: each argument costs something for every message.
_THEIR_AUTHORS = {
    AUTHOR.c.reply_id: REPLY.c.id,
    AUTHOR.c.member_id: _WRITER,
    AUTHOR.c.name: bindparam("the_name", type_=AUTHOR.c.name.type),
    AUTHOR.c.guest: ~_TAKES_PART,
    AUTHOR.c.confirmed_at: REPLY.c.said_at,
}
_ADD_THEIR_AUTHORS = insert(AUTHOR).from_select(
    [column.name for column in _THEIR_AUTHORS], select(*_THEIR_AUTHORS.values()).where(equals(REPLY.c.source_id))
)
_KNOWN = select(REPLY.c.source_id, REPLY.c.id, REPLY.c.text, REPLY.c.withdrawn_at).where(
    REPLY.c.source_id.in_(bindparam("sources", expanding=True))
)


async def add(tx: Tx, *, round_id: RoundId, prompt_number: int, channel_id: ChannelId, heard: Sequence[Heard]) -> None:
    """All these replies are kept, as words that their writers need not confirm; who takes no part is a guest.

    None of their messages may have been kept before: `known_among` tells.
    """
    if not heard:
        return
    same: dict[str, Any] = {
        "round_id": round_id,
        "prompt_number": prompt_number,
        "source": Source.THREAD,
        "channel_id": channel_id,
    }
    fresh = [
        {
            **same,
            "source_id": each.message_id,
            "message_id": each.message_id,
            "text": each.text,
            "digest": digest_of(each.text),
            "said_at": each.said_at,
            "answers": each.answers,
        }
        for each in heard
    ]
    await tx.execute(_ADD_HEARD, fresh)
    by_whom = [
        {"the_source_id": each.message_id, "the_member_id": each.member_id, "the_name": each.name} for each in heard
    ]
    await tx.execute(_ADD_THEIR_AUTHORS, by_whom)


async def known_among(tx: Tx, source_ids: Collection[int]) -> dict[int, Known]:
    """Return what was kept before of these messages or interactions, by their ids."""
    found = await tx.execute(_KNOWN, {"sources": sorted(source_ids)})
    return {
        source_id: Known(id=reply_id, text=text, withdrawn=withdrawn_at is not None)
        for source_id, reply_id, text, withdrawn_at in found
    }
