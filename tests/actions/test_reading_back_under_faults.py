"""A thread that gives no answer now is read later: the others are read meanwhile, and no summary is made without it."""

from dataclasses import dataclass, field

import pytest

from bot.actions.collecting import catch_up
from bot.actions.ports import TryLater
from bot.domain.steps import StepKind
from tests.actions.list_courier import ListReader
from tests.actions.world import PEOPLE, World

ANA, BO = PEOPLE[:2]


@dataclass(slots=True)
class FailingReader(ListReader):
    """Gives no answer for some threads, as Discord does on a bad day."""

    unanswered: set[int] = field(default_factory=set)

    async def read(self, thread_id, after):
        if thread_id in self.unanswered:
            raise TryLater("503 0")
        async for said in ListReader.read(self, thread_id, after):
            yield said


@pytest.fixture
async def reader(world: World) -> FailingReader:
    world.reader = FailingReader()
    await world.restart()
    return world.reader


async def texts(world: World, round_id) -> list[str]:
    return [reply.text for reply in await world.replies(round_id)]


async def test_thread_that_gives_no_answer_keeps_no_other_from_being_read(world: World, reader: FailingReader):
    round_id = await world.run(PEOPLE[:2])
    await world.play(await world.due(round_id, StepKind.OPEN_PROMPT, 2))
    silent, other = world.thread_of(1), world.thread_of(2)
    await world.say(ANA, silent, "Heard later.", heard=False)
    await world.say(BO, other, "Heard at once.", heard=False)
    reader.unanswered.add(silent)
    with pytest.raises(TryLater):
        await catch_up(world.house, reader, world.now)
    assert await texts(world, round_id) == ["Heard at once."]

    reader.unanswered.clear()
    await catch_up(world.house, reader, world.now)
    assert sorted(await texts(world, round_id)) == ["Heard at once.", "Heard later."]


async def test_summary_waits_until_the_threads_have_been_read(world: World, reader: FailingReader):
    round_id = await world.run(PEOPLE[:2])
    await world.say(ANA, world.thread_of(1), "Said while nobody listened.", heard=False)
    reader.unanswered.add(world.thread_of(1))
    await world.play(await world.due(round_id, StepKind.OPEN_PROMPT, 2))
    assert await world.summaries(round_id) == []

    reader.unanswered.clear()
    await world.play(world.later(hours=1))
    (kept,) = await world.summaries(round_id)
    assert kept.summary.figures.replies == 1
