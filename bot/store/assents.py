"""Who says of published themes that they agree."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import delete, select

from bot.domain.ids import GuildId, MemberId, SummaryId
from bot.store import rows
from bot.store.engine import Tx
from bot.store.rows import Upsert, equals
from bot.store.tables import ASSENT, PROGRAM, ROUND, SUMMARY

_OF_SUMMARY = select(ASSENT.c.theme, ASSENT.c.member_id).where(equals(ASSENT.c.summary_id))
_DROP = delete(ASSENT).where(equals(ASSENT.c.summary_id), equals(ASSENT.c.theme), equals(ASSENT.c.member_id))
_IN_GUILD = (
    select(SUMMARY.c.id)
    .join(ROUND, ROUND.c.id == SUMMARY.c.round_id)
    .join(PROGRAM, PROGRAM.c.id == ROUND.c.program_id)
    .where(equals(PROGRAM.c.guild_id))
)
_OF_MEMBER = (
    select(ASSENT.c.summary_id, ASSENT.c.theme, ASSENT.c.said_at)
    .where(equals(ASSENT.c.member_id), ASSENT.c.summary_id.in_(_IN_GUILD))
    .order_by(ASSENT.c.summary_id, ASSENT.c.theme)
)


def _once(insert: Upsert) -> Upsert:
    return insert.on_conflict_do_nothing(index_elements=["summary_id", "theme", "member_id"])


_ADD = rows.upserting(ASSENT, _once)


async def add(tx: Tx, summary_id: SummaryId, theme: int, member_id: MemberId, at: datetime) -> None:
    """The person agrees with the theme. Said twice it counts once, since the first time."""
    await rows.change(tx, _ADD(tx), summary_id=summary_id, theme=theme, member_id=member_id, said_at=at)


async def drop(tx: Tx, summary_id: SummaryId, theme: int, member_id: MemberId) -> bool:
    """The person does not say that they agree with the theme; return whether they did."""
    taken = await rows.change(tx, _DROP, the_summary_id=summary_id, the_theme=theme, the_member_id=member_id)
    return taken > 0


async def of_summary(tx: Tx, summary_id: SummaryId) -> Mapping[int, frozenset[MemberId]]:
    """Return who agrees, by the numbers of the themes."""
    found: dict[int, set[MemberId]] = {}
    for theme, member_id in await tx.execute(_OF_SUMMARY, {"the_summary_id": summary_id}):
        found.setdefault(theme, set()).add(MemberId(member_id))
    return {theme: frozenset(members) for theme, members in found.items()}


async def of_member(tx: Tx, guild_id: GuildId, member_id: MemberId) -> list[tuple[SummaryId, int, datetime]]:
    """Return with which themes of which of this guild's summaries the person agrees, and since when."""
    found = await tx.execute(_OF_MEMBER, {"the_guild_id": guild_id, "the_member_id": member_id})
    return [(SummaryId(summary_id), theme, said_at) for summary_id, theme, said_at in found]
