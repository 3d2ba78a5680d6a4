from dataclasses import replace
from datetime import date

from bot.domain.setup import Setup
from bot.store import programs, setups

WHOLE = Setup(
    guild_id=1,
    version=3,
    slug="library",
    channel_id=10,
    desk_channel_id=11,
    organiser_role_id=12,
    moderator_role_id=13,
    people_named=True,
    starts_on=date(2026, 3, 2),
    zone="Europe/Berlin",
)


async def test_setup_is_read_back_whole_and_replaced(tx):
    other = Setup(guild_id=2, version=1)
    for each in (Setup(guild_id=1), other, WHOLE):
        await setups.save(tx, each)
    assert await setups.find(tx, 1) == WHOLE
    assert await setups.find(tx, 2) == other
    await setups.save(tx, replace(WHOLE, zone=None, people_named=False))
    assert (await setups.find(tx, 1)).zone is None


async def test_setup_removed_is_gone_in_its_guild_alone(tx):
    await setups.save(tx, WHOLE)
    await setups.save(tx, replace(WHOLE, guild_id=2))
    for _ in range(2):
        await setups.remove(tx, 1)
    assert await setups.find(tx, 1) is None
    assert await setups.find(tx, 2) is not None


async def test_roles_named_stay_when_the_program_moves(tx, add_program):
    added = await add_program(tx)
    named = await programs.name_roles(tx, added.id, organisers=12, moderators=None)
    assert named == replace(added, organiser_role_id=12)
    assert await add_program(tx) == named
