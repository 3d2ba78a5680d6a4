"""Drafts: what somebody wrote into a form that was refused is offered again, until the form is accepted."""

from collections.abc import Mapping
from datetime import datetime

from bot.actions.ports import House
from bot.domain.ids import GuildId, MemberId
from bot.store import drafts

Parts = Mapping[str, str | list[str]]
"""What stands in a form, each part by its name."""


async def keep_draft(
    house: House, *, guild_id: GuildId, member_id: MemberId, form: str, parts: Parts, now: datetime
) -> None:
    """The form opens with these words the next time. `form` names it and what it is about, as in `reply:5:2`."""
    async with house.store.write() as tx:
        await drafts.save(tx, guild_id, member_id, form, parts, now)


async def find_draft(house: House, *, guild_id: GuildId, member_id: MemberId, form: str) -> Parts | None:
    """What the person wrote into this form, if that was refused."""
    async with house.store.read() as tx:
        return await drafts.find(tx, guild_id, member_id, form)


async def drop_draft(house: House, *, guild_id: GuildId, member_id: MemberId, form: str) -> None:
    """Nothing of this form is kept: it was accepted."""
    if await find_draft(house, guild_id=guild_id, member_id=member_id, form=form) is None:
        return
    async with house.store.write() as tx:
        await drafts.drop(tx, guild_id, member_id, form)
