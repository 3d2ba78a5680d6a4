"""Connections to SQLite that do a statement in one trip to their thread: SQLAlchemy's own make four of it.

A cursor is made, the statement run, all rows fetched and the cursor closed, each by waking the thread and being woken:
two thirds of the processor time of a short statement.
"""
# Neither SQLAlchemy nor aiosqlite has a public name for this; both are kept below their next version.
# pyright: reportPrivateUsage=false

import asyncio
import sqlite3
from collections import deque
from collections.abc import Callable
from typing import Any

import aiosqlite
from sqlalchemy.dialects.sqlite.aiosqlite import AsyncAdapt_aiosqlite_connection, AsyncAdapt_aiosqlite_cursor
from sqlalchemy.util.concurrency import await_

THREAD_ENDS = 0.001
"""Seconds between looks at a thread that was told to end."""
MOST_LOOKS = 5_000
"""After which a thread that hangs is left alone: it is a daemon, and ends with the process."""


class FewTrips:
    """Makes the connections of an engine, and closes what is still open of them in the end."""

    def __init__(self) -> None:
        self._drivers: list[Any] = []

    def connect(self, dialect: Any, record: object, arguments: Any, keywords: Any) -> Any:
        """Return a new connection. Fills the event `do_connect`."""
        driver: Any = aiosqlite.connect(*arguments, **keywords)
        driver._thread.daemon = True
        # Before it is connected: who is cancelled meanwhile leaves a thread all the same.
        self._drivers = [*self._alive(), driver]
        return _Connection(dialect.loaded_dbapi, await_(driver))

    def close(self, engine: object) -> None:
        """Every connection is closed, and its thread has ended if it does not hang. Fills the event `engine_disposed`.

        The pool forgets those that were in use, and who was cancelled while closing one did not wait for its thread.
        """
        await_(self._close())

    async def _close(self) -> None:
        for driver in self._alive():
            driver.stop()
        for _ in range(MOST_LOOKS):
            if not self._alive():
                break
            await asyncio.sleep(THREAD_ENDS)

    def _alive(self) -> list[Any]:
        return [driver for driver in self._drivers if driver._thread.is_alive()]


class _Cursor(AsyncAdapt_aiosqlite_cursor):
    """What came of a statement. All is fetched, so that nothing is left to be closed."""

    __slots__ = ()

    _awaitable_cursor_close = False

    def __init__(self, adapt_connection: Any) -> None:
        self._adapt_connection = adapt_connection
        self._connection = adapt_connection.driver_connection
        self._soft_closed_memoized = {}
        self._rows = deque()

    async def _execute_async(self, operation: Any, parameters: Any) -> Any:
        await self._run(sqlite3.Connection.execute, operation, () if parameters is None else parameters)

    async def _executemany_async(self, operation: Any, seq_of_parameters: Any) -> Any:
        await self._run(sqlite3.Connection.executemany, operation, seq_of_parameters)

    async def _run(self, way: Callable[..., sqlite3.Cursor], operation: Any, parameters: Any) -> None:
        driver: Any = self._connection

        def run() -> tuple[sqlite3.Cursor, list[Any]]:
            cursor = way(driver._conn, operation, parameters)
            return cursor, cursor.fetchall() if cursor.description else []

        async with self._adapt_connection._execute_mutex:
            ran, rows = await driver._execute(run)
        # Only what it says of itself is read from here: description, number of rows and last key.
        self._cursor = ran
        self._rows = deque(rows)

    def close(self) -> None:
        self._rows.clear()


class _Connection(AsyncAdapt_aiosqlite_connection):
    __slots__ = ()

    _cursor_cls = _Cursor
