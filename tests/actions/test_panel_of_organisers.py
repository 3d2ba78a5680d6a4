"""The pinned panel in the organisers' channel says where the rounds of a program stand, and follows them."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import delete

from bot.actions.leaving import leave
from bot.actions.managing_rounds import cancel_round, choose_round_to_cancel, open_enrolment_now, show_round
from bot.actions.pinned import COUNTED_AT_ONCE, COUNTED_TOGETHER_SECONDS
from bot.actions.ports import Refusal, Undeliverable
from bot.actions.taking_up import take_up_programs
from bot.domain.errors import RuleError
from bot.domain.notices import DeskNote, EnrolmentOpen, Panel
from bot.domain.round import Phase
from bot.domain.steps import StepKind
from bot.domain.timetable import EntryKind
from bot.store import rounds
from bot.store.tables import STEP
from tests.actions.world import CHANNEL, DESK, GUILD, PEOPLE, STARTS_ON


def shown(world):
    (panel,) = world.courier.told(Panel)
    return panel.notice


def stands(world):
    return [(each.name, each.phase) for each in shown(world).rounds]


@pytest.fixture
def marked(world):
    """Its front end can tell whether a message would look otherwise."""
    world.house = replace(world.house, mark_of=lambda notice, locale: repr(notice))


@pytest.fixture
async def planned(world):
    await world.add()
    round_id = await world.create()
    await world.play()
    return round_id


async def test_panel_is_posted_and_pinned_where_organisers_read(world, planned):
    (panel,) = world.courier.told(Panel)
    assert panel.to.channel_id == DESK
    assert panel.place.message_id in world.courier.pinned
    assert stands(world) == [("2026A", Phase.PLANNED)]
    coming = [each.what for each in panel.notice.rounds[0].coming]
    assert coming == [EntryKind.ENROLMENT_OPENS, EntryKind.ENROLMENT_CLOSES, EntryKind.START]


async def test_panel_follows_the_round_to_its_end(world):
    round_id = await world.enrol(PEOPLE[:4])
    for move, phase in (
        ((StepKind.CLOSE_ENROLMENT,), Phase.PAIRING),
        ((StepKind.START_ROUND,), Phase.RUNNING),
        ((StepKind.OPEN_PROMPT, 1), Phase.RUNNING),
    ):
        await world.play(await world.due(round_id, *move))
        (stand,) = shown(world).rounds
        assert stand.phase is phase
        assert all(each.at > world.now for each in stand.coming)
    await world.play(await world.due(round_id, StepKind.CLOSE_ROUND))
    assert shown(world).rounds == ()


async def test_panel_of_a_cancelled_round_shows_none(world, planned):
    await cancel_round(world.house, guild_id=GUILD, round_id=planned, now=world.now)
    await world.play()
    assert shown(world).rounds == ()


async def test_panel_that_was_deleted_is_told_of_once_and_not_edited_again(world, planned):
    (panel,) = world.courier.told(Panel)
    world.courier.upset(
        lambda: Undeliverable(Refusal.DELETED, place=DESK),
        times=99,
        on=lambda method, about: method == "edit" and isinstance(about, Panel),
    )
    for day in (date(2026, 6, 1), date(2026, 9, 7)):
        await cancel_round(world.house, guild_id=GUILD, round_id=planned, now=world.now)
        planned = await world.create(day)
        await world.play()
    notes = [each.notice.key for each in world.courier.told(DeskNote)]
    assert notes.count("message_gone") == 1
    assert panel.place.message_id in world.courier.pinned


async def test_program_of_a_version_before_gets_its_panel_when_the_bot_starts(world):
    await world.add()
    async with world.store.write() as tx:
        await tx.execute(delete(STEP).where(STEP.c.kind == StepKind.POST_PANEL))
    for _ in range(2):
        await take_up_programs(world.house, world.now)
        await world.play()
    assert shown(world).rounds == ()


async def test_panel_is_edited_at_a_start_only_where_it_looks_otherwise(world, planned):
    def edits():
        return sum(method == "edit" for method, _ in world.courier.calls)

    world.house = replace(world.house, mark_of=lambda notice, locale: repr(notice))
    await take_up_programs(world.house, world.now)
    await world.play()
    before = edits()
    await take_up_programs(world.house, world.now)
    await world.play()
    assert edits() == before


async def test_enrolment_that_was_to_open_later_opens_at_once_and_only_once(world):
    await world.add()
    round_id = await world.create(date(2026, 9, 7))
    await world.play()
    assert stands(world) == [("2026A", Phase.PLANNED)]
    for _ in range(2):
        await open_enrolment_now(world.house, guild_id=GUILD, round_id=round_id, now=world.now)
        await world.play()
    assert stands(world) == [("2026A", Phase.ENROLLING)]
    view = await show_round(world.house, guild_id=GUILD, slug=None)
    assert view.dates.enrolment_opens_at == world.now
    assert view.round.starts_on == date(2026, 9, 7)


async def test_enrolment_of_a_round_that_is_over_is_not_opened(world, planned):
    await cancel_round(world.house, guild_id=GUILD, round_id=planned, now=world.now)
    with pytest.raises(RuleError) as refused:
        await open_enrolment_now(world.house, guild_id=GUILD, round_id=planned, now=world.now)
    assert refused.value.key == "round_phase"


async def test_rounds_to_show_and_to_cancel_can_be_chosen(world, planned):
    later = await world.create(date(2026, 9, 7))
    choice = await choose_round_to_cancel(world.house, guild_id=GUILD, slug=None)
    assert (choice.round.id, [each.id for each in choice.others]) == (planned, [later])
    choice = await choose_round_to_cancel(world.house, guild_id=GUILD, slug=None, round_id=later)
    assert (choice.round.id, [each.id for each in choice.others]) == (later, [planned])
    await cancel_round(world.house, guild_id=GUILD, round_id=planned, now=world.now)
    assert (await choose_round_to_cancel(world.house, guild_id=GUILD, slug=None)).others == ()
    for wrong in (planned, 99):
        with pytest.raises(RuleError):
            await choose_round_to_cancel(world.house, guild_id=GUILD, slug=None, round_id=wrong)
    view = await show_round(world.house, guild_id=GUILD, slug=None, round_id=planned)
    assert view.round.phase is Phase.CANCELLED


async def test_last_round_is_shown_where_none_is_to_come(world, planned):
    await cancel_round(world.house, guild_id=GUILD, round_id=planned, now=world.now)
    assert (await show_round(world.house, guild_id=GUILD, slug=None)).round.starts_on == STARTS_ON
    async with world.store.read() as tx:
        assert len(await rounds.of_program(tx, 1)) == 1


async def test_panel_counts_who_takes_part_as_they_come_and_go(world, marked):
    round_id = await world.enrol(PEOPLE[:3])
    await world.play()
    assert shown(world).rounds[0].people == 3
    for person, expected in ((PEOPLE[3], 4), (PEOPLE[4], 5)):
        await world.join(person, round_id)
        await world.play()
        assert shown(world).rounds[0].people == expected
    await leave(world.house, guild_id=GUILD, member_id=PEOPLE[0].id, round_id=round_id, now=world.now)
    await world.play()
    assert shown(world).rounds[0].people == 4


async def test_panel_has_the_way_to_the_invitation_while_one_can_join(world, planned):
    assert shown(world).rounds[0].invitation == ""
    await world.play(await world.due(planned, StepKind.OPEN_ENROLMENT))
    (invitation,) = world.courier.told(EnrolmentOpen)
    link = f"https://discord.com/channels/{GUILD}/{CHANNEL}/{invitation.place.message_id}"
    assert shown(world).rounds[0].invitation == link


def edits_of_panel(world):
    return sum(method == "edit" and isinstance(about, Panel) for method, about in world.courier.calls)


async def test_panel_follows_a_crowd_a_few_times_and_then_all_at_once(world, marked):
    round_id = await world.enrol(())
    world.now = world.later(seconds=COUNTED_TOGETHER_SECONDS - world.now.timestamp() % COUNTED_TOGETHER_SECONDS)
    await world.play()
    before = edits_of_panel(world)
    for _ in range(2):
        for person in PEOPLE:
            await world.join(person, round_id)
            await world.play()
            await leave(world.house, guild_id=GUILD, member_id=person.id, round_id=round_id, now=world.now)
            await world.play()
    for person in PEOPLE:
        await world.join(person, round_id)
    await world.play()
    assert edits_of_panel(world) - before == COUNTED_AT_ONCE
    await world.play(world.now + timedelta(seconds=COUNTED_TOGETHER_SECONDS))
    assert edits_of_panel(world) - before == COUNTED_AT_ONCE + 1
    assert shown(world).rounds[0].people == len(PEOPLE)
