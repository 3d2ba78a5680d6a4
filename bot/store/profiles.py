"""What people said of themselves in a guild, how their words may be used, and how they are reached."""

from collections.abc import Collection
from dataclasses import asdict

from sqlalchemy import bindparam, case, delete, func, update

from bot.domain.consent import Consent
from bot.domain.ids import ChannelId, GuildId, MemberId
from bot.domain.participant import Profile
from bot.store import rows
from bot.store.engine import Tx
from bot.store.rows import Upsert, equals, selecting
from bot.store.tables import PROFILE

_KEY = ["guild_id", "member_id"]
_OF_GUILD = selecting(PROFILE, Profile).where(equals(PROFILE.c.guild_id))
_ONE = _OF_GUILD.where(equals(PROFILE.c.member_id))
_SEVERAL = _OF_GUILD.where(PROFILE.c.member_id.in_(bindparam("members", expanding=True)))
_ERASE = delete(PROFILE).where(equals(PROFILE.c.guild_id), equals(PROFILE.c.member_id))
_SET_DM = (
    update(PROFILE)
    .where(equals(PROFILE.c.guild_id), equals(PROFILE.c.member_id))
    .values(
        dm_channel_id=func.coalesce(
            bindparam("new_channel_id", type_=PROFILE.c.dm_channel_id.type), PROFILE.c.dm_channel_id
        ),
        dms_closed=bindparam("closed"),
    )
)


def _or_renew(insert: Upsert) -> Upsert:
    new, old = insert.excluded, PROFILE.c
    names = ("name", "locale", "country", "zone", "languages", "interests", "consent")
    reach = {
        "dm_channel_id": func.coalesce(new.dm_channel_id, old.dm_channel_id),
        "dms_closed": case((new.dm_channel_id.is_(None), old.dms_closed), else_=new.dms_closed),
    }
    return insert.on_conflict_do_update(index_elements=_KEY, set_={name: new[name] for name in names} | reach)


def _or_consent(insert: Upsert) -> Upsert:
    return insert.on_conflict_do_update(index_elements=_KEY, set_={"consent": insert.excluded.consent})


_SAVE = rows.upserting(PROFILE, _or_renew)
_CONSENT = rows.upserting(PROFILE, _or_consent)


async def find(tx: Tx, guild_id: GuildId, member_id: MemberId) -> Profile | None:
    """Return the person's profile in this guild, if they have one."""
    return await rows.find(tx, Profile, _ONE, the_guild_id=guild_id, the_member_id=member_id)


async def several(tx: Tx, guild_id: GuildId, member_ids: Collection[MemberId]) -> dict[MemberId, Profile]:
    """Return the profiles of those of these people who have one."""
    found = await rows.every(tx, Profile, _SEVERAL, the_guild_id=guild_id, members=list(member_ids))
    return {profile.member_id: profile for profile in found}


async def save(tx: Tx, profile: Profile) -> None:
    """The profile is kept. How the person is reached stays as it was, unless the new one has a DM channel."""
    await rows.change(tx, _SAVE(tx), **asdict(profile))


async def set_consent(
    tx: Tx, guild_id: GuildId, member_id: MemberId, name: str, locale: str, consent: Consent | None
) -> None:
    """The person's consent is remembered in this guild; who has no profile gets one with this name and language."""
    guest = Profile(guild_id=guild_id, member_id=member_id, name=name, locale=locale, consent=consent)
    await rows.change(tx, _CONSENT(tx), **asdict(guest))


async def set_dm(
    tx: Tx, guild_id: GuildId, member_id: MemberId, *, channel_id: ChannelId | None = None, closed: bool
) -> None:
    """It is remembered whether the person's DMs are closed, and their DM channel where one is given.

    Nothing happens where they have no profile.
    """
    await rows.change(
        tx, _SET_DM, the_guild_id=guild_id, the_member_id=member_id, new_channel_id=channel_id, closed=closed
    )


async def erase(tx: Tx, guild_id: GuildId, member_id: MemberId) -> None:
    """The person has no profile in this guild."""
    await rows.change(tx, _ERASE, the_guild_id=guild_id, the_member_id=member_id)
