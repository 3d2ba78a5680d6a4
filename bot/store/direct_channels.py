"""DM channels of people, and how far they were read."""

from collections.abc import Collection

from sqlalchemy import and_, bindparam, case, delete, select

from bot.domain.ids import ChannelId, MemberId, MessageId
from bot.domain.reply import Source
from bot.domain.round import Phase
from bot.store import rows
from bot.store.engine import Tx
from bot.store.rows import Upsert, equals
from bot.store.tables import AUTHOR, DIRECT_CHANNEL, PARTICIPANT, PROFILE, PROGRAM, REPLY, ROUND

_MARKS = select(DIRECT_CHANNEL.c.channel_id, DIRECT_CHANNEL.c.seen_up_to).where(
    DIRECT_CHANNEL.c.channel_id.in_(bindparam("channels", expanding=True))
)
_IN_PHASES = ROUND.c.phase.in_(bindparam("phases", expanding=True))
_REACHED = (
    select(PARTICIPANT.c.member_id, PROFILE.c.dm_channel_id)
    .distinct()
    .join(ROUND, ROUND.c.id == PARTICIPANT.c.round_id)
    .join(PROGRAM, PROGRAM.c.id == ROUND.c.program_id)
    .join(PROFILE, and_(PROFILE.c.guild_id == PROGRAM.c.guild_id, PROFILE.c.member_id == PARTICIPANT.c.member_id))
    .where(_IN_PHASES, PARTICIPANT.c.left_at.is_(None), PROFILE.c.dm_channel_id.is_not(None))
    .order_by(PARTICIPANT.c.member_id)
)
_STANDING = (
    select(AUTHOR.c.member_id, REPLY.c.source_id)
    .join(REPLY, REPLY.c.id == AUTHOR.c.reply_id)
    .join(ROUND, ROUND.c.id == REPLY.c.round_id)
    .where(_IN_PHASES, REPLY.c.source == Source.DIRECT, REPLY.c.withdrawn_at.is_(None))
)
_ERASE = delete(DIRECT_CHANNEL).where(equals(DIRECT_CHANNEL.c.member_id))


def _or_further(insert: Upsert) -> Upsert:
    old, new = DIRECT_CHANNEL.c.seen_up_to, insert.excluded.seen_up_to
    return insert.on_conflict_do_update(
        index_elements=["channel_id"], set_={"seen_up_to": case((new > old, new), else_=old)}
    )


_SEEN = rows.upserting(DIRECT_CHANNEL, _or_further)


async def seen(tx: Tx, channel_id: ChannelId, member_id: MemberId, message_id: int) -> None:
    """This person's messages up to this one were taken in; an older one than the mark leaves it where it is."""
    await rows.change(tx, _SEEN(tx), channel_id=channel_id, member_id=member_id, seen_up_to=message_id)


async def marks(tx: Tx, channel_ids: Collection[ChannelId]) -> dict[ChannelId, int]:
    """Return up to which message each of these channels was read; those that never were are missing."""
    found = await tx.execute(_MARKS, {"channels": sorted(channel_ids)})
    return {ChannelId(channel_id): mark for channel_id, mark in found}


async def reached(tx: Tx, phases: Collection[Phase]) -> list[tuple[MemberId, ChannelId]]:
    """Return who takes part in rounds in these phases and has a DM channel that is known."""
    found = await tx.execute(_REACHED, {"phases": sorted(phases)})
    return [(MemberId(member_id), ChannelId(channel_id)) for member_id, channel_id in found]


async def standing(tx: Tx, phases: Collection[Phase]) -> dict[MemberId, set[MessageId]]:
    """Return which messages in people's DMs stand as replies in rounds in these phases."""
    messages: dict[MemberId, set[MessageId]] = {}
    for member_id, source_id in await tx.execute(_STANDING, {"phases": sorted(phases)}):
        messages.setdefault(MemberId(member_id), set()).add(MessageId(source_id))
    return messages


async def erase(tx: Tx, member_id: MemberId) -> None:
    """Nothing leads to this person's DM channel from here."""
    await rows.change(tx, _ERASE, the_member_id=member_id)
