"""Programs where they are hosted."""

from datetime import datetime

from sqlalchemy import bindparam, update

from bot.domain.hosting import HostedProgram
from bot.domain.ids import ChannelId, GuildId, MemberId, ProgramId, RoleId
from bot.store import rows
from bot.store.engine import Tx
from bot.store.rows import Upsert, equals, selecting
from bot.store.tables import PROGRAM

_ALL = selecting(PROGRAM, HostedProgram).order_by(PROGRAM.c.id)
_ONE = _ALL.where(equals(PROGRAM.c.id))
_IN_GUILD = _ALL.where(equals(PROGRAM.c.guild_id))
_NAMED = _IN_GUILD.where(equals(PROGRAM.c.slug))
_NAME_ROLES = (
    update(PROGRAM)
    .where(equals(PROGRAM.c.id))
    .values(organiser_role_id=bindparam("organisers"), moderator_role_id=bindparam("moderators"))
)


def _or_move(insert: Upsert) -> Upsert:
    moved = ("channel_id", "desk_channel_id", "zone", "locale")
    return insert.on_conflict_do_update(
        index_elements=["guild_id", "slug"], set_={name: insert.excluded[name] for name in moved}
    )


_ADD = rows.upserting(PROGRAM, _or_move)


async def add(
    tx: Tx,
    *,
    guild_id: GuildId,
    slug: str,
    channel_id: ChannelId,
    desk_channel_id: ChannelId,
    zone: str,
    locale: str,
    added_by: MemberId,
    added_at: datetime,
) -> HostedProgram:
    """The guild hosts the program in these channels, in this zone and language; return it.

    A program that the guild hosts already keeps its id, who added it and when.
    """
    await rows.change(
        tx,
        _ADD(tx),
        guild_id=guild_id,
        slug=slug,
        channel_id=channel_id,
        desk_channel_id=desk_channel_id,
        zone=zone,
        locale=locale,
        added_by=added_by,
        added_at=added_at,
    )
    return await rows.get(tx, HostedProgram, _NAMED, the_guild_id=guild_id, the_slug=slug)


async def name_roles(
    tx: Tx, program_id: ProgramId, *, organisers: RoleId | None, moderators: RoleId | None
) -> HostedProgram:
    """Who has one of these roles organises or moderates the program; return it."""
    await rows.change(tx, _NAME_ROLES, the_id=program_id, organisers=organisers, moderators=moderators)
    return await get(tx, program_id)


async def get(tx: Tx, program_id: ProgramId | None) -> HostedProgram:
    """Return the program; LookupError when there is none, as for a step that belongs to none."""
    return await rows.get(tx, HostedProgram, _ONE, the_id=program_id)


async def find(tx: Tx, guild_id: GuildId, slug: str) -> HostedProgram | None:
    """Return the guild's program of this name, if it has one."""
    return await rows.find(tx, HostedProgram, _NAMED, the_guild_id=guild_id, the_slug=slug)


async def in_guild(tx: Tx, guild_id: GuildId) -> list[HostedProgram]:
    """Return all programs of the guild, the oldest first."""
    return await rows.every(tx, HostedProgram, _IN_GUILD, the_guild_id=guild_id)


async def every(tx: Tx) -> list[HostedProgram]:
    """Return all programs, the oldest first."""
    return await rows.every(tx, HostedProgram, _ALL)
