"""Caps, the wait-list and what becomes of it: who gets a place, who is told, and who is asked first next time."""

import asyncio
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.actions import leaving, managing_rounds, own_data, taking_along
from bot.domain.errors import RuleError
from bot.domain.ids import MemberId
from bot.domain.notices import InvitedFirst, PlaceFree, Welcome
from bot.domain.places import PlaceRules
from bot.domain.steps import StepKind
from bot.store import participants, places
from tests.actions.list_courier import Killed
from tests.actions.world import GUILD, ORGANISER, PEOPLE, PROGRAM, Person

COUNTRIES = ["Kenya", "Brazil", "Germany", "Japan"]
NEXT_ROUND = date(2026, 8, 3)


def person(number, country="Kenya", **more):
    return Person(id=MemberId(200 + number), name=f"P{number}", country=country, **more)


def capped(programs, **rules):
    return {slug: replace(program, places=PlaceRules(**rules)) for slug, program in programs.items()}


@pytest.fixture
async def capped_world(make_world, short):
    async def make(**rules):
        return await make_world(capped(short, **rules))

    return make


async def numbers(world, round_id):
    async with world.store.read() as tx:
        return [each.member_id for each in await places.queue(tx, GUILD, round_id)]


async def taking_part(world, round_id):
    async with world.store.read() as tx:
        return [part.member_id for part in await participants.of_round(tx, round_id) if part.takes_part()]


async def leave(world, who, round_id):
    return await leaving.leave(world.house, guild_id=GUILD, member_id=who.id, round_id=round_id, now=world.now)


def told(world, kind, who):
    return [each.notice for each in world.courier.told(kind) if each.to.member_id == who.id]


async def test_who_comes_after_the_last_place_reads_their_number(capped_world):
    world = await capped_world(total=3)
    round_id = await world.enrol(PEOPLE[:3])
    first, second = [await world.join(each, round_id) for each in PEOPLE[3:5]]
    assert (first.wait_list_number, second.wait_list_number, first.was_in) == (1, 2, False)
    await world.play()
    assert [each.wait_list_number for each in told(world, Welcome, PEOPLE[4])] == [2]
    mine = await own_data.show_partner(world.house, guild_id=GUILD, member_id=PEOPLE[4].id, program_id=PROGRAM)
    assert (mine.round_name, mine.wait_list_number) == ("2026A", 2)
    view = await managing_rounds.show_round(world.house, guild_id=GUILD, slug=None)
    assert (view.participants, view.places, view.wait_listed) == (3, 3, 2)


async def test_share_of_a_country_keeps_only_that_country_out(capped_world):
    world = await capped_world(total=10, country_percent=20)
    round_id = await world.enrol(())
    kenyans = [await world.join(person(number), round_id) for number in range(3)]
    assert [each.wait_list_number for each in kenyans] == [None, None, 1]
    assert (await world.join(person(8, "Brazil"), round_id)).wait_list_number is None


async def test_answers_changed_on_the_list_keep_the_number(capped_world):
    world = await capped_world(total=2)
    round_id = await world.enrol(PEOPLE[:4])
    again = await world.join(replace(PEOPLE[2], languages="English, French"), round_id)
    assert (again.wait_list_number, again.was_in) == (1, True)
    assert await numbers(world, round_id) == [PEOPLE[2].id, PEOPLE[3].id]


async def test_place_of_who_leaves_goes_to_the_first_who_fits_with_a_kind_word(capped_world):
    world = await capped_world(total=4, country_percent=50)
    kenya = [person(number) for number in range(3)]
    round_id = await world.enrol((*kenya[:2], person(10, "Brazil"), person(11, "Japan"), kenya[2], person(12, "Chile")))
    assert await numbers(world, round_id) == [kenya[2].id, 212]
    await leave(world, person(11), round_id)
    await world.play()
    assert await numbers(world, round_id) == [kenya[2].id]
    assert len(told(world, PlaceFree, person(12))) == 1
    assert told(world, PlaceFree, kenya[2]) == []
    await leave(world, kenya[0], round_id)
    await world.play()
    assert await numbers(world, round_id) == []
    assert len(told(world, PlaceFree, kenya[2])) == 1


