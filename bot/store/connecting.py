"""Database addresses, and engines that keep what the house asks of a database."""

import os
import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, ExceptionContext, event, make_url
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, ProgrammingError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.store.trips import FewTrips

BUSY_MS = 5_000
"""How long a writer waits for another process, such as a command line, to finish writing."""

CONNECT_SECONDS = 10.0
"""How long a server may take to let us in."""

WRITING = 0x526F756E64
"""The number of the advisory lock that writers on PostgreSQL hold; such numbers are those of one database."""


def address(url: str) -> URL:
    """Return the address of a database; a plain path means a SQLite file.

    Raises:
        ValueError: neither a SQLite file nor PostgreSQL by asyncpg. A SQLite database in memory is refused too, since
            every connection would see another one.
    """
    parsed = make_url(url) if "://" in url else URL.create("sqlite+aiosqlite", database=url)
    if parsed.drivername == "sqlite+aiosqlite" and parsed.database not in {None, "", ":memory:"}:
        return parsed
    if parsed.drivername == "postgresql+asyncpg":
        return parsed
    raise ValueError("a database is sqlite+aiosqlite:///FILE, a path, or postgresql+asyncpg://USER@HOST/NAME")


def database_file(url: str) -> Path | None:
    """Return the file of a SQLite database; None for a database server."""
    parsed = address(url)
    return Path(parsed.database) if parsed.database and parsed.get_backend_name() == "sqlite" else None


def trouble_of(error: BaseException) -> str | None:
    """Return what ails the database, such as SQLITE_FULL or SQLSTATE_53100; None where a statement or another erred.

    Never the error's own words, which may repeat what a member wrote. The states of PostgreSQL:
    https://www.postgresql.org/docs/current/errcodes-appendix.html
    """
    if isinstance(error, (DataError, IntegrityError, ProgrammingError)):
        return None
    # A transaction that could not even begin fails past SQLAlchemy, with the driver's own error.
    found = error.orig if isinstance(error, DBAPIError) and error.orig is not None else error
    state = getattr(found, "sqlstate", None)
    if not state and not isinstance(error, (DBAPIError, sqlite3.DatabaseError, OSError)):
        return None
    return f"SQLSTATE_{state}" if state else getattr(found, "sqlite_errorname", None) or type(found).__name__


def make_private_file(file: Path) -> None:
    """The file exists; if it did not before, only its owner may read it, whatever the umask.

    SQLite gives its WAL the same permissions.
    """
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.close(os.open(file, os.O_RDWR | os.O_CREAT, 0o600))


def engine_to_read(url: URL, connections: int) -> AsyncEngine:
    """Return an engine whose transactions cannot write, and see one state from their first statement on."""
    if url.get_backend_name() == "sqlite":
        return _sqlite_engine(url, connections, "BEGIN", "query_only=ON")
    engine = create_async_engine(
        url,
        pool_size=connections,
        hide_parameters=True,
        connect_args={"timeout": CONNECT_SECONDS},
        execution_options={"isolation_level": "REPEATABLE READ", "postgresql_readonly": True},
    )
    event.listen(engine.sync_engine, "handle_error", _give_up_what_is_closing)
    return engine


def engine_to_write(url: URL, *, foreign_keys: bool = True) -> AsyncEngine:
    """Return an engine with one connection, whose transactions are writers from their beginning, one at a time.

    What is read in such a transaction is still true when it is written on, however many processes there are. SQLite
    does that by itself; on PostgreSQL each begins by taking an advisory lock that goes with it. SERIALIZABLE would do
    without one, but only for those who can begin anew when it fails, and the body of a `with` cannot. READ COMMITTED,
    so that what is read after the wait for the lock is what the last writer left; both are said here, since a server
    may have been set to something else. Who waits longer than `BUSY_MS` fails, on both.

    Without `foreign_keys` SQLite does not look after them, which making a table anew needs.
    """
    if url.get_backend_name() == "sqlite":
        return _sqlite_engine(url, 1, "BEGIN IMMEDIATE", f"foreign_keys={'ON' if foreign_keys else 'OFF'}")
    engine = create_async_engine(
        url,
        pool_size=1,
        hide_parameters=True,
        isolation_level="READ COMMITTED",
        connect_args={"timeout": CONNECT_SECONDS, "server_settings": {"lock_timeout": str(BUSY_MS)}},
    )
    event.listen(engine.sync_engine, "begin", _take_turn)
    event.listen(engine.sync_engine, "handle_error", _give_up_what_is_closing)
    return engine


async def close_engine(engine: AsyncEngine) -> None:
    """All connections of the engine are closed, though this be cancelled meanwhile."""
    try:
        await engine.dispose()
    except BaseException:
        await engine.dispose()
        raise


def _give_up_what_is_closing(context: ExceptionContext) -> None:
    # Told by the server that it ends, asyncpg is busy with that for a moment and does not call itself closed yet.
    if type(context.original_exception).__name__ == "InternalClientError":
        context.is_disconnect = True


def _take_turn(connection: Connection) -> None:
    # By the driver, whose first statement begins the transaction: it has none yet on this side.
    try:
        cursor: Any = connection.connection.cursor()
        cursor.execute(f"SELECT pg_advisory_xact_lock({WRITING})")
        cursor.close()
    except BaseException as error:
        # It may be one that the server closed long ago, which nobody else would notice here.
        connection.invalidate()
        if not isinstance(error, Exception):
            raise
        raise DBAPIError("taking turns at writing", None, error) from error


def _sqlite_engine(url: URL, connections: int, begin: str, pragma: str) -> AsyncEngine:
    # What a statement was given may be what somebody wrote: an error that is logged does not repeat it.
    engine = create_async_engine(url, pool_size=connections, pool_reset_on_return=None, hide_parameters=True)
    pragmas = (f"busy_timeout={BUSY_MS}", "journal_mode=WAL", "synchronous=FULL", pragma)

    async def starting(driver: Any) -> None:
        await driver.execute(begin)

    def prepare(connection: Any, record: object) -> None:
        # Python's own way of starting transactions is switched off: it would begin a write late, as a read.
        connection.isolation_level = None
        cursor = connection.cursor()
        for each in pragmas:
            cursor.execute(f"PRAGMA {each}")
        cursor.close()

    def start(connection: Connection) -> None:
        # Past the cursor, which would cost three more trips to the connection's thread.
        try:
            connection.connection.run_async(starting)
        except BaseException:
            # Cancelled meanwhile, it may begin all the same; such a connection must not be used again.
            connection.invalidate()
            raise

    def reset(connection: Any, record: object, state: object) -> None:
        # The pool's own rollback is such a trip for every transaction, and nearly always for nothing.
        if connection.driver_connection.in_transaction:
            connection.rollback()

    trips = FewTrips()
    event.listen(engine.sync_engine, "do_connect", trips.connect)
    event.listen(engine.sync_engine, "engine_disposed", trips.close)
    event.listen(engine.sync_engine, "connect", prepare)
    event.listen(engine.sync_engine, "begin", start)
    event.listen(engine.sync_engine, "reset", reset)
    return engine
