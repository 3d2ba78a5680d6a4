"""What a draft asks Discord for: the threads of its round's prompts, and not those of hundreds of pairs."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace

from bot.actions.collecting import catch_up
from bot.actions.ports import Said
from bot.domain.ids import ChannelId
from bot.domain.steps import StepKind
from tests.actions.list_courier import ListReader
from tests.actions.world import PEOPLE


@dataclass(slots=True)
class NotingReader(ListReader):
    """Notes which threads are read."""

    asked: list[int] = field(default_factory=list[int])

    def read(self, thread_id: ChannelId, after: int) -> AsyncIterator[Said]:
        self.asked.append(thread_id)
        # Without arguments `super` finds no class in one with slots.
        return ListReader.read(self, thread_id, after)


async def test_draft_reads_the_threads_of_its_prompts_alone(world):
    round_id = await world.run(PEOPLE[:6])
    reader = NotingReader()
    world.house = replace(world.house, reader=reader)
    await world.play(await world.due(round_id, StepKind.DRAFT_SUMMARY, 1))
    assert set(reader.asked) == {world.thread_of(1)}


async def test_new_session_reads_the_threads_of_pairs_too(world):
    round_id = await world.run(PEOPLE[:6])
    reader = NotingReader()
    await catch_up(world.house, reader, world.now)
    of_pairs = {pair.thread_id for pair in await world.pairs(round_id)}
    assert set(reader.asked) == {world.thread_of(1), *of_pairs}