async def test_who_leaves_the_list_is_not_on_it_and_others_move_up(capped_world):
    world = await capped_world(total=2)
    round_id = await world.enrol(PEOPLE[:5])
    left = await leave(world, PEOPLE[2], round_id)
    assert (left.title, left.had_partner) == ("Library leadership", False)
    assert (await world.join(PEOPLE[3], round_id)).wait_list_number == 1
    assert (await world.join(PEOPLE[2], round_id)).wait_list_number == 3
    with pytest.raises(RuleError, match="not_joined"):
        await leave(world, PEOPLE[9], round_id)


async def test_leave_in_the_menu_finds_the_round_one_waits_for(capped_world):
    world = await capped_world(total=2)
    round_id = await world.enrol(PEOPLE[:3])
    asked = {"guild_id": GUILD, "program_id": PROGRAM}
    assert await leaving.round_to_leave(world.house, member_id=PEOPLE[2].id, **asked) == round_id
    assert await leaving.round_to_leave(world.house, member_id=PEOPLE[0].id, **asked) == round_id
    with pytest.raises(RuleError, match="not_joined"):
        await leaving.round_to_leave(world.house, member_id=PEOPLE[7].id, **asked)


async def test_who_is_no_longer_in_the_server_waits_for_nothing(capped_world):
    world = await capped_world(total=2)
    round_id = await world.enrol(PEOPLE[:4])
    await leaving.leave_guild(world.house, guild_id=GUILD, member_id=PEOPLE[2].id, now=world.now)
    assert await numbers(world, round_id) == [PEOPLE[3].id]
    await leaving.leave_guild(world.house, guild_id=GUILD, member_id=PEOPLE[0].id, now=world.now)
    assert await numbers(world, round_id) == []
    assert await taking_part(world, round_id) == [PEOPLE[1].id, PEOPLE[3].id]


async def test_moving_to_a_country_that_is_full_is_refused_and_changes_nothing(capped_world):
    world = await capped_world(total=4, country_percent=25)
    round_id = await world.enrol((person(1, "Kenya"), person(2, "Brazil")))
    with pytest.raises(RuleError, match="country_is_full"):
        await world.join(person(2, "Kenya"), round_id)
    moved = await world.join(person(2, "Japan"), round_id)
    assert (moved.profile.country, moved.wait_list_number) == ("JP", None)


async def test_country_that_somebody_moves_away_from_has_a_place_again(capped_world):
    world = await capped_world(total=4, country_percent=25)
    round_id = await world.enrol((person(1, "Kenya"), person(2, "Kenya")))
    await world.join(person(1, "Uganda"), round_id)
    assert await taking_part(world, round_id) == [201, 202]


async def test_cap_that_was_raised_lets_the_list_in_before_newcomers(capped_world, short):
    world = await capped_world(total=2)
    round_id = await world.enrol(PEOPLE[:4])
    world.programs = capped(short, total=3)
    await world.restart()
    assert (await world.join(PEOPLE[4], round_id)).wait_list_number == 2
    assert await numbers(world, round_id) == [PEOPLE[3].id, PEOPLE[4].id]
    assert PEOPLE[2].id in await taking_part(world, round_id)


@pytest.mark.parametrize("database_kind", ["sqlite", "postgresql"])
async def test_twenty_who_join_at_once_get_never_one_place_too_many(capped_world):
    world = await capped_world(total=7, country_percent=30)
    round_id = await world.enrol(())
    people = [person(number, COUNTRIES[number % 4]) for number in range(20)]
    joined = await asyncio.gather(*(world.join(each, round_id) for each in people))
    placed = [each for each in joined if each.wait_list_number is None]
    assert len(placed) == 7
    assert max(Counter(each.profile.country for each in placed).values()) == 2
    assert sorted(each.wait_list_number for each in joined if each.wait_list_number) == list(range(1, 14))
    assert len(await taking_part(world, round_id)) == 7


