"""Weekly-coffee: rounds make themselves, and who joined stays until they leave."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.actions.leaving import go_away, leave
from bot.actions.managing_rounds import cancel_round, show_round
from bot.actions.silences import come_back
from bot.domain.notices import (
    CheckInQuestion,
    HeardBack,
    Inactive,
    Introduction,
    PromptPost,
    SummaryPost,
    Waiting,
    Welcome,
)
from bot.domain.round import Phase
from bot.domain.steps import StepKind
from bot.store import participants
from tests.actions.world import CHANNEL, GUILD, ORGANISER, PEOPLE, PROGRAM, World

SUNDAY_EVENING = timedelta(days=6, hours=9)
MONDAY = datetime(2026, 2, 2, 9, tzinfo=UTC)
"""The first round starts; it was added a week before, on a Monday at noon."""


@pytest.fixture
async def coffee(make_world, programs) -> World:
    world = await make_world({"weekly-coffee": programs["weekly-coffee"]})
    await world.add("weekly-coffee")
    await world.play()
    return world


async def members_of(world: World, round_id) -> list[int]:
    async with world.store.read() as tx:
        return [part.member_id for part in await participants.of_round(tx, round_id) if part.takes_part()]


async def test_three_weeks_run_by_themselves_with_new_partners(coffee):
    people = PEOPLE[:6]
    first = (await coffee.rounds())[0]
    for person in people:
        await coffee.join(person, first.id)
    met: set[tuple[int, ...]] = set()
    for week in range(3):
        await coffee.play(MONDAY + timedelta(weeks=week))
        current = (await coffee.rounds())[week]
        assert current.phase is Phase.RUNNING
        now_met = {pair.members for pair in await coffee.pairs(current.id)}
        assert len(now_met) == 3
        assert not now_met & met
        met |= now_met
        for person in people:
            await coffee.write(person, current.id, current.prompt_numbers[0], "I take it black.")
    await coffee.play(MONDAY + timedelta(weeks=2) + SUNDAY_EVENING)
    first_three = (await coffee.rounds())[:3]
    assert [each.phase for each in first_three] == [Phase.PUBLISHED] * 3
    assert [each.name for each in await coffee.rounds()] == ["2026-W06", "2026-W07", "2026-W08", "2026-W09"]
    assert [each.prompt_numbers for each in first_three] == [(1,), (2,), (3,)]
    told = coffee.courier.told
    assert [len(told(kind)) for kind in (Welcome, Introduction, CheckInQuestion, HeardBack)] == [6, 18, 18, 18]
    assert len(told(PromptPost, CHANNEL)) == len(told(SummaryPost, CHANNEL)) == 3
    assert [note.key for note in coffee.notes()] == ["round_published"] * 3


async def test_who_leaves_is_not_taken_over_and_who_joins_late_is(coffee):
    ana, bo, cy, dina, eli = PEOPLE[:5]
    first = (await coffee.rounds())[0]
    for person in (ana, bo, cy, dina):
        await coffee.join(person, first.id)
    await coffee.play(MONDAY + timedelta(days=1))
    await leave(coffee.house, guild_id=GUILD, member_id=ana.id, round_id=first.id, now=coffee.now)
    await coffee.join(eli, first.id)
    await coffee.play(MONDAY + timedelta(weeks=1))
    second = (await coffee.rounds())[1]
    assert second.phase is Phase.RUNNING
    assert await members_of(coffee, second.id) == [bo.id, cy.id, dina.id, eli.id]


async def test_who_leaves_between_two_weeks_is_not_taken_over(coffee):
    first = (await coffee.rounds())[0]
    for person in PEOPLE[:4]:
        await coffee.join(person, first.id)
    await coffee.play(MONDAY + SUNDAY_EVENING)
    second = (await coffee.rounds())[1]
    assert second.phase is Phase.PAIRING
    await leave(coffee.house, guild_id=GUILD, member_id=PEOPLE[0].id, round_id=second.id, now=coffee.now)
    await coffee.play(MONDAY + timedelta(weeks=1, hours=1))
    paired = [member for pair in await coffee.pairs(second.id) for member in pair.members]
    assert sorted(paired) == [person.id for person in PEOPLE[1:4]]
    await coffee.play(MONDAY + timedelta(weeks=2))
    assert await members_of(coffee, (await coffee.rounds())[2].id) == [person.id for person in PEOPLE[1:4]]


async def test_who_left_the_next_round_only_and_comes_back_takes_part_again(coffee):
    first = (await coffee.rounds())[0]
    for person in PEOPLE[:4]:
        await coffee.join(person, first.id)
    await coffee.play(MONDAY + timedelta(days=1))
    await leave(coffee.house, guild_id=GUILD, member_id=PEOPLE[0].id, round_id=first.id, now=coffee.now)
    coffee.now += timedelta(days=1)
    await coffee.join(PEOPLE[0], first.id)
    await coffee.play(MONDAY + timedelta(weeks=1))
    assert PEOPLE[0].id in await members_of(coffee, (await coffee.rounds())[1].id)


async def test_who_is_away_is_not_paired_and_gets_a_partner_on_coming_back(coffee):
    first = (await coffee.rounds())[0]
    for person in PEOPLE[:5]:
        await coffee.join(person, first.id)
    await coffee.play(MONDAY + timedelta(days=3))
    ana = PEOPLE[0]
    await go_away(coffee.house, guild_id=GUILD, member_id=ana.id, program_id=PROGRAM, days=13, now=coffee.now)
    await coffee.play(MONDAY + timedelta(weeks=1, hours=1))
    second = (await coffee.rounds())[1]
    assert await coffee.pair_of(second.id, ana) is None
    assert len(coffee.courier.by_dm(Waiting, ana.id)) == 0
    await coffee.play(MONDAY + timedelta(weeks=2, hours=1))
    third = (await coffee.rounds())[2]
    assert await coffee.pair_of(third.id, ana) is None
    await coffee.play(MONDAY + timedelta(weeks=2, days=3))
    assert await coffee.pair_of(third.id, ana) is not None
    assert len(coffee.courier.by_dm(Introduction, ana.id)) == 2


@pytest.mark.parametrize("people", [0, 1])
async def test_week_with_fewer_than_two_people_does_no_harm(coffee, people):
    for person in PEOPLE[:people]:
        await coffee.join(person, (await coffee.rounds())[0].id)
    await coffee.play(MONDAY + timedelta(weeks=1, hours=1))
    assert [each.phase for each in await coffee.rounds()] == [Phase.PUBLISHED, Phase.RUNNING, Phase.ENROLLING]
    assert [note.key for note in coffee.notes()] == ["pairing_empty", "round_published", "pairing_empty"]
    assert len(coffee.courier.told(Waiting)) == 2 * people
    assert not coffee.courier.told(SummaryPost)


async def test_cancelled_week_is_followed_by_the_next_with_the_same_people(coffee):
    first = (await coffee.rounds())[0]
    for person in PEOPLE[:4]:
        await coffee.join(person, first.id)
    await coffee.play(MONDAY + timedelta(days=2))
    second = (await coffee.rounds())[1]
    await cancel_round(coffee.house, guild_id=GUILD, round_id=second.id, now=coffee.now)
    await coffee.play(MONDAY + timedelta(weeks=2))
    assert [each.phase for each in await coffee.rounds()] == [
        Phase.PUBLISHED, Phase.CANCELLED, Phase.RUNNING, Phase.ENROLLING,
    ]  # fmt: skip
    assert len(await members_of(coffee, (await coffee.rounds())[2].id)) == 4


async def test_program_added_twice_keeps_its_round_and_gets_one_menu(coffee):
    again = await coffee.add("weekly-coffee")
    await coffee.play()
    assert again == PROGRAM
    assert len(await coffee.rounds()) == 1
    view = await show_round(coffee.house, guild_id=GUILD, slug=None)
    assert (view.participants, view.pairs, view.waiting, view.replies) == (0, 0, 0, 0)
    assert [step.kind for step in coffee.ran].count(StepKind.POST_MENU) == 1
    assert view.round.created_by is None
    assert ORGANISER not in await members_of(coffee, view.round.id)


async def test_who_is_silent_for_three_weeks_rests_and_comes_back_with_one_tap(coffee):
    silent, *others = PEOPLE[:6]
    first = (await coffee.rounds())[0]
    for person in PEOPLE[:6]:
        await coffee.join(person, first.id)
    for week in range(3):
        await coffee.play(MONDAY + timedelta(weeks=week, days=5))
        current = (await coffee.rounds())[week]
        for person in others:
            await coffee.write(person, current.id, current.prompt_numbers[0], "I take it black.")
        assert not coffee.courier.told(Inactive)
    await coffee.play(MONDAY + timedelta(weeks=3))
    assert [message.to.member_id for message in coffee.courier.told(Inactive)] == [silent.id]
    third, fourth = (await coffee.rounds())[2:4]
    assert fourth.phase is Phase.RUNNING
    assert await coffee.pair_of(fourth.id, silent) is None
    assert not coffee.courier.by_dm(Waiting, silent.id)
    back = await come_back(coffee.house, guild_id=GUILD, member_id=silent.id, round_id=third.id, now=coffee.now)
    assert back.round_name == fourth.name
    await coffee.play()
    assert silent.id in (await coffee.pair_of(fourth.id, silent)).members
    await coffee.play(MONDAY + timedelta(weeks=4))
    assert await coffee.pair_of((await coffee.rounds())[4].id, silent) is not None
