"""What changed in a program's files, or in the bot, reaches what stands already when the bot starts."""

from dataclasses import replace

import pytest

from bot.actions.ports import Refusal, Undeliverable
from bot.actions.taking_up import take_up_programs
from bot.domain.notices import Menu, PlaceFree
from bot.domain.places import PlaceRules
from bot.domain.steps import StepKind
from bot.store import participants, places
from tests.actions.world import CHANNEL, GUILD, PEOPLE

SLUG = "library-leadership"


async def start_again(world, *, buttons: str = "as before", **changed) -> None:
    """The operator changed these settings of the program and started the bot, whose menu may have other buttons."""
    world.programs = {**world.programs, SLUG: replace(world.programs[SLUG], **changed)}
    await world.restart()
    world.house = replace(world.house, mark_of=lambda notice, locale: f"{buttons}: {notice.title}")
    await take_up_programs(world.house, world.now)
    await world.play()


async def listed(world, round_id) -> list[int]:
    async with world.store.read() as tx:
        return [each.member_id for each in await places.queue(tx, GUILD, round_id)]


@pytest.fixture
async def full(make_world, short):
    program = replace(short[SLUG], places=PlaceRules(total=2))
    world = await make_world({**short, SLUG: program})
    return world, await world.enrol(PEOPLE[:5])


async def test_places_that_became_more_go_to_the_wait_list_when_the_bot_starts(full):
    world, round_id = full
    assert await listed(world, round_id) == [each.id for each in PEOPLE[2:5]]
    await start_again(world, places=PlaceRules(total=4))
    assert await listed(world, round_id) == [PEOPLE[4].id]
    assert [each.to.member_id for each in world.courier.told(PlaceFree)] == [each.id for each in PEOPLE[2:4]]
    async with world.store.read() as tx:
        assert (await participants.find(tx, round_id, PEOPLE[3].id)).takes_part()


async def test_places_that_became_fewer_take_nothing_from_anybody(full):
    world, round_id = full
    await start_again(world, places=PlaceRules(total=1))
    async with world.store.read() as tx:
        assert all(part.takes_part() for part in await participants.of_round(tx, round_id))
    assert not world.courier.told(PlaceFree)


async def test_menu_is_edited_once_where_it_would_look_otherwise_and_never_where_not(world):
    await world.add()
    await world.play()
    (menu,) = world.courier.told(Menu)

    def edits() -> int:
        return len([about for method, about in world.courier.calls if method == "edit" and isinstance(about, Menu)])

    await start_again(world)
    # How the menu of a version before looks is not known.
    assert edits() == 1
    await start_again(world)
    assert edits() == 1
    await start_again(world, title="Museums")
    assert edits() == 2
    await start_again(world, title="Museums", buttons="more")
    await start_again(world, title="Museums", buttons="more")
    assert edits() == 3
    (edited,) = world.courier.told(Menu)
    assert (edited.place, edited.token, edited.notice.title) == (menu.place, menu.token, "Museums")


async def test_new_menu_is_not_edited_at_the_next_start(world):
    world.house = replace(world.house, mark_of=lambda notice, locale: f"as before: {notice.title}")
    await world.add()
    await world.play()
    await start_again(world)
    assert [method for method, about in world.courier.calls if isinstance(about, Menu)] == ["send"]


async def test_menu_that_cannot_be_edited_is_not_tried_at_each_start(world):
    await world.add()
    await world.play()
    world.courier.refusing[CHANNEL] = Undeliverable(Refusal.GONE, place=CHANNEL)
    await start_again(world, title="Another title")
    tried = len(world.courier.calls)
    await start_again(world, title="Another title")
    assert len(world.courier.calls) == tried


async def test_program_whose_files_are_gone_holds_nothing_up(world):
    await world.add()
    await world.play()
    world.programs = {slug: program for slug, program in world.programs.items() if slug != SLUG}
    await world.restart()
    await take_up_programs(world.house, world.now)
    assert [each for each in world.ran if each.kind is StepKind.UPDATE_MENU] == []
