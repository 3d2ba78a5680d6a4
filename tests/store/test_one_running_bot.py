import asyncio
import subprocess
import sys
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import create_async_engine

from bot.domain.errors import RuleError
from bot.store import Store, lock
from bot.store.connecting import trouble_of
from bot.store.lock import hold_lock

ROOT = Path(__file__).parents[2]
HOLD = """
import asyncio, sys
from bot.store.lock import hold_lock
async def hold():
    async with hold_lock(sys.argv[1]):
        print("held", flush=True)
        await asyncio.to_thread(sys.stdin.read)
asyncio.run(hold())
"""
CLOSE_ALL = """
SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()"""

HELD = """
SELECT max(pid) FROM pg_locks JOIN pg_database ON pg_database.oid = database
WHERE locktype = 'advisory' AND granted AND datname = current_database()"""


@pytest.fixture(autouse=True)
def short(monkeypatch):
    """Nobody waits long for a lock that another bot keeps."""
    monkeypatch.setattr(lock, "LINGER_SECONDS", 0.2)


@pytest.fixture
def hold():
    """Another process that holds the lock, until it is killed."""
    holders = []

    def start(url):
        holder = subprocess.Popen(
            [sys.executable, "-c", HOLD, url], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        holders.append(holder)
        assert holder.stdout.readline() == b"held\n"
        return holder

    yield start
    for holder in holders:
        holder.kill()
        holder.communicate()


async def take_when_free(url):
    """The server learns a moment later that a process died."""
    for _ in range(200):
        try:
            async with hold_lock(url):
                return
        except RuleError:
            await asyncio.sleep(0.02)
    raise AssertionError("never free again")


async def refusal(url):
    with pytest.raises(RuleError) as refused:
        async with hold_lock(url):
            raise AssertionError
    return refused.value


async def ask(url, question):
    engine = create_async_engine(url)
    async with engine.begin() as tx:
        answer = (await tx.exec_driver_sql(question)).scalar()
    await engine.dispose()
    return answer


async def close_sessions(url):
    await ask(url, CLOSE_ALL)


async def holder_of(url):
    """Which session on the server holds a lock on this database."""
    return await ask(url, HELD)


async def test_lock_is_held_by_one_process_until_it_dies(database_kind, url, store, hold):
    holder = hold(url)
    refused = await refusal(url)
    assert refused.key == "already_running"
    name = url.removeprefix("sqlite+aiosqlite:///") if database_kind == "sqlite" else url.split("@/")[1].split("?")[0]
    assert refused.fields["file"].startswith(name)
    async with store.write():
        holder.kill()
    await take_when_free(url)


@pytest.mark.parametrize("database_kind", ["postgresql"])
async def test_session_of_a_killed_bot_that_lingers_is_waited_for(url, monkeypatch):
    monkeypatch.setattr(lock, "LINGER_SECONDS", 60.0)
    async with AsyncExitStack() as lingering:
        await lingering.enter_async_context(hold_lock(url))
        started_again = asyncio.create_task(hold_and(url))
        done, _ = await asyncio.wait({started_again}, timeout=0.5)
        assert not done
    await started_again


async def test_lock_is_free_again_after_an_error(url):
    with pytest.raises(ZeroDivisionError):
        async with hold_lock(url):
            raise ZeroDivisionError
    async with hold_lock(url):
        assert (await refusal(url)).key == "already_running"


async def hold_and(url, *acts):
    async with hold_lock(url):
        for act in acts:
            await act()


async def test_lock_file_is_its_owners_alone(tmp_path):
    file = tmp_path / "new" / "store.db"
    await hold_and(str(file))
    assert (tmp_path / "new" / "store.db.lock").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("database_kind", ["postgresql"])
async def test_lock_is_taken_again_after_the_server_closed_the_session(url, monkeypatch):
    monkeypatch.setattr(lock, "LOOK_SECONDS", 1.0)
    async with hold_lock(url):
        first = await holder_of(url)
        assert first is not None
        await close_sessions(url)
        for _ in range(400):
            if await holder_of(url) not in {None, first}:
                break
            await asyncio.sleep(0.05)
        assert await holder_of(url) not in {None, first}
        assert (await refusal(url)).key == "already_running"


@pytest.mark.parametrize("database_kind", ["postgresql"])
async def test_bot_whose_lock_another_one_took_ends(url, monkeypatch):
    monkeypatch.setattr(lock, "LOOK_SECONDS", 1.0)
    quicker = AsyncExitStack()

    async def be_quicker():
        await close_sessions(url)
        await quicker.enter_async_context(hold_lock(url))

    async with quicker:
        with pytest.raises(RuleError) as ended:
            await hold_and(url, be_quicker, asyncio.Event().wait)
    assert ended.value.key == "already_running"
    assert asyncio.current_task().cancelling() == 0


@pytest.mark.parametrize("database_kind", ["postgresql"])
async def test_store_works_again_after_the_server_closed_all_sessions(url):
    store = await Store.open(url)

    async def count():
        async with store.read() as tx, store.write() as other:
            return [(await each.exec_driver_sql("SELECT count(*) FROM program")).scalar() for each in (tx, other)]

    assert await count() == [0, 0]
    await close_sessions(url)
    troubles = []
    # The one to read and the one to write are each found closed at most once.
    while len(troubles) < 3:
        try:
            counts = await count()
        except DBAPIError as error:
            troubles.append(trouble_of(error))
        else:
            break
    assert counts == [0, 0]
    assert troubles
    assert None not in troubles
    await store.close()
