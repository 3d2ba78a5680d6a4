"""What organisers and the log learn of a refusal: what lacks and where, once in a round."""

from datetime import timedelta

from bot.actions.ports import CannotTell, OpeningRests, Refusal, Undeliverable
from bot.domain.notices import Introduction, Menu, PairGreeting, Welcome
from bot.domain.steps import StepKind
from tests.actions.world import CHANNEL, PEOPLE, STARTS_ON


async def test_permission_that_lacks_in_a_later_round_is_told_of_again(world):
    await world.add()
    await world.play()
    for starts_on in (STARTS_ON, STARTS_ON + timedelta(days=364)):
        round_id = await world.create(starts_on)
        world.courier.forbid(CHANNEL)
        await world.play(await world.due(round_id, StepKind.OPEN_ENROLMENT) + timedelta(hours=5))
        world.courier.refusing.clear()
        await world.play(await world.due(round_id, StepKind.CLOSE_ROUND) + timedelta(days=1))
    assert len(world.notes("missing_permission")) == 2


async def test_channel_that_is_hidden_is_told_of_once_though_it_cannot_be_read_back_either(world):
    await world.add()
    await world.play()
    round_id = await world.create()
    world.courier.forbid(CHANNEL, missing="View Channel")
    hidden = CannotTell(CHANNEL, missing="View Channel")
    world.courier.upset(lambda: hidden, times=2, on=lambda method, _: method == "find")
    await world.play(await world.due(round_id, StepKind.OPEN_ENROLMENT) + timedelta(hours=3))
    told = {"permission": "View Channel", "place": CHANNEL}
    assert [dict(note.fields) for note in world.notes("missing_permission")] == [told]
    assert not world.notes("no_history")


async def test_limit_of_discord_is_told_of_once_and_waited_for(world):
    full = Undeliverable(Refusal.FULL, place=CHANNEL, missing="threads", why="400 160006")
    world.courier.upset(lambda: full, times=2, on=lambda method, _: method == "open_pair_thread")
    await world.run(PEOPLE[:2])
    assert not world.courier.told(PairGreeting)
    await world.play(world.later(hours=3))
    assert len(world.courier.told(PairGreeting)) == 1
    assert [dict(note.fields) for note in world.notes("place_full")] == [{"need": "threads", "place": CHANNEL}]
    assert not world.notes("missing_permission")


async def test_limit_that_stays_is_given_up_and_the_pair_introduced_by_dm(world):
    full = Undeliverable(Refusal.FULL, place=CHANNEL, missing="threads")
    world.courier.upset(lambda: full, times=99, on=lambda method, _: method == "open_pair_thread")
    await world.run(PEOPLE[:2])
    await world.play(world.later(days=4))
    assert [dict(note.fields)["why"] for note in world.notes("gave_up")] == ["full"]
    assert len(world.courier.told(Introduction)) == 2


async def test_message_of_ours_that_was_deleted_is_told_of_and_its_channel_is_not_called_gone(world):
    world.courier.upset(lambda: Undeliverable(Refusal.DELETED, place=CHANNEL), on=lambda method, _: method == "pin")
    await world.add()
    await world.play(world.later(days=1))
    assert world.rows("SELECT outcome, runs FROM due_step WHERE kind = 'pin_menu'") == [("gone", 1)]
    assert [dict(note.fields) for note in world.notes("message_gone")] == [{"what": "pin_menu", "place": CHANNEL}]
    assert not world.notes("place_gone")


async def test_rest_of_opening_dms_is_told_of_once_and_everybody_is_welcomed_after_it(world):
    rests = OpeningRests("400 40003", pause_seconds=3600)
    world.courier.upset(lambda: rests, times=3, on=lambda _, about: isinstance(about, Welcome))
    await world.enrol(PEOPLE[:3])
    await world.play(world.later(hours=2))
    assert len(world.courier.told(Welcome)) == 3
    assert len(world.notes("dms_rest")) == 1


async def test_rest_of_opening_dms_that_lasts_for_weeks_gives_up_nobody(world):
    rests = OpeningRests("400 40003", pause_seconds=3600)
    world.courier.upset(lambda: rests, times=100, on=lambda _, about: isinstance(about, Welcome))
    await world.enrol(PEOPLE[:3])
    await world.play(world.later(days=14))
    assert len(world.courier.told(Welcome)) == 3
    assert len(world.notes("dms_rest")) == 1
    assert not world.notes("gave_up")


async def test_log_of_what_was_refused_names_step_place_and_code(world, caplog):
    refused = Undeliverable(Refusal.INVALID, place=CHANNEL, why="400 50035")
    world.courier.upset(lambda: refused, on=lambda _, it: isinstance(it, Menu))
    await world.add()
    await world.play()
    step_id = world.rows("SELECT id FROM due_step WHERE kind = 'post_menu'")[0][0]
    assert f"step {step_id} of kind post_menu: invalid in {CHANNEL}: 400 50035" in caplog.messages
