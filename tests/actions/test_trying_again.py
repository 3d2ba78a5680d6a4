from dataclasses import replace
from datetime import timedelta

import pytest

from bot.actions.ports import Refusal, TryLater, Undeliverable
from bot.actions.trying_again import Again, try_again, try_forbidden_again
from bot.domain.errors import RuleError
from bot.domain.ids import GuildId, StepId
from bot.domain.notices import Introduction, Menu, PairGreeting, Welcome
from bot.domain.steps import LAST_RUN, Outcome, StepKind
from bot.store import erasure, steps
from tests.actions.world import CHANNEL, GUILD, PEOPLE


async def fail_until_given_up(world, kind, stored=False):
    """Every send of this kind fails, until the step is given up; returns the step's id."""
    world.courier.upset(
        lambda: TryLater("503"), times=LAST_RUN, before=not stored, on=lambda _, about: isinstance(about, kind)
    )


def given_up(world):
    return [note.step_id for note in world.notes("gave_up")]


async def again(world, step_id, guild_id=GUILD):
    return await try_again(world.house, guild_id=GuildId(guild_id), step_id=StepId(step_id), now=world.now)


async def test_given_up_step_is_done_once_more_however_often_it_is_asked_for(world):
    await fail_until_given_up(world, Menu)
    await world.add()
    await world.play(world.later(days=5))
    assert not world.courier.told(Menu)
    step_id = given_up(world)[0]
    asked = [await again(world, step_id) for _ in range(3)]
    assert {(each.kind, each.again) for each in asked} == {(StepKind.POST_MENU, Again.ON_ITS_WAY)}
    await world.play()
    assert len(world.courier.told(Menu)) == 1
    assert (await again(world, step_id)).again is Again.DONE_ALREADY
    await world.play(world.later(days=1))
    assert len(world.courier.told(Menu)) == 1


async def test_message_that_stood_though_its_step_was_given_up_is_found_again(world):
    await fail_until_given_up(world, Menu, stored=True)
    world.courier.unreadable.clear()
    world.courier.upset(lambda: TryLater("503"), times=LAST_RUN - 1, on=lambda method, _: method == "find")
    await world.add()
    await world.play(world.later(days=5))
    assert len(world.courier.told(Menu)) == 1
    await again(world, given_up(world)[0])
    await world.play()
    assert len(world.courier.told(Menu)) == 1
    assert world.rows("SELECT outcome FROM due_step WHERE kind = 'post_menu'") == [("done",)]


async def test_each_end_is_told_and_gets_as_many_tries_again(world):
    world.courier.upset(lambda: TryLater("503"), times=2 * LAST_RUN, on=lambda _, about: isinstance(about, Menu))
    await world.add()
    await world.play(world.later(days=5))
    await again(world, given_up(world)[0])
    await world.play(world.later(days=5))
    assert len(given_up(world)) == 2
    assert world.rows("SELECT outcome, runs FROM due_step WHERE kind = 'post_menu'") == [("gave_up", 2 * LAST_RUN)]


async def test_permission_that_never_came_ends_in_a_note_with_its_place(world):
    world.courier.forbid(CHANNEL, "Pin Messages")
    await world.add()
    await world.play(world.later(days=5))
    assert [dict(note.fields) for note in world.notes("gave_up")] == [
        {"what": "post_menu", "place": CHANNEL, "why": "forbidden"}
    ]
    world.courier.refusing.clear()
    await again(world, given_up(world)[0])
    await world.play()
    assert len(world.courier.told(Menu)) == 1


async def test_permission_that_came_wakes_what_was_given_up_for_it_and_nothing_else(world):
    world.courier.forbid(CHANNEL, "Pin Messages")
    await world.add()
    await world.play(world.later(days=5))
    world.courier.refusing.clear()
    assert await try_forbidden_again(world.house, guild_id=GuildId(4711), now=world.now) == 0
    assert await try_forbidden_again(world.house, guild_id=GUILD, now=world.now) == 1
    await world.play()
    assert len(world.courier.told(Menu)) == 1
    assert await try_forbidden_again(world.house, guild_id=GUILD, now=world.now) == 0


async def test_pair_thread_opened_after_all_is_greeted_and_nobody_is_introduced_twice(world):
    world.courier.upset(
        lambda: Undeliverable(Refusal.INVALID, place=CHANNEL), on=lambda how, _: how == "open_pair_thread"
    )
    await world.run(PEOPLE[:2])
    assert len(world.courier.told(Introduction)) == 2
    await again(world, given_up(world)[0])
    await world.play()
    assert len(world.courier.threads) == len(world.courier.told(PairGreeting)) == 1
    assert len(world.courier.told(Introduction)) == 2


async def test_deciding_step_that_still_fails_can_be_hurried(world):
    round_id = await world.enrol(PEOPLE[:2])
    sound, due_at = world.house, await world.due(round_id, StepKind.CLOSE_ENROLMENT)
    world.house = type(sound)(**{name: getattr(sound, name) for name in sound.__slots__} | {"regions": None})
    await world.play(due_at + timedelta(days=3))
    assert [dict(note.fields)["why"] for note in world.notes("still_failing")] == ["fault"]
    world.house = sound
    assert (await again(world, world.notes("still_failing")[0].step_id)).again is Again.ON_ITS_WAY
    await world.play()
    assert len(await world.pairs(round_id)) == 1


async def test_step_that_makes_no_sense_any_more_is_left(world):
    round_id = await world.run(PEOPLE[:2])
    late = (await world.steps(round_id, StepKind.ASK_CHECK_INS))[0]
    async with world.store.write() as tx:
        held = await steps.begin(tx, late, late.due_at)
        await steps.finish(tx, held, Outcome.GAVE_UP, world.now)
    world.now = late.due_at + timedelta(days=4)
    assert (await again(world, late.id)).again is Again.TOO_LATE


@pytest.mark.parametrize(("step_id", "guild_id"), [(1, 2), (999, GUILD)])
async def test_step_of_another_guild_and_one_that_is_not_there_are_refused_alike(world, step_id, guild_id):
    await world.add()
    await world.play()
    with pytest.raises(RuleError) as refused:
        await again(world, step_id, guild_id)
    assert refused.value.key == "no_step"


async def test_step_for_somebody_who_was_erased_is_not_tried_again(world):
    await fail_until_given_up(world, Welcome)
    await world.enrol(PEOPLE[:1])
    await world.play(world.later(days=5))
    step_id = given_up(world)[0]
    async with world.store.write() as tx:
        await erasure.erase_person(tx, GUILD, PEOPLE[0].id, world.now)
    assert (await again(world, step_id)).again is Again.DONE_ALREADY
    await world.play()
    assert not world.courier.told(Welcome)


async def test_draft_of_a_summary_that_fails_twice_is_told_of_and_can_be_tried_again(world):
    round_id = await world.run(PEOPLE[:2])
    sound, due_at = world.house, await world.due(round_id, StepKind.DRAFT_SUMMARY, 1)
    await world.play(due_at - timedelta(minutes=1))
    world.house = replace(sound, reader=None)
    await world.play(due_at + timedelta(seconds=14))
    assert not world.notes("draft_fails")
    await world.play(due_at + timedelta(days=3))
    (note,) = world.notes("draft_fails")
    title = world.programs["library-leadership"].prompt(1).title
    assert (dict(note.fields)["title"], dict(note.fields)["why"]) == (title, "fault")
    world.house = sound
    await again(world, note.step_id)
    await world.play()
    assert (await world.steps(round_id, StepKind.DRAFT_SUMMARY))[0].outcome is not None
    assert not world.notes("still_failing")
