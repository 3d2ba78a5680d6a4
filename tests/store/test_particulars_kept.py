from dataclasses import replace

import pytest

from bot.domain.particulars import Particulars, Reach, Wish
from bot.store import particulars

SAID = Particulars(
    guild_id=1,
    member_id=3,
    sector="public",
    career_stage="new",
    offers=("strategy", "heritage"),
    seeks=("technology",),
    wishes=(Wish.DIFFERENT_COUNTRY, Wish.SAME_SECTOR),
    wish_words="شريك صبور",
    hours=(8, 9, 23),
    reach=Reach.BOTH,
)


async def test_particulars_saved_are_read_back_whole(tx):
    await particulars.save(tx, SAID)
    assert await particulars.find(tx, 1, 3) == SAID
    assert isinstance((await particulars.find(tx, 1, 3)).wishes[0], Wish)


async def test_particulars_of_who_said_nothing_are_the_defaults(tx):
    assert await particulars.find(tx, 1, 3) == Particulars(guild_id=1, member_id=3)


async def test_particulars_saved_again_replace_all(tx):
    await particulars.save(tx, SAID)
    changed = replace(SAID, sector=None, wishes=(), reach=Reach.DM)
    await particulars.save(tx, changed)
    assert await particulars.find(tx, 1, 3) == changed


async def test_several_particulars_have_an_entry_for_everybody(tx):
    await particulars.save(tx, SAID)
    found = await particulars.several(tx, 1, [3, 4])
    assert found == {3: SAID, 4: Particulars(guild_id=1, member_id=4)}


async def test_particulars_of_another_guild_stay_when_erased(tx):
    await particulars.save(tx, SAID)
    await particulars.save(tx, replace(SAID, guild_id=2))
    await particulars.erase(tx, 1, 3)
    assert await particulars.find(tx, 1, 3) == Particulars(guild_id=1, member_id=3)
    assert await particulars.find(tx, 2, 3) == replace(SAID, guild_id=2)


async def test_particulars_with_an_unknown_wish_are_refused(tx):
    with pytest.raises(Exception, match="any_country"):
        await particulars.save(tx, replace(SAID, wishes=("any_country",)))
