"""DM channels of people, and how far they were read."""

from collections.abc import Collection

from sqlalchemy import bindparam, case, delete, select

from bot.domain.ids import ChannelId, MemberId
from bot.store import rows
from bot.store.engine import Tx
from bot.store.rows import Upsert, equals
from bot.store.tables import DIRECT_CHANNEL

_MARKS = select(DIRECT_CHANNEL.c.channel_id, DIRECT_CHANNEL.c.seen_up_to).where(
    DIRECT_CHANNEL.c.channel_id.in_(bindparam("channels", expanding=True))
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


async def erase(tx: Tx, member_id: MemberId) -> None:
    """Nothing leads to this person's DM channel from here."""
    await rows.change(tx, _ERASE, the_member_id=member_id)
