"""What Discord refuses, loses or leaves unclear: remembered, told once, tried again where that makes sense."""

import sqlite3
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.actions.changing_replies import withdraw_reply
from bot.actions.due import run_step
from bot.actions.leaving import leave, leave_in
from bot.actions.managing_rounds import cancel_round
from bot.actions.ports import Refusal, TryLater, Undeliverable
from bot.domain.ids import RoundId
from bot.domain.notices import (
    CheckInQuestion,
    DmsClosed,
    Enrolment,
    EnrolmentOpen,
    Introduction,
    Menu,
    PairGreeting,
    PairPrompt,
    PartnerLeft,
    PromptPost,
    ReplyEcho,
    Waiting,
    Welcome,
)
from bot.domain.round import Phase
from bot.domain.steps import LAST_RUN, Outcome, StepKind
from bot.store import profiles
from tests.actions.list_courier import FIRST_DM
from tests.actions.world import CHANNEL, DESK, GUILD, PEOPLE, World


async def outcomes(world: World, round_id: RoundId, kind: StepKind) -> list[Outcome | None]:
    return [step.outcome for step in await world.steps(round_id, kind)]


async def test_person_with_closed_dms_is_written_to_in_the_pair_thread(world):
    ana = PEOPLE[0]
    world.courier.closed.add(ana.id)
    round_id = await world.run(PEOPLE[:4])
    await world.play(await world.due(round_id, StepKind.ASK_CHECK_INS, 1))
    pair = await world.pair_of(round_id, ana)
    in_thread = [message for message in world.courier.messages if message.place.channel_id == pair.thread_id]
    assert [type(message.notice) for message in in_thread] == [PairGreeting, DmsClosed, PairPrompt, CheckInQuestion]
    assert [message.to.mentions for message in in_thread] == [pair.members, (ana.id,), pair.members, (ana.id,)]
    assert in_thread[-1].notice.in_thread
    assert not world.courier.by_dm(Introduction, ana.id)
    assert await outcomes(world, round_id, StepKind.WELCOME) == [Outcome.DMS_CLOSED, *[Outcome.DONE] * 3]
    assert [dict(note.fields)["name"] for note in world.notes("dms_closed")] == ["Ana"]


async def test_closed_dms_are_told_of_once_though_the_partner_changes(world):
    ana = PEOPLE[0]
    world.courier.closed.add(ana.id)
    round_id = await world.run(PEOPLE[:6])
    pair = await world.pair_of(round_id, ana)
    partner = next(member for member in pair.members if member != ana.id)
    await leave(world.house, guild_id=GUILD, member_id=partner, round_id=round_id, now=world.now)
    await world.play()
    assert (await world.pair_of(round_id, ana)).id != pair.id
    assert len(world.courier.told(DmsClosed)) == 1
    assert len(world.courier.told(PairGreeting)) == 4


async def test_person_with_closed_dms_and_no_partner_reads_so_in_a_thread_of_their_own(world):
    alone = replace(PEOPLE[4], languages="Icelandic")
    world.courier.closed.add(alone.id)
    round_id = await world.run((*PEOPLE[:4], alone))
    (told,) = world.courier.told(Waiting)
    assert world.courier.members_of[told.to.channel_id] == (alone.id,)
    assert told.to.mentions == (alone.id,)
    assert await outcomes(world, round_id, StepKind.TELL_WAITING) == [Outcome.DMS_CLOSED, Outcome.DONE]


async def test_partner_with_closed_dms_reads_in_a_thread_of_their_own_that_the_pair_has_ended(world):
    world.courier.closed.add(PEOPLE[0].id)
    round_id = await world.run(PEOPLE[:2])
    async with world.store.write() as tx:
        await leave_in(world.house, tx, round_id, PEOPLE[1].id, world.now)
    await world.play()
    told = [*world.courier.told(PartnerLeft), *world.courier.told(Waiting)]
    assert {type(each.notice) for each in told} == {PartnerLeft, Waiting}
    (room,) = {each.to.channel_id for each in told}
    assert world.courier.members_of[room] == (PEOPLE[0].id,)


async def test_partner_with_closed_dms_who_finds_another_gets_no_thread_of_their_own(world):
    world.courier.closed.add(PEOPLE[0].id)
    round_id = await world.run(PEOPLE[:4])
    pair = await world.pair_of(round_id, PEOPLE[0])
    async with world.store.write() as tx:
        await leave_in(world.house, tx, round_id, pair.partners_of(PEOPLE[0].id)[0], world.now)
    await world.play()
    assert len((await world.pair_of(round_id, PEOPLE[0])).members) == 3
    assert not world.courier.told(PartnerLeft)
    assert [members for members in world.courier.members_of.values() if len(members) == 1] == []


