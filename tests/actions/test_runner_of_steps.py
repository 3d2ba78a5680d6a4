"""The runner: lanes that never wait for each other, that live on after faults, and an alarm for what comes next."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.actions.activity import Activity
from bot.actions.joining import find_partner_step
from bot.actions.lookups import setting_of
from bot.actions.reckoning import MOST_IN_A_THREAD, reckon
from bot.actions.runner import Runner
from bot.domain.ids import ChannelId
from bot.domain.notices import Menu, Panel, Welcome
from bot.domain.round import Phase
from bot.domain.steps import Lane, StepKind, lane_of, wait_before_next
from bot.pairing import History, Rules, Seeker, waking_hours
from bot.store import Store, pairs, steps
from tests.actions.list_courier import ListCourier
from tests.actions.world import PEOPLE, World

from bot.actions.community import Community  # isort: skip


class SetAlarm:
    """Remembers for when it was set."""

    def __init__(self) -> None:
        self.at: datetime | None = None
        self.times = 0

    def set(self, at: datetime | None) -> None:
        self.at = at
        self.times += 1


class Ticking:
    """A clock of the world, which a test may move at each look."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.jumps: list[timedelta] = []

    def now(self) -> datetime:
        if self.jumps:
            self.world.now += self.jumps.pop(0)
        return self.world.now