async def test_place_free_while_pairs_are_drafted_is_drafted_again(capped_world):
    world = await capped_world(total=4)
    round_id = await world.enrol(PEOPLE[:5])
    await world.play(await world.due(round_id, StepKind.CLOSE_ENROLMENT))
    await leave(world, PEOPLE[0], round_id)
    await world.play()
    paired = {member for pair in await world.pairs(round_id) for member in pair.members}
    assert paired == {each.id for each in PEOPLE[1:5]}


async def test_who_is_left_alone_in_the_round_gets_somebody_of_the_list(capped_world):
    world = await capped_world(total=4)
    round_id = await world.start(PEOPLE[:6])
    pair = await world.pair_of(round_id, PEOPLE[0])
    left_alone = next(iter(pair.partners_of(PEOPLE[0].id)))
    await leave(world, PEOPLE[0], round_id)
    await world.play()
    async with world.store.read() as tx:
        assert await places.number_on_list(tx, round_id, PEOPLE[5].id) == 1
    new = await world.pair_of(round_id, PEOPLE[4])
    assert set(new.members) == {left_alone, PEOPLE[4].id}
    assert PEOPLE[4].id in await taking_part(world, round_id)


async def test_first_on_the_list_whom_no_rule_forbids_becomes_the_partner(capped_world):
    world = await capped_world(total=2)
    people = (person(1, "Kenya"), person(2, "Brazil"), person(3, "Kenya"), person(4, "Japan"))
    round_id = await world.start(people)
    await leave(world, people[1], round_id)
    await world.play()
    assert set((await world.pair_of(round_id, people[0])).members) == {201, 204}
    assert await numbers(world, round_id) == [203]


async def test_two_of_the_list_become_partners_where_a_whole_pair_left(capped_world):
    world = await capped_world(total=2)
    round_id = await world.start(PEOPLE[:5])
    await leave(world, PEOPLE[0], round_id)
    await leave(world, PEOPLE[1], round_id)
    await world.play()
    assert set((await world.pair_of(round_id, PEOPLE[2])).members) == {PEOPLE[2].id, PEOPLE[3].id}
    assert await numbers(world, round_id) == [PEOPLE[4].id]


async def test_who_joins_a_full_round_that_runs_stands_behind_the_list(capped_world):
    world = await capped_world(total=2)
    people = (person(1, "Kenya"), person(2, "Brazil"), person(3, "Kenya"))
    round_id = await world.start(people)
    await leave(world, people[1], round_id)
    await world.play()
    late = await world.join(person(4, "Japan"), round_id)
    assert late.wait_list_number == 2
    await world.play()
    assert set((await world.pair_of(round_id, people[0])).members) == {201, 204}
    assert await numbers(world, round_id) == [203]


async def next_round(world):
    """The next round has opened; the people of the list of the first may be asked."""
    made = await managing_rounds.create_round(
        world.house, guild_id=GUILD, slug=None, starts_on=NEXT_ROUND, created_by=ORGANISER, now=world.now
    )
    await world.play(await world.due(made.round.id, StepKind.OPEN_ENROLMENT))
    return made.round.id


async def test_who_was_left_on_the_list_is_invited_first_and_a_place_is_held(capped_world):
    world = await capped_world(total=2, held=timedelta(days=3))
    round_id = await world.start(PEOPLE[:5])
    second = await next_round(world)
    until = world.later(days=3)
    held = [told(world, InvitedFirst, each)[0].held_until for each in PEOPLE[2:5]]
    assert held == [until, until, None]
    assert (await world.join(PEOPLE[7], second)).wait_list_number == 1
    assert (await world.join(PEOPLE[3], second)).wait_list_number is None
    await world.play(until)
    assert await taking_part(world, second) == [PEOPLE[3].id, PEOPLE[7].id]
    assert len(told(world, PlaceFree, PEOPLE[7])) == 1
    assert (await world.join(PEOPLE[2], second)).wait_list_number == 1
    assert await numbers(world, round_id) == []


