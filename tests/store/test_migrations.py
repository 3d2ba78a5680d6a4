import asyncio
import re
import sys
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from bot.store import Store, migrating
from bot.store.migrating import current, differences, head, migrate, revisions
from bot.store.tables import METADATA


async def test_migrations_from_nothing_make_the_tables(databases, tmp_path):
    async with databases.empty(tmp_path) as url:
        assert await differences(url) == []


async def test_migrations_without_a_database_are_tried_on_one_of_their_own():
    assert await differences() == []


async def test_differences_are_named(url):
    store = await Store.open(url)
    async with store.write() as tx:
        await tx.execute(text("DROP INDEX ix_pair_round_id"))
        await tx.execute(text("ALTER TABLE profile DROP COLUMN country"))
    await store.close()
    found = "\n".join(await differences(url))
    assert "add_column" in found
    assert "country" in found
    assert "ix_pair_round_id" in found


SCHEMA = {
    "sqlite": "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL",
    "postgresql": """
        SELECT conrelid::regclass || '/' || conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid > 0
        UNION ALL SELECT tablename || '/' || indexname, indexdef FROM pg_indexes
        UNION ALL SELECT table_name || '/' || column_name, concat_ws(
            ' ', data_type, character_maximum_length, datetime_precision, is_nullable, column_default)
        FROM information_schema.columns WHERE table_schema = 'public'""",
}


LINE = r",\s*\n|\n|(?<=[A-Z)]), "
"""SQLite writes a column that was added later in the line of the one before."""
QUOTED = r'^CREATE TABLE "(\w+)"'
"""It quotes the name of a table that was made anew, which is how a column there becomes optional."""


async def test_migrations_and_tables_say_the_same_word_for_word(database_kind, url, databases, tmp_path):
    async def read(address):
        engine = create_async_engine(address)
        async with engine.begin() as tx:
            if address != url:
                await tx.run_sync(METADATA.create_all)
            found = await tx.execute(text(SCHEMA[database_kind]))
            plain = {name: re.sub(QUOTED, r"CREATE TABLE \1", sql) for name, sql in found}
            made = {name: sorted(line.strip(" \t,") for line in re.split(LINE, sql)) for name, sql in plain.items()}
        await engine.dispose()
        return {name: sql for name, sql in made.items() if not name.startswith("alembic_version")}

    async with databases.empty(tmp_path) as created:
        assert await read(created) == await read(url)


async def test_migrate_twice_keeps_what_is_there(url, add_program):
    store = await Store.open(url)
    async with store.write() as tx:
        await add_program(tx)
    await store.close()
    await migrate(url)
    store = await Store.open(url)
    async with store.read() as tx:
        assert (await tx.execute(text("SELECT count(*) FROM program"))).scalar() == 1
    await store.close()


async def test_revision_of_a_database_is_the_head_after_migrating(databases, tmp_path):
    async with databases.empty(tmp_path) as url:
        assert await current(url) is None
        await migrate(url)
        assert await current(url) == head() != ""


def test_revisions_are_those_that_the_migrations_name():
    directory = ScriptDirectory(Path(migrating.__file__).with_name("migrations"))
    named = [(each.revision, each.down_revision) for each in directory.walk_revisions()][::-1]
    assert named == list(zip(revisions(), [None, *revisions()], strict=False))


async def test_database_that_is_up_to_date_needs_no_alembic(tmp_path):
    file = str(tmp_path / "store.db")
    await migrate(file)
    asked = f"import asyncio, sys; from bot.store.migrating import migrate; asyncio.run(migrate({file!r}))"
    asked += "; sys.exit('alembic' in sys.modules)"
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", asked)
    assert await process.wait() == 0


async def test_two_processes_that_migrate_at_once_take_turns(databases, tmp_path):
    async with databases.empty(tmp_path) as url:
        await asyncio.gather(migrate(url), migrate(url))
        assert await current(url) == head()


@pytest.mark.parametrize("database_kind", ["sqlite"])
async def test_migrate_refuses_a_database_with_lost_rows(url):
    engine = create_async_engine(url)
    async with engine.begin() as tx:
        await tx.execute(text("INSERT INTO pair (round_id, shared) VALUES (77, '{}')"))
    await engine.dispose()
    with pytest.raises(RuntimeError, match="1 rows point to rows that are missing, the first in pair"):
        await migrate(url)