class Running:
    """A runner at work in a world."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.activity = Activity()
        self.alarm = SetAlarm()
        self.clock = Ticking(world)
        self.runner = Runner(house=world.house, courier=world.courier, clock=self.clock, activity=self.activity)

    async def quiet(self) -> None:
        """Nothing is in hand any more, for a while."""
        for _ in range(2_000):
            before = self.activity.touches
            await asyncio.sleep(0.01)
            if not self.activity.is_busy and self.activity.touches == before:
                return
        raise AssertionError("never quiet")


@pytest.fixture
async def running(world):
    made = Running(world)
    yield made
    await made.runner.stop()


async def test_runner_does_at_its_start_what_became_due_while_nobody_ran(world, running):
    round_id = await world.enrol(PEOPLE[:4])
    world.now = await world.due(round_id, StepKind.CLOSE_ENROLMENT)
    running.runner.start(running.alarm)
    await running.quiet()
    assert (await world.round(round_id)).phase is Phase.PAIRING
    assert len(await world.pairs(round_id)) == 2
    assert len(world.notes("pairing_ready")) == 1
    assert running.alarm.at == await world.due(round_id, StepKind.START_ROUND)


async def test_runner_is_woken_for_what_is_planned_while_it_sleeps_or_works(world, running):
    running.runner.start(running.alarm)
    await running.quiet()
    assert running.alarm.at is None
    await world.add()
    running.runner.wake()
    running.runner.wake()
    await running.quiet()
    assert [len(world.courier.told(kind)) for kind in (Menu, Panel)] == [1, 1]
    assert len(world.courier.pinned) == 2


async def test_slow_message_to_a_person_holds_up_nothing_else(world):
    await world.add()
    await world.play()
    round_id = await world.create()
    await world.play(await world.due(round_id, StepKind.OPEN_ENROLMENT))
    release = asyncio.Event()

    class SlowCourier(ListCourier):
        async def send(self, to, notice, *, token):
            if isinstance(notice, Welcome):
                await release.wait()
            return await super().send(to, notice, token=token)

    world.courier = SlowCourier(clock=lambda: world.now)
    running = Running(world)
    for person in PEOPLE[:4]:
        await world.join(person, round_id)
    running.runner.start(running.alarm)
    await asyncio.sleep(0.05)
    world.now = await world.due(round_id, StepKind.CLOSE_ENROLMENT)
    running.runner.wake()
    for _ in range(500):
        await asyncio.sleep(0.01)
        if world.notes("pairing_ready"):
            break
    assert world.notes("pairing_ready")
    assert running.activity.is_busy
    assert not world.courier.told(Welcome)
    release.set()
    await running.quiet()
    await running.runner.stop()
    assert len(world.courier.told(Welcome)) == 4


async def test_step_that_becomes_due_while_another_lane_looks_is_not_forgotten(world, running):
    """Two lanes look at different instants; between them a step of the first becomes due."""
    round_id = await world.enrol(PEOPLE[:2])
    opens_at = await world.due(round_id, StepKind.CLOSE_ENROLMENT)
    world.now = opens_at - timedelta(milliseconds=5)
    running.clock.jumps = [timedelta(), timedelta(), *[timedelta(milliseconds=3)] * 6]
    running.runner.start(running.alarm)
    await running.quiet()
    if (await world.round(round_id)).phase is Phase.ENROLLING:
        assert running.alarm.at == opens_at
    else:
        assert running.alarm.at == await world.due(round_id, StepKind.START_ROUND)


async def test_runner_lives_on_when_the_database_could_not_be_read(world, running, caplog):
    running.runner.start(running.alarm)
    await running.quiet()
    await world.add()

    class BrokenOnce(Store):
        broken = 1

        def read(self):
            if type(self).broken:
                type(self).broken -= 1
                raise OSError("disk full")
            return super().read()

    world.store.__class__ = BrokenOnce
    running.runner.wake()
    await running.quiet()
    assert "could not look for due steps" in caplog.text
    assert not world.courier.messages
    running.runner.wake()
    await running.quiet()
    assert len(world.courier.told(Menu)) == 1


async def test_runner_that_was_stopped_does_nothing_and_the_next_one_goes_on(world, running):
    running.runner.start(running.alarm)
    await running.runner.stop()
    await world.add()
    running.runner.wake()
    await asyncio.sleep(0.05)
    assert not world.courier.messages
    again = Running(world)
    again.runner.start(again.alarm)
    await again.quiet()
    await again.runner.stop()
    assert len(world.courier.told(Menu)) == 1


async def test_batch_larger_than_one_look_is_done_whole(make_world):
    world = await make_world()
    round_id = await world.enrol(())
    for place in range(60):
        await world.join(replace(PEOPLE[place % 13], id=PEOPLE[0].id + place), round_id)
    running = Running(world)
    running.runner.start(running.alarm)
    await running.quiet()
    await running.runner.stop()
    assert len(world.courier.told(Welcome)) == 60


async def test_people_who_come_while_a_partner_is_looked_for_are_looked_at_again(world):
    round_id = await world.run(PEOPLE[:4])
    await world.join(PEOPLE[4], round_id)
    async with world.store.read() as tx:
        (step,) = await steps.due(tx, [StepKind.FIND_PARTNER], world.now, 9)
        found = await setting_of(world.house, tx, round_id)
    from bot.actions import rematching

    inner, came = rematching.reckon, []

    async def reckon_slowly(work, people):
        if not came:
            came.append(await world.join(PEOPLE[5], round_id))
        return await inner(work, people)

    rematching.reckon = reckon_slowly
    try:
        with pytest.raises(RuntimeError, match="came or went"):
            await rematching.find_partner(world.house, step, world.now)
        assert await rematching.find_partner(world.house, step, world.now)
    finally:
        rematching.reckon = inner
    assert find_partner_step(found, PEOPLE[4].id, world.now).key == step.key
    assert (await world.pair_of(round_id, PEOPLE[4])).members == (PEOPLE[4].id, PEOPLE[5].id)


async def test_pair_that_gets_its_thread_while_a_partner_is_looked_for_holds_nothing_up(world):
    round_id = await world.run(PEOPLE[:4])
    await world.join(PEOPLE[4], round_id)
    async with world.store.read() as tx:
        (step,) = await steps.due(tx, [StepKind.FIND_PARTNER], world.now, 9)
    from bot.actions import rematching

    inner = rematching.reckon

    async def reckon_slowly(work, people):
        async with world.store.write() as tx:
            await pairs.set_thread(tx, (await pairs.of_round(tx, round_id))[0].id, ChannelId(777))
        return await inner(work, people)

    rematching.reckon = reckon_slowly
    try:
        assert await rematching.find_partner(world.house, step, world.now)
    finally:
        rematching.reckon = inner
    assert len((await world.pair_of(round_id, PEOPLE[4])).members) == 3


async def test_many_people_are_paired_in_a_process_and_the_loop_stays_free():
    hours = waking_hours(60)
    seekers = tuple(
        Seeker(id=number, country="KE", region="africa", languages=frozenset({"en"}), waking=hours)
        for number in range(MOST_IN_A_THREAD + 10)
    )
    rules = Rules(must_differ=frozenset(), shared_language=True, min_shared_hours=1, repeat_gap=1)
    community = Community(seekers=seekers, rules=rules, history=History(), kept_apart=frozenset(), seed=1)
    pairing = await reckon(community.draw, len(seekers))
    assert len(pairing.groups) == len(seekers) // 2
    assert pairing == await reckon(community.draw, 1)


def test_every_kind_of_step_has_a_lane_and_waits_at_most_six_hours():
    assert {lane_of(kind) for kind in StepKind} == set(Lane)
    assert [wait_before_next(runs) for runs in (1, 2, 12, 13)] == [
        timedelta(seconds=15), timedelta(seconds=30), timedelta(hours=6), timedelta(seconds=15),
    ]  # fmt: skip


def test_activity_tells_of_each_sign_of_life():
    activity, heard = Activity(), []
    activity.listen(lambda: heard.append(activity.is_busy))
    with activity.busy():
        activity.touch()
    assert heard == [True, True, False]
    assert datetime.now(UTC)
