"""Brings a database to the tables of this version, and tells whether the migrations say what the tables say."""

import asyncio
import logging
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.store.backup import back_up_before_upgrade
from bot.store.connecting import address, database_file, engine_to_write, make_private_file
from bot.store.reaching import reaching
from bot.store.tables import METADATA

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
        if file:
            await _back_up_before(file, url, to)
        engine = _engine(url)
        try:
            async with engine.begin() as connection:
                await connection.run_sync(_upgrade, to)
        finally:
            await engine.dispose()


async def _back_up_before(file: Path, url: str, to: str) -> None:
    """A verified copy stands beside a SQLite database that is about to be upgraded, see `back_up_before_upgrade`."""
    before = await current(url)
    if before in revisions() and before != (head() if to == "head" else to):
        kept = await asyncio.to_thread(back_up_before_upgrade, file, before)
        log.warning("the database is upgraded from revision %s; it is kept as it was as %s", before, kept.name)


def head() -> str:
    """Return the newest revision of this version."""
    return ScriptDirectory.from_config(_config()).get_current_head() or ""


def revisions() -> list[str]:
    """Return every revision there ever was, the oldest first."""
    return [each.revision for each in ScriptDirectory.from_config(_config()).walk_revisions()][::-1]


async def current(url: str) -> str | None:
    """Return the revision of a database that exists; None when it has no tables yet."""
    engine = _engine(url)
    try:
        async with engine.begin() as connection:
            return await connection.run_sync(lambda each: _context(each).get_current_revision())
    finally:
        await engine.dispose()


async def differences(url: str | None = None) -> list[str]:
    """Return every difference between the migrations and the tables, as Alembic words it; an empty list is good.

    The migrations run on a fresh SQLite file, or on the database at `url`.
    """
    with TemporaryDirectory() as folder:
        place = url or str(Path(folder) / "fresh.sqlite")
        await migrate(place)
        engine = _engine(place)
        try:
            async with engine.begin() as connection:
                return await connection.run_sync(_compare)
        finally:
            await engine.dispose()


def _engine(url: str) -> AsyncEngine:
    # Batch mode makes tables anew, which must not delete the rows that point to them; see `_upgrade`.
    return engine_to_write(address(url), foreign_keys=False)


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def _context(connection: Connection) -> MigrationContext:
    return MigrationContext.configure(connection, opts={"target_metadata": METADATA, "compare_type": True})


def _upgrade(connection: Connection, to: str) -> None:
    command.upgrade(_config(connection), to)
    if connection.dialect.name == "sqlite":
        lost: list[Any] = list(connection.exec_driver_sql("PRAGMA foreign_key_check"))
        if lost:
            raise RuntimeError(f"{len(lost)} rows point to rows that are missing, the first in {lost[0][0]}")


def _compare(connection: Connection) -> list[str]:
    return [str(difference) for difference in compare_metadata(_context(connection), METADATA)]
