"""Each earlier version's database, with rows in it, becomes one of this version, and no row is lost or changed.

The rows of a version are in `samples/<revision>.json`, by table. A new migration needs such a file, with rows in every
table of its version. A column that a migration changes on purpose belongs into a test of that migration.
"""

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Column, Connection, Date, DateTime, MetaData, Table, exists, func, select
from sqlalchemy.ext.asyncio import create_async_engine

from bot.store.migrating import current, differences, head, migrate, revisions

SAMPLES = Path(__file__).with_name("samples")


def as_kept(column: Column[Any], value: Any) -> Any:
    """What the driver takes and gives for a value of the samples."""
    if value is None:
        return None
    if isinstance(column.type, DateTime):
        at = datetime.fromisoformat(value)
        return at if column.type.timezone else at.astimezone(UTC).replace(tzinfo=None)
    return date.fromisoformat(value) if isinstance(column.type, Date) else value


def tables(connection: Connection) -> dict[str, Table]:
    metadata = MetaData()
    metadata.reflect(connection)
    return {table.name: table for table in metadata.sorted_tables if table.name != "alembic_version"}


def fill(connection: Connection, sample: dict[str, list[dict[str, Any]]]) -> None:
    found = tables(connection)
    assert set(found) == set(sample), "every table of the version has rows in its sample"
    for name, table in found.items():
        assert all(set(row) == set(table.c.keys()) for row in sample[name]), name
        rows = [{key: as_kept(table.c[key], value) for key, value in row.items()} for row in sample[name]]
        connection.execute(table.insert(), rows)


def compare(connection: Connection, sample: dict[str, list[dict[str, Any]]]) -> None:
    found = tables(connection)
    for name in sample.keys() & found.keys():
        table = found[name]
        known = [column for column in table.c if column.name in sample[name][0]]
        kept = [tuple(row) for row in connection.execute(select(*known))]
        expected = [tuple(as_kept(column, row[column.name]) for column in known) for row in sample[name]]
        assert sorted(kept, key=repr) == sorted(expected, key=repr), name


def count_lost(connection: Connection) -> int:
    """How many rows point to rows that are missing."""
    lost = 0
    for table in tables(connection).values():
        for key in table.foreign_keys:
            there = key.column.table.alias()
            missing = ~exists().where(there.c[key.column.name] == key.parent)
            query = select(func.count()).select_from(table).where(key.parent.is_not(None), missing)
            lost += connection.execute(query).scalar_one()
    return lost


@pytest.mark.parametrize("revision", revisions())
async def test_rows_of_every_version_are_kept_by_an_upgrade(databases, tmp_path, revision):
    sample = json.loads((SAMPLES / f"{revision}.json").read_text("utf-8"))
    async with databases.empty(tmp_path) as url:
        await migrate(url, revision)
        assert await current(url) == revision
        engine = create_async_engine(url)
        async with engine.begin() as tx:
            await tx.run_sync(fill, sample)
        await migrate(url)
        assert await current(url) == head()
        async with engine.begin() as tx:
            await tx.run_sync(compare, sample)
            assert await tx.run_sync(count_lost) == 0
        await engine.dispose()
        assert await differences(url) == []


@pytest.mark.parametrize("database_kind", ["sqlite"])
async def test_row_that_points_to_nothing_is_counted(url):
    engine = create_async_engine(url)
    async with engine.begin() as tx:
        await tx.exec_driver_sql("INSERT INTO pair (round_id, shared) VALUES (77, '{}')")
        assert await tx.run_sync(count_lost) == 1
    await engine.dispose()