async def test_channel_of_a_dm_is_remembered_and_used_again(world):
    await world.enrol(PEOPLE[:1])
    async with world.store.read() as tx:
        profile = await profiles.find(tx, GUILD, PEOPLE[0].id)
    assert (profile.dm_channel_id, profile.dms_closed) == (FIRST_DM + PEOPLE[0].id, False)


async def test_person_who_is_gone_has_left_and_the_partner_gets_another(world):
    ana = PEOPLE[0]
    round_id = await world.run(PEOPLE[:6])
    pair = await world.pair_of(round_id, ana)
    partner = next(each for each in PEOPLE if each.id in pair.partners_of(ana.id))
    world.courier.left.add(ana.id)
    await world.play(await world.due(round_id, StepKind.ASK_CHECK_INS, 1))
    assert await world.pair_of(round_id, ana) is None
    assert len((await world.pair_of(round_id, partner)).members) == 3
    assert Outcome.GONE in await outcomes(world, round_id, StepKind.CHECK_IN)


async def test_channel_that_is_forbidden_is_waited_for_and_told_of_once(world):
    await world.add()
    round_id = await world.create()
    await world.play()
    world.courier.forbid(CHANNEL)
    await world.play(await world.due(round_id, StepKind.OPEN_ENROLMENT) + timedelta(hours=5))
    assert not world.courier.told(EnrolmentOpen)
    assert [dict(note.fields) for note in world.notes("missing_permission")] == [
        {"permission": "Send Messages", "place": CHANNEL}
    ]
    world.courier.refusing.clear()
    await world.play(world.later(hours=2))
    assert len(world.courier.told(EnrolmentOpen)) == 1


async def test_channel_that_stays_forbidden_is_given_up_after_the_last_try(world):
    world.courier.forbid(CHANNEL)
    await world.add()
    await world.play(world.later(days=4))
    assert world.rows("SELECT outcome, runs FROM due_step WHERE kind = 'post_menu'") == [("forbidden", LAST_RUN)]
    assert not world.courier.told(Menu)


async def test_desk_that_is_forbidden_is_not_told_that_it_is(world):
    world.courier.forbid(DESK)
    await world.enrol(PEOPLE[:2])
    await world.play(world.later(days=30))
    assert world.rows("SELECT count(*) FROM due_step WHERE key LIKE '%missing_permission%'") == [(0,)]


async def test_channel_that_is_gone_is_told_of_once(world):
    await world.add()
    await world.play()
    round_id = await world.create()
    world.courier.refusing[CHANNEL] = Undeliverable(Refusal.GONE, place=CHANNEL)
    await world.play(await world.due(round_id, StepKind.CLOSE_ENROLMENT))
    assert [dict(note.fields) for note in world.notes("place_gone")] == [{"place": CHANNEL}]
    assert await outcomes(world, round_id, StepKind.POST_ENROLMENT) == [Outcome.GONE]


async def test_message_that_is_refused_as_invalid_is_not_tried_again(world):
    world.courier.upset(lambda: Undeliverable(Refusal.INVALID, place=CHANNEL), on=lambda _, it: isinstance(it, Menu))
    await world.add()
    await world.play(world.later(days=1))
    assert world.rows("SELECT outcome, runs FROM due_step WHERE kind = 'post_menu'") == [("refused", 1)]
    assert [dict(note.fields) for note in world.notes("gave_up")] == [
        {"what": "post_menu", "place": CHANNEL, "why": "refused"}
    ]


@pytest.mark.parametrize("stored", [True, False])
@pytest.mark.parametrize("kind", [Menu, Welcome, PairGreeting, PairPrompt])
async def test_message_whose_fate_was_unclear_stands_once(world, kind, stored):
    world.courier.fail_once(kind, stored=stored)
    await world.run(PEOPLE[:2])
    await world.play(world.later(minutes=5))
    standing = world.courier.told(kind)
    assert len(standing) == len({message.to for message in standing}) == (2 if kind is Welcome else 1)
    assert [method for method, _ in world.courier.calls].count("find") == 1


async def test_prompt_comes_to_a_pair_after_its_greeting_though_the_thread_is_late(make_world, programs):
    world = await make_world({"weekly-coffee": programs["weekly-coffee"]})
    await world.add("weekly-coffee")
    await world.play()
    current = (await world.rounds())[0]
    for person in PEOPLE[:2]:
        await world.join(person, current.id)
    world.courier.upset(lambda: TryLater("503"), times=3, on=lambda method, _: method == "open_pair_thread")
    await world.play(await world.due(current.id, StepKind.START_ROUND) + timedelta(hours=1))
    thread = (await world.pairs(current.id))[0].thread_id
    assert [type(each.notice) for each in world.courier.messages if each.place.channel_id == thread] == [
        PairGreeting,
        PairPrompt,
    ]


