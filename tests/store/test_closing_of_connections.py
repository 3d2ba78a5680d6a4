"""Whatever is cancelled, and whenever, no connection of a closed store stays open."""

import asyncio
import gc
import threading

import pytest
from sqlalchemy import text

from bot.store import Store

TURNS = range(1, 40, 5)
"""After so many turns of the event loop something is cancelled or closed: somewhere in the midst of what is tried."""


@pytest.fixture
async def url(sqlite, tmp_path):
    async with sqlite.migrated(tmp_path) as found:
        yield found


@pytest.fixture(autouse=True)
def nothing_stays(url):
    """Each connection has a thread. That of one left open would end with the garbage only, which warns."""
    before = threading.active_count()
    yield
    assert threading.active_count() == before
    gc.collect()


async def wait(turns):
    for _ in range(turns):
        await asyncio.sleep(0.0002)


async def use(store):
    async with store.read() as tx:
        await tx.execute(text("SELECT 1"))
    async with store.write() as tx:
        await tx.execute(text("SELECT 1"))


@pytest.mark.parametrize("turns", TURNS)
async def test_transaction_that_is_cancelled_leaves_no_connection(url, turns):
    store = await Store.open(url)
    using = asyncio.create_task(use(store))
    await wait(turns)
    using.cancel()
    await asyncio.gather(using, return_exceptions=True)
    await store.close()


@pytest.mark.parametrize("turns", TURNS)
async def test_opening_that_is_cancelled_leaves_no_connection(url, turns):
    opening = asyncio.create_task(Store.open(url))
    await wait(turns)
    opening.cancel()
    for opened in await asyncio.gather(opening, return_exceptions=True):
        if isinstance(opened, Store):
            await opened.close()


@pytest.mark.parametrize("turns", TURNS)
async def test_closing_that_is_cancelled_closes_all_the_same(url, turns):
    store = await Store.open(url)
    await use(store)
    closing = asyncio.create_task(store.close())
    await wait(turns)
    closing.cancel()
    await asyncio.gather(closing, return_exceptions=True)


async def test_transaction_under_way_ends_well_and_is_closed_after(url, tmp_path):
    store = await Store.open(url)
    async with store.write() as tx:
        await tx.execute(text("CREATE TABLE kept (x)"))
        await store.close()
        await tx.execute(text("INSERT INTO kept VALUES (1)"))
    again = await Store.open(url)
    async with again.read() as tx:
        assert (await tx.execute(text("SELECT count(*) FROM kept"))).scalar() == 1
    await again.close()


async def test_store_that_is_read_once_more_after_closing_leaves_no_connection(url):
    store = await Store.open(url)
    await store.close()
    await use(store)