async def test_place_held_counts_for_the_share_of_a_country(capped_world):
    world = await capped_world(total=4, country_percent=25)
    await world.start((person(1), person(2), person(3, "Brazil")))
    second = await next_round(world)
    assert (await world.join(person(5), second)).wait_list_number == 1
    assert (await world.join(person(2), second)).wait_list_number is None


async def test_list_of_a_round_that_is_over_is_forgotten_once_the_next_one_knows(capped_world):
    world = await capped_world(total=2)
    round_id = await world.enrol(PEOPLE[:3])
    await managing_rounds.cancel_round(world.house, guild_id=GUILD, round_id=round_id, now=world.now)
    second = await next_round(world)
    assert len(told(world, InvitedFirst, PEOPLE[2])) == 1
    assert await numbers(world, round_id) == []
    assert await numbers(world, second) == []


async def test_list_of_a_round_that_is_over_is_forgotten_where_no_other_opens(capped_world):
    world = await capped_world(total=2)
    round_id = await world.enrol(PEOPLE[:3])
    await managing_rounds.cancel_round(world.house, guild_id=GUILD, round_id=round_id, now=world.now)
    await world.play(world.later(days=179))
    assert await numbers(world, round_id) == [PEOPLE[2].id]
    await world.play(world.later(days=2))
    assert await numbers(world, round_id) == []


async def test_where_participants_stay_the_list_stays_too(make_world, programs):
    weekly = {"weekly-coffee": programs["weekly-coffee"]}
    world = await make_world(capped(weekly, total=2))
    await world.add("weekly-coffee")
    first = (await world.rounds())[0].id
    await world.play(await world.due(first, StepKind.OPEN_ENROLMENT))
    for each in PEOPLE[:4]:
        await world.join(each, first)
    await world.play(await world.due(first, StepKind.START_ROUND))
    second = (await world.rounds())[1].id
    await world.play(await world.due(second, StepKind.OPEN_ENROLMENT))
    assert await taking_part(world, second) == [PEOPLE[0].id, PEOPLE[1].id]
    assert await numbers(world, second) == [PEOPLE[2].id, PEOPLE[3].id]
    await leave(world, PEOPLE[0], second)
    await world.play()
    assert PEOPLE[2].id in await taking_part(world, second)
    assert await numbers(world, second) == [PEOPLE[3].id]


@pytest.mark.parametrize("before", [True, False], ids=["before it was sent", "after it was sent"])
@pytest.mark.parametrize("kind", [PlaceFree, InvitedFirst])
async def test_bot_that_dies_with_a_word_about_places_says_it_once(capped_world, kind, before):
    world = await capped_world(total=2)
    world.courier.upset(Killed, before=before, times=2, on=lambda _, about: isinstance(about, kind))
    round_id = await world.enrol(PEOPLE[:5])
    await leave(world, PEOPLE[0], round_id)
    await managing_rounds.create_round(
        world.house, guild_id=GUILD, slug=None, starts_on=NEXT_ROUND, created_by=ORGANISER, now=world.now
    )
    for _ in range(4):
        try:
            await world.play(world.later(days=150))
        except Killed:
            await world.restart()
    assert len(told(world, PlaceFree, PEOPLE[2])) == 1
    assert [len(told(world, InvitedFirst, each)) for each in PEOPLE[3:5]] == [1, 1]


async def test_erased_person_is_on_no_list_and_the_data_names_the_list_before(capped_world):
    world = await capped_world(total=2)
    round_id = await world.enrol(PEOPLE[:3])
    shown = await taking_along.show_data(world.house, guild_id=GUILD, member_id=PEOPLE[2].id)
    assert shown.as_json["wait_lists"] == ["2026A"]
    await own_data.erase(world.house, guild_id=GUILD, member_id=PEOPLE[2].id, now=world.now)
    assert await numbers(world, round_id) == []


async def test_without_caps_nothing_is_different(world):
    round_id = await world.enrol(PEOPLE[:13])
    assert await numbers(world, round_id) == []
    assert len(await taking_part(world, round_id)) == 13