async def test_nothing_is_sent_again_where_the_history_cannot_be_read(world):
    world.courier.unreadable.add(CHANNEL)
    world.courier.fail_once(EnrolmentOpen, stored=True)
    round_id = await world.enrol(PEOPLE[:2])
    await world.play(world.later(hours=6))
    assert len(world.courier.told(EnrolmentOpen)) == 1
    assert await outcomes(world, round_id, StepKind.POST_ENROLMENT) == [None]
    assert [dict(note.fields) for note in world.notes("no_history")] == [{"place": CHANNEL}]
    world.courier.unreadable.clear()
    await world.play(world.later(hours=2))
    assert await outcomes(world, round_id, StepKind.POST_ENROLMENT) == [Outcome.DONE]
    assert len(world.courier.told(EnrolmentOpen)) == 1


async def test_step_gives_up_after_its_last_run_and_the_desk_is_told(world):
    world.courier.upset(
        lambda: TryLater("503"),
        times=LAST_RUN,
        on=lambda method, about: method == "pin" and about.channel_id == CHANNEL,
    )
    await world.add()
    await world.play(world.later(days=5))
    assert world.rows("SELECT outcome, runs FROM due_step WHERE kind = 'pin_menu'") == [("gave_up", LAST_RUN)]
    assert [dict(note.fields) for note in world.notes("gave_up")] == [
        {"what": "pin_menu", "place": CHANNEL, "why": "discord"}
    ]


async def test_pause_that_discord_asks_for_is_kept(world):
    world.courier.upset(lambda: TryLater("40003", pause_seconds=3600), on=lambda _, it: isinstance(it, Menu))
    await world.add()
    began = world.now
    await world.play(world.later(hours=2))
    assert [message.at for message in world.courier.told(Menu)] == [began + timedelta(hours=1)]


async def test_deciding_step_is_never_given_up_since_the_round_hangs_on_it(world):
    round_id = await world.enrol(PEOPLE[:2])
    await world.play()
    sound = world.house
    world.house = replace(sound, regions=None)
    await world.play(await world.due(round_id, StepKind.CLOSE_ENROLMENT) + timedelta(days=3))
    assert [dict(note.fields) for note in world.notes("still_failing")] == [
        {"what": "draft_pairing", "place": CHANNEL, "why": "fault"}
    ]
    world.house = sound
    await world.play(world.later(hours=7))
    assert len(await world.pairs(round_id)) == 1


async def test_program_whose_files_are_gone_is_waited_for(world):
    await world.add()
    round_id = await world.create()
    gone = world.programs
    world.programs = {}
    await world.restart()
    world.now = await world.due(round_id, StepKind.OPEN_ENROLMENT)
    await world.play(world.later(days=1))
    assert (await world.round(round_id)).phase is Phase.PLANNED
    world.programs = gone
    await world.restart()
    await world.play(world.later(hours=7))
    assert (await world.round(round_id)).phase is Phase.ENROLLING


async def test_pair_whose_thread_cannot_be_opened_is_introduced_by_dm(world):
    world.courier.upset(
        lambda: Undeliverable(Refusal.INVALID, place=CHANNEL),
        times=9,
        on=lambda method, _: method == "open_pair_thread",
    )
    await world.run(PEOPLE[:2])
    assert [message.notice.thread_id for message in world.courier.told(Introduction)] == [None, None]
    assert not world.courier.told(PairGreeting)


async def test_steps_that_come_too_late_are_left(world):
    round_id = await world.start(PEOPLE[:2])
    world.now = await world.due(round_id, StepKind.ASK_CHECK_INS, 1) + timedelta(days=3, seconds=1)
    await world.play()
    assert await outcomes(world, round_id, StepKind.ASK_CHECK_INS) == [Outcome.TOO_LATE]
    assert len(world.courier.told(PromptPost)) == 1
    assert not world.courier.told(CheckInQuestion)


async def test_pairing_that_nobody_approved_goes_out_when_the_round_starts_and_organisers_hear_of_it(world):
    round_id = await world.enrol(PEOPLE[:4])
    starts_at = await world.due(round_id, StepKind.START_ROUND)
    await world.play(starts_at - timedelta(seconds=1))
    assert (await world.round(round_id)).phase is Phase.PAIRING
    await world.play(starts_at + timedelta(hours=3))
    assert (await world.round(round_id)).phase is Phase.RUNNING
    assert len(world.notes("pairing_went_out")) == 1
    assert len(world.courier.told(Introduction)) == 4
    assert len(world.courier.told(PromptPost)) == 1


