"""How often a statement wakes the thread of a SQLite connection."""

import logging

import pytest
from sqlalchemy import text

from bot.store import Store


@pytest.fixture
async def store(sqlite, tmp_path):
    async with sqlite.migrated(tmp_path) as url:
        opened = await Store.open(url)
        yield opened
        await opened.close()


@pytest.fixture
def trips(caplog):
    """How many there were since it was asked the last time; the driver notes each."""
    caplog.set_level(logging.DEBUG, "aiosqlite")

    def count():
        found = [each for each in caplog.messages if each.startswith("executing")]
        caplog.clear()
        return len(found)

    return count


async def test_statement_takes_one_trip_with_all_its_rows(store, trips):
    async with store.read() as tx:
        await tx.execute(text("SELECT 1"))
        trips()
        rows = (
            await tx.execute(
                text("WITH RECURSIVE n(x) AS (SELECT 1 UNION SELECT x + 1 FROM n WHERE x < 500) SELECT x FROM n")
            )
        ).scalars()
        assert list(rows) == list(range(1, 501))
        assert trips() == 1


async def test_statement_with_many_arguments_takes_one_trip_and_counts_its_rows(store, trips):
    async with store.write() as tx:
        await tx.execute(text("CREATE TABLE many (x)"))
        trips()
        done = await tx.execute(text("INSERT INTO many VALUES (:x)"), [{"x": each} for each in range(20)])
        assert done.rowcount == 20
        assert trips() == 1
        assert (await tx.execute(text("DELETE FROM many WHERE x > 4"))).rowcount == 15


async def test_first_row_alone_leaves_nothing_open_that_keeps_others_from_writing(store):
    async with store.write() as tx:
        await tx.execute(text("CREATE TABLE many (x)"))
        await tx.execute(text("INSERT INTO many VALUES (1), (2)"))
    async with store.write() as tx:
        result = await tx.execute(text("SELECT x FROM many ORDER BY x"))
        assert result.fetchone() == (1,)
        await tx.execute(text("DROP TABLE many"))
