import asyncio
import os
import stat

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from bot.domain.ids import MemberId
from bot.domain.partnership import Shared
from bot.domain.reply import Source
from bot.domain.steps import NewStep, Outcome, StepKind
from bot.store import Store, connecting, pairs, participants, replies, rounds, steps
from bot.store.connecting import address, database_file
from bot.store.migrating import migrate


@pytest.fixture
async def kept_round(store, add_round):
    async with store.write() as tx:
        return await add_round(tx)


@pytest.fixture
async def step(store, kept_round, at):
    new = NewStep(
        key="one", kind=StepKind.WELCOME, due_at=at(), program_id=kept_round.program_id, round_id=kept_round.id
    )
    async with store.write() as tx:
        await steps.plan(tx, [new])
        return await steps.find(tx, "one")


async def test_write_is_kept_and_read_by_another_store(store, url, kept_round):
    other = await Store.open(url)
    async with other.read() as tx:
        assert await rounds.get(tx, kept_round.id) == kept_round
    await other.close()


async def test_write_that_fails_leaves_nothing(store, kept_round, at):
    async def join_and_fail():
        async with store.write() as tx:
            await participants.join(tx, kept_round.id, 3, at())
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await join_and_fail()
    async with store.write() as tx:
        assert await participants.of_round(tx, kept_round.id) == []


async def test_write_inside_a_write_is_refused_at_once(store):
    async with store.write():
        with pytest.raises(RuntimeError):
            async with store.write():
                raise AssertionError


async def test_fifty_writers_at_once_lose_no_increment(store, kept_round, at):
    async with store.write() as tx:
        pair = await pairs.add(
            tx, round_id=kept_round.id, members=(3, 4), shared=Shared(), approved_at=at(), joined_at=at()
        )

    async def read_then_write(member):
        async with store.write() as tx:
            members = (await pairs.get(tx, pair.id)).shared.hours
            await asyncio.sleep(0)
            await pairs.add_member(tx, pair.id, MemberId(3), Shared(hours=members + 1), at())

    await asyncio.gather(*(read_then_write(member) for member in range(50)))
    async with store.read() as tx:
        assert (await pairs.get(tx, pair.id)).shared.hours == 50


async def test_two_stores_on_one_database_lose_no_increment(store, url, kept_round, at):
    other = await Store.open(url)
    async with store.write() as tx:
        pair = await pairs.add(
            tx, round_id=kept_round.id, members=(3, 4), shared=Shared(), approved_at=at(), joined_at=at()
        )

    async def read_then_write(writer):
        async with writer.write() as tx:
            hours = (await pairs.get(tx, pair.id)).shared.hours
            await asyncio.sleep(0.001)
            await pairs.add_member(tx, pair.id, MemberId(3), Shared(hours=hours + 1), at())
            await pairs.note_activity(tx, pair.id, 3, at())

    await asyncio.gather(*(read_then_write(each) for each in [store, other] * 25))
    async with store.read() as tx:
        assert (await pairs.get(tx, pair.id)).shared.hours == 50
        assert (await pairs.activity(tx, pair.id))[3] == (50, at())
    await other.close()


async def test_begin_by_two_stores_at_once_succeeds_for_one(store, url, step, at):
    other = await Store.open(url)

    async def begin(writer):
        async with writer.write() as tx:
            return await steps.begin(tx, step, at())

    won = [each for each in await asyncio.gather(*(begin(each) for each in [store, other] * 10)) if each is not None]
    assert [each.runs for each in won] == [1]
    await other.close()


async def test_two_stores_that_keep_the_same_reply_keep_it_once(store, url, kept_round, at):
    other = await Store.open(url)

    async def keep(writer):
        async with writer.write() as tx:
            return await replies.add(
                tx,
                round_id=kept_round.id,
                prompt_number=1,
                source=Source.THREAD,
                source_id=77,
                text="Twice heard",
                said_at=at(),
                authors=(),
            )

    kept = await asyncio.gather(*(keep(each) for each in [store, other] * 5))
    assert len([each for each in kept if each is not None]) == 1
    await other.close()


async def test_writer_waits_for_another_process_only_so_long(store, url, monkeypatch):
    monkeypatch.setattr(connecting, "BUSY_MS", 50)
    other = await Store.open(url)
    async with store.write():
        with pytest.raises(Exception, match=r"database is locked|lock timeout"):
            async with other.write():
                raise AssertionError
    async with other.write() as tx:
        assert (await tx.execute(text("SELECT 1"))).scalar() == 1
    await other.close()


async def test_writers_take_turns_in_the_order_in_which_they_came(store):
    order = []

    async def write(number):
        async with store.write():
            order.append(number)
            await asyncio.sleep(0)

    await asyncio.gather(*(write(number) for number in range(20)))
    assert order == list(range(20))


