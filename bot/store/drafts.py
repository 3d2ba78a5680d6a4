"""What people wrote into forms that were refused."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, delete, select

from bot.domain.ids import GuildId, MemberId
from bot.store import rows
from bot.store.engine import Tx
from bot.store.rows import Upsert, equals
from bot.store.tables import DRAFT

KEPT_FOR = timedelta(days=14)
MOST_OF_ONE = 10
"""Forms of one person; nobody has so many open."""

_OF_MEMBER = (equals(DRAFT.c.guild_id), equals(DRAFT.c.member_id))
_FIND = select(DRAFT.c.parts).where(*_OF_MEMBER, equals(DRAFT.c.form))
_DROP = delete(DRAFT).where(*_OF_MEMBER, equals(DRAFT.c.form))
_ERASE = delete(DRAFT).where(*_OF_MEMBER)
_NEWEST = select(DRAFT.c.form).where(*_OF_MEMBER).order_by(DRAFT.c.saved_at.desc(), DRAFT.c.form).limit(MOST_OF_ONE)
_DROP_OLDER = delete(DRAFT).where(*_OF_MEMBER, DRAFT.c.form.not_in(_NEWEST))
_FORGET = delete(DRAFT).where(DRAFT.c.saved_at < bindparam("before", type_=DRAFT.c.saved_at.type))


def _or_renew(insert: Upsert) -> Upsert:
    return insert.on_conflict_do_update(
        index_elements=["guild_id", "member_id", "form"],
        set_={"parts": insert.excluded.parts, "saved_at": insert.excluded.saved_at},
    )


_SAVE = rows.upserting(DRAFT, _or_renew)


async def save(
    tx: Tx, guild_id: GuildId, member_id: MemberId, form: str, parts: Mapping[str, str | list[str]], at: datetime
) -> None:
    """The draft is kept instead of an earlier one of this form.

    Anybody's older than `KEPT_FOR` are gone, and of this person all but the `MOST_OF_ONE` newest.
    """
    await rows.change(tx, _FORGET, before=at - KEPT_FOR)
    await rows.change(tx, _SAVE(tx), guild_id=guild_id, member_id=member_id, form=form, parts=dict(parts), saved_at=at)
    await rows.change(tx, _DROP_OLDER, the_guild_id=guild_id, the_member_id=member_id)


async def find(tx: Tx, guild_id: GuildId, member_id: MemberId, form: str) -> dict[str, str | list[str]] | None:
    """Return what the person wrote into this form, if that was refused; each part by its name."""
    return await rows.find(tx, _parts, _FIND, the_guild_id=guild_id, the_member_id=member_id, the_form=form)


def _parts(*, parts: dict[str, Any]) -> dict[str, str | list[str]]:
    return parts


async def drop(tx: Tx, guild_id: GuildId, member_id: MemberId, form: str) -> None:
    """There is no draft of this form."""
    await rows.change(tx, _DROP, the_guild_id=guild_id, the_member_id=member_id, the_form=form)


async def erase(tx: Tx, guild_id: GuildId, member_id: MemberId) -> None:
    """The person has no drafts in this guild."""
    await rows.change(tx, _ERASE, the_guild_id=guild_id, the_member_id=member_id)
