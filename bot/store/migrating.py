"""Brings a database to the tables of this version, and tells whether the migrations say what the tables say."""

import asyncio
import logging
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import Connection, inspect, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.backup import back_up_before_upgrade
from bot.store.connecting import address, close_engine, database_file, engine_to_write, make_private_file
from bot.store.reaching import reaching

log = logging.getLogger(__name__)

_FOLDER = Path(__file__).with_name("migrations")


async def migrate(url: str, to: str = "head") -> None:
    """The database has the tables of this version; what it holds is kept. May be called twice, and at every start.

    With `to`, the tables of that revision. All migrations are one transaction. A SQLite file that did not exist is
    made, for its owner alone; one that is to be upgraded is backed up before. Raises RuntimeError when rows point to
    missing rows, and keeps the database as it was; RuleError, as `reaching` says, where there is no such database.
    """
    if file := database_file(url):
        make_private_file(file)
    with reaching(address(url)):
        before = await current(url)
        due = before != (head() if to == "head" else to)
        if file and due and before in revisions():
            await _back_up_before(file, before)
        async with _transaction(url) as tx:
            if due:
                await _upgrade(tx, to)
            await tx.run_sync(_check_references)


async def _back_up_before(file: Path, before: str) -> None:
    """A verified copy stands beside a SQLite database that is about to be upgraded, see `back_up_before_upgrade`."""
    kept = await asyncio.to_thread(back_up_before_upgrade, file, before)
    log.warning("the database is upgraded from revision %s; it is kept as it was as %s", before, kept.name)


def head() -> str:
    """Return the newest revision of this version."""
    return revisions()[-1]


def revisions() -> list[str]:
    """Return every revision there ever was, the oldest first: what the names of their files begin with."""
    return sorted(file.stem.split("_")[0] for file in (_FOLDER / "versions").glob("*.py"))


async def current(url: str) -> str | None:
    """Return the revision of a database that exists; None when it has no tables yet."""
    async with _transaction(url) as tx:
        return await tx.run_sync(_read_revision)


async def revision_of(tx: AsyncConnection) -> str | None:
    """Return the revision of the database of this transaction; None when it has no tables yet."""
    return await tx.run_sync(_read_revision)


async def differences(url: str | None = None) -> list[str]:
    """Return every difference between the migrations and the tables, as Alembic words it; an empty list is good.

    The migrations run on a fresh SQLite file, or on the database at `url`.
    """
    from bot.store.upgrading import compare  # It says why here.

    with TemporaryDirectory() as folder:
        place = url or str(Path(folder) / "fresh.sqlite")
        await migrate(place)
        async with _transaction(place) as tx:
            return await tx.run_sync(compare)


@asynccontextmanager
async def _transaction(url: str) -> AsyncGenerator[AsyncConnection]:
    # Batch mode makes tables anew, which must not delete the rows that point to them; see `_check_references`.
    engine = engine_to_write(address(url), foreign_keys=False)
    try:
        async with engine.begin() as tx:
            yield tx
    finally:
        await close_engine(engine)


def _read_revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.scalar(text("SELECT version_num FROM alembic_version"))


async def _upgrade(tx: AsyncConnection, to: str) -> None:
    from bot.store.upgrading import upgrade  # It says why here.

    await tx.run_sync(upgrade, _FOLDER, to)


def _check_references(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        lost: list[Any] = list(connection.exec_driver_sql("PRAGMA foreign_key_check"))
        if lost:
            raise RuntimeError(f"{len(lost)} rows point to rows that are missing, the first in {lost[0][0]}")