async def test_cancelled_round_sends_nothing_more(world):
    round_id = await world.run(PEOPLE[:4])
    world.courier.upset(lambda: TryLater("503"), times=2, on=lambda _, about: isinstance(about, CheckInQuestion))
    await world.play(await world.due(round_id, StepKind.ASK_CHECK_INS, 1))
    reply_id = (await world.write(PEOPLE[0], round_id, 1, "Too early.")).reply_id
    await world.play()
    before = len(world.courier.messages)
    by_ana = {"guild_id": GUILD, "member_id": PEOPLE[0].id, "reply_id": reply_id, "now": world.now}
    await withdraw_reply(world.house, **by_ana)
    for _ in range(2):
        await cancel_round(world.house, guild_id=GUILD, round_id=round_id, now=world.now)
    await world.play(world.later(days=200))
    assert [type(each.notice).__name__ for each in world.courier.messages[before:]] == ["DeskNote"]
    assert [note.key for note in world.notes()][-1] == "round_cancelled"
    assert world.courier.told(EnrolmentOpen)[0].notice.enrolment is Enrolment.ENDED
    assert [message.notice.withdrawn for message in world.courier.told(ReplyEcho)] == [True]
    assert all(step.done_at for step in await world.steps(round_id))


async def test_round_without_people_or_replies_ends_published(world):
    round_id = await world.enrol(())
    await world.play(await world.due(round_id, StepKind.CLOSE_ROUND) + timedelta(hours=1))
    assert (await world.round(round_id)).phase is Phase.PUBLISHED
    assert [note.key for note in world.notes()] == ["pairing_empty", "round_published"]


async def test_round_with_one_person_tells_them_kindly(world):
    round_id = await world.enrol(PEOPLE[:1])
    await world.play(await world.due(round_id, StepKind.CLOSE_ROUND) + timedelta(hours=1))
    assert (await world.round(round_id)).phase is Phase.PUBLISHED
    assert len(world.courier.by_dm(Waiting, PEOPLE[0].id)) == 1


async def test_note_to_the_desk_is_forgotten_once_told(world):
    await world.run(PEOPLE[:4])
    assert world.notes()
    # The steps of what is pinned keep how it looks, so that it is edited when it would look otherwise.
    kept = world.rows("SELECT kind FROM due_step WHERE words IS NOT NULL")
    assert kept == [("post_menu",), ("post_panel",)]


async def test_step_that_is_done_is_not_run_again(world):
    round_id = await world.run(PEOPLE[:2])
    before = len(world.courier.calls)
    for step in await world.steps(round_id):
        if step.done_at is not None:
            assert await run_step(world.house, world.courier, step.id, world.now) is None
    assert len(world.courier.calls) == before


async def test_step_that_is_to_wait_is_not_tried_before_by_who_found_it_due(world):
    # The runner may have read what is due just before the try under way ended and set the next one for later.
    tries = []
    world.courier.upset(lambda: TryLater("503", pause_seconds=15), on=lambda method, _: tries.append(method) or True)
    await world.add()
    step_id = world.rows("SELECT id FROM due_step")[0][0]
    assert await run_step(world.house, world.courier, step_id, world.now) is None
    assert world.rows(f"SELECT runs, outcome FROM due_step WHERE id = {step_id}") == [(1, None)]
    before = len(tries)
    assert await run_step(world.house, world.courier, step_id, world.now) is None
    assert (len(tries), world.rows(f"SELECT runs FROM due_step WHERE id = {step_id}")) == (before, [(1,)])


def freeze_before_sending(world):
    """Another process begins whatever this one is about to send, which has composed it already."""
    inner = world.house.store.read
    reads = 0

    def read_after_another_began():
        nonlocal reads
        reads += 1
        if reads == 2:
            with sqlite3.connect(world.file) as connection:
                connection.execute("UPDATE due_step SET runs = runs + 1")
            connection.close()
        return inner()

    world.store.read = read_after_another_began


async def test_frozen_process_that_wakes_late_sends_nothing(world):
    await world.add()
    step_id = world.rows("SELECT id FROM due_step")[0][0]
    freeze_before_sending(world)
    assert await run_step(world.house, world.courier, step_id, world.now) is None
    assert not world.courier.messages


async def test_frozen_process_that_wakes_late_makes_no_thread(world):
    later = TryLater("503", pause_seconds=86_400)
    world.courier.upset(lambda: later, on=lambda method, _: method == "open_pair_thread")
    await world.run(PEOPLE[:2])
    step_id = world.rows("SELECT id FROM due_step WHERE kind = 'open_pair_thread'")[0][0]
    freeze_before_sending(world)
    assert await run_step(world.house, world.courier, step_id, world.later(days=2)) is None
    assert not world.courier.threads
