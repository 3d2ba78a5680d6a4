from dataclasses import replace

import pytest

from bot.domain.participant import Profile
from bot.domain.places import Queued
from bot.store import participants, places, profiles

KENYAN, BRAZILIAN, ERASED = 31, 32, 33


@pytest.fixture
async def known(tx):
    for member, country in ((KENYAN, "KE"), (BRAZILIAN, "BR")):
        await profiles.save(tx, Profile(guild_id=1, member_id=member, name="Somebody", country=country))


async def test_places_taken_are_counted_by_country_without_those_who_left(tx, a_round, known, at):
    for member in (KENYAN, BRAZILIAN, ERASED):
        await participants.join(tx, a_round.id, member, at())
    assert await places.taken(tx, 1, a_round.id, at()) == {"KE": 1, "BR": 1, "": 1}
    await participants.leave(tx, a_round.id, KENYAN, at())
    assert await places.taken(tx, 1, a_round.id, at()) == {"BR": 1, "": 1}


async def test_place_that_is_held_counts_until_its_time_is_over(tx, a_round, known, at):
    await participants.join(tx, a_round.id, KENYAN, at())
    await places.hold(tx, a_round.id, [BRAZILIAN], at(2))
    assert await places.taken(tx, 1, a_round.id, at(1)) == {"KE": 1, "BR": 1}
    assert await places.taken(tx, 1, a_round.id, at(2)) == {"KE": 1}
    assert await places.held(tx, a_round.id) == {BRAZILIAN: at(2)}
    assert await places.release(tx, a_round.id, BRAZILIAN)
    assert not await places.release(tx, a_round.id, BRAZILIAN)
    assert await places.held(tx, a_round.id) == {}


async def test_place_held_again_is_held_until_the_later_time_only(tx, a_round, known, at):
    await places.hold(tx, a_round.id, [KENYAN], at(2))
    await places.hold(tx, a_round.id, [KENYAN], at(5))
    assert await places.held(tx, a_round.id) == {KENYAN: at(5)}


async def test_number_on_the_list_only_ever_falls(tx, a_round, known, at):
    for member in (50, KENYAN, BRAZILIAN):
        await places.wait(tx, a_round.id, member, at())
    await places.wait(tx, a_round.id, 50, at(9))
    numbers = [await places.number_on_list(tx, a_round.id, member) for member in (50, KENYAN, BRAZILIAN, 99)]
    assert numbers == [1, 2, 3, None]
    assert await places.stop_waiting(tx, a_round.id, KENYAN)
    assert await places.number_on_list(tx, a_round.id, BRAZILIAN) == 2
    await places.wait(tx, a_round.id, KENYAN, at())
    assert await places.number_on_list(tx, a_round.id, KENYAN) == 3
    assert not await places.stop_waiting(tx, a_round.id, 99)


async def test_queue_names_the_country_of_each_profile(tx, a_round, known, at):
    for member in (BRAZILIAN, ERASED, KENYAN):
        await places.wait(tx, a_round.id, member, at())
    assert await places.queue(tx, 1, a_round.id) == [
        Queued(member_id=BRAZILIAN, country="BR"),
        Queued(member_id=ERASED, country=""),
        Queued(member_id=KENYAN, country="KE"),
    ]
    profile = await profiles.find(tx, 1, KENYAN)
    await profiles.save(tx, replace(profile, country="UG"))
    assert (await places.queue(tx, 1, a_round.id))[2].country == "UG"


async def test_wait_lists_of_a_person_are_those_of_one_guild(tx, add_round, at):
    here, there = await add_round(tx), await add_round(tx, guild=2)
    for each in (here, there):
        await places.wait(tx, each.id, KENYAN, at())
    assert await places.waited_for(tx, 1, KENYAN) == [here.id]
    await places.erase(tx, 1, KENYAN)
    assert await places.waited_for(tx, 1, KENYAN) == []
    assert await places.waited_for(tx, 2, KENYAN) == [there.id]


async def test_wait_list_of_a_round_that_is_forgotten_is_empty(tx, a_round, known, at):
    await places.wait(tx, a_round.id, KENYAN, at())
    await places.hold(tx, a_round.id, [BRAZILIAN], at(5))
    await places.forget(tx, a_round.id)
    assert await places.queue(tx, 1, a_round.id) == []
    assert await places.taken(tx, 1, a_round.id, at()) == {}