async def test_readers_go_on_while_somebody_writes_and_see_one_state(store, kept_round, at):
    async with store.read() as reading:
        assert await participants.of_round(reading, kept_round.id) == []
        async with store.write() as tx:
            await participants.join(tx, kept_round.id, 3, at())
            async with store.read() as other:
                assert await participants.of_round(other, kept_round.id) == []
        assert await participants.of_round(reading, kept_round.id) == []
    async with store.read() as reading:
        assert len(await participants.of_round(reading, kept_round.id)) == 1


async def test_more_readers_than_connections_all_come_to_their_turn(store, step):
    async def read():
        async with store.read() as tx:
            return await steps.get(tx, step.id)

    assert await asyncio.gather(*(read() for _ in range(60))) == [step] * 60


async def test_begin_by_many_at_once_succeeds_for_one(store, step, at):
    async def begin():
        async with store.write() as tx:
            return await steps.begin(tx, step, at())

    won = [each for each in await asyncio.gather(*(begin() for _ in range(20))) if each is not None]
    assert [each.runs for each in won] == [1]


async def test_write_cancelled_leaves_nothing_and_the_next_one_works(store, kept_round, at):
    for pause in range(30):
        entered = asyncio.Event()

        async def write(entered=entered):
            async with store.write() as tx:
                entered.set()
                await participants.join(tx, kept_round.id, 3, at())
                await asyncio.Event().wait()

        task = asyncio.create_task(write())
        for _ in range(pause):
            await asyncio.sleep(0)
        if pause % 2:
            await entered.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        async with store.write() as tx:
            assert await participants.of_round(tx, kept_round.id) == []


async def test_restart_finds_what_was_written(url, add_round, at):
    first = await Store.open(url)
    async with first.write() as tx:
        kept = await add_round(tx)
        await steps.plan(tx, [NewStep(key="one", kind=StepKind.WELCOME, due_at=at(), program_id=kept.program_id)])
        held = await steps.begin(tx, await steps.find(tx, "one"), at())
    await first.close()
    second = await Store.open(url)
    async with second.write() as tx:
        assert await steps.due(tx, [StepKind.WELCOME], at(), 5) == [held]
        assert await steps.finish(tx, held, Outcome.DONE, at())
    await second.close()
    await second.close()


async def test_instant_without_a_zone_is_refused(store, kept_round, at):
    with pytest.raises(Exception, match="no time zone"):
        async with store.write() as tx:
            await participants.join(tx, kept_round.id, 3, at().replace(tzinfo=None))


async def test_row_that_points_to_nothing_is_refused(store, at):
    with pytest.raises(Exception, match=r"(?i)foreign key"):
        async with store.write() as tx:
            await participants.join(tx, 77, 3, at())


async def test_sqlite_keeps_every_commit_in_a_wal(store):
    async with store.write() as tx:
        if tx.dialect.name != "sqlite":
            pytest.skip("only SQLite has pragmas")
        found = [(await tx.execute(text(f"PRAGMA {name}"))).scalar() for name in ("journal_mode", "synchronous")]
        others = [(await tx.execute(text(f"PRAGMA {name}"))).scalar() for name in ("foreign_keys", "busy_timeout")]
    assert (found, others) == (["wal", 2], [1, 5000])


async def test_read_cannot_write(store, kept_round, at):
    with pytest.raises(DBAPIError):
        async with store.read() as tx:
            await participants.join(tx, kept_round.id, 3, at())


@pytest.mark.parametrize("umask", [0o000, 0o077])
async def test_new_file_is_its_owners_alone(tmp_path, umask):
    file = tmp_path / "deep" / "store.db"
    before = os.umask(umask)
    try:
        await migrate(str(file))
        opened = await Store.open(str(file))
        async with opened.write() as tx:
            await tx.execute(text("SELECT count(*) FROM program"))
    finally:
        os.umask(before)
    modes = {each.name: stat.S_IMODE(each.stat().st_mode) for each in file.parent.iterdir()}
    await opened.close()
    assert modes == {"store.db": 0o600, "store.db-wal": 0o600, "store.db-shm": 0o600}


def test_address_takes_a_path_or_either_database():
    assert address("/a b/c.db").database == "/a b/c.db"
    assert str(database_file("sqlite+aiosqlite:////a/c.db")) == "/a/c.db"
    assert database_file("postgresql+asyncpg://me@localhost/it") is None


@pytest.mark.parametrize("wrong", ["sqlite://", "sqlite+aiosqlite://", ":memory:", "mysql://me@localhost/it"])
def test_address_of_any_other_kind_is_refused(wrong):
    with pytest.raises(ValueError, match="a database is"):
        address(wrong)
