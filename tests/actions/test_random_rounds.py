"""Whatever people do in whatever order: no fault, no lost reply, nobody in two pairs."""

import asyncio
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.actions.changing_replies import Change, edit_reply, withdraw_reply
from bot.actions.due import run_step
from bot.actions.leaving import go_away, leave
from bot.actions.pairing_rounds import approve_pairing
from bot.domain.errors import RuleError
from bot.domain.steps import Outcome
from bot.store import pairs
from tests.actions.world import GUILD, PEOPLE, PROGRAM, World, copy_of

CAST = PEOPLE[:5]
people = st.sampled_from(CAST)
acts = st.one_of(
    st.tuples(st.just("join"), people),
    st.tuples(st.just("leave"), people),
    st.tuples(st.just("away"), people, st.integers(0, 20)),
    st.tuples(st.just("write"), people, st.integers(1, 2)),
    st.tuples(st.just("edit"), people),
    st.tuples(st.just("withdraw"), people),
    st.tuples(st.just("approve")),
    st.tuples(st.just("publish")),
    st.tuples(st.just("wait"), st.integers(1, 12)),
    st.tuples(st.just("hurry")),
)


class Community:
    """A world, and what its people were told had been kept."""

    def __init__(self, world: World, round_id) -> None:
        self.world = world
        self.round_id = round_id
        self.acknowledged: dict[int, str | None] = {}
        self.by: dict[int, int] = {}

    async def act(self, name: str, *about) -> None:
        try:
            await getattr(self, f"_{name}")(*about)
        except RuleError:
            return

    async def _join(self, person) -> None:
        await self.world.join(person, self.round_id)

    async def _leave(self, person) -> None:
        world = self.world
        await leave(world.house, guild_id=GUILD, member_id=person.id, round_id=self.round_id, now=world.now)

    async def _away(self, person, days) -> None:
        world = self.world
        await go_away(world.house, guild_id=GUILD, member_id=person.id, program_id=PROGRAM, days=days, now=world.now)

    async def _write(self, person, number) -> None:
        text = f"I say this as number {len(self.acknowledged)}"
        written = await self.world.write(person, self.round_id, number, text)
        self.acknowledged[written.reply_id] = text
        self.by[written.reply_id] = person.id

    def _last_of(self, person) -> dict:
        mine = [reply_id for reply_id, member_id in self.by.items() if member_id == person.id]
        return {"guild_id": GUILD, "member_id": person.id, "reply_id": mine[-1] if mine else 0, "now": self.world.now}

    async def _edit(self, person) -> None:
        reply = await edit_reply(
            self.world.house, **self._last_of(person), change=Change(text="Better said", kind=None, consent=None)
        )
        self.acknowledged[reply.id] = "Better said"

    async def _withdraw(self, person) -> None:
        reply = await withdraw_reply(self.world.house, **self._last_of(person))
        self.acknowledged[reply.id] = None

    async def _approve(self) -> None:
        await approve_pairing(self.world.house, guild_id=GUILD, round_id=self.round_id, now=self.world.now)

    async def _publish(self) -> None:
        await self.world.approve_summaries(self.round_id)

    async def _wait(self, days) -> None:
        await self.world.play(self.world.later(days=days))

    async def _hurry(self) -> None:
        await self.world.play()

    async def check(self) -> None:
        async with self.world.store.read() as tx:
            active = [pair for pair in await pairs.of_round(tx, self.round_id) if pair.approved_at]
        paired = [member for pair in active for member in pair.members]
        assert len(paired) == len(set(paired))
        standing = {
            reply.id: reply.text if reply.counts() else None for reply in await self.world.replies(self.round_id)
        }
        assert standing == self.acknowledged


async def live_through(world: World, story) -> None:
    await world.open()
    try:
        community = Community(world, await world.enrol(CAST[:3]))
        for name, *about in story:
            await community.act(name, *about)
            await community.check()
        world.now += timedelta(days=120)
        await community.act("hurry")
        await community.act("approve")
        await community.act("wait", 10)
        await community.check()
        # What people wrote is deleted at last.
        world.now += timedelta(days=120)
        await community.act("wait", 10)
        outcomes = {step.outcome for step in await world.steps(community.round_id)}
        assert not outcomes & {None, Outcome.GAVE_UP}
        for step in world.ran:
            assert await run_step(world.house, world.courier, step.id, world.now) is None
    finally:
        await world.close()


@settings(max_examples=8, derandomize=True, suppress_health_check=[*HealthCheck])
@given(story=st.lists(acts, min_size=5, max_size=25))
def test_people_may_do_anything_in_any_order(migrated, short, regions, story):
    with TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as folder:
        world = World(copy_of(migrated, Path(folder) / "store.db"), short, regions)
        asyncio.run(live_through(world, story))
