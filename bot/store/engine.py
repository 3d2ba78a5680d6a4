"""The store: where everything is kept, read in any number of transactions at once and written in one after another."""

import asyncio
import time
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.domain.errors import RuleError
from bot.store.connecting import (
    address,
    close_engine,
    database_file,
    engine_to_read,
    engine_to_write,
    make_private_file,
    trouble_of,
)
from bot.store.reaching import reaching

Tx = AsyncConnection
"""A transaction that is under way. It is made by `Store.read` and `Store.write` alone."""

Listener = Callable[[float, str | None], None]
"""Hears of each transaction that was to be written: how many seconds it took, and the database's trouble, if any."""

READERS = 4
"""Connections kept for reading; ten more are made when needed."""


class Store:
    """An open database, used within one event loop."""

    def __init__(self, readers: AsyncEngine, writer: AsyncEngine) -> None:
        self._readers = readers
        self._writer = writer
        self._turn = asyncio.Lock()
        self._writing: asyncio.Task[Any] | None = None
        self._listeners: list[Listener] = []
        self._users = 0
        self._is_closed = False

    @classmethod
    async def open(cls, url: str) -> "Store":
        """Return the store at this address, which is reached once; its tables are made by `migrate`.

        A SQLite file that did not exist is made, for its owner alone (0600). Raises ValueError for a wrong address,
        and RuleError, as `reaching` says, where there is no such database.
        """
        if file := database_file(url):
            make_private_file(file)
        place = address(url)
        with reaching(place):
            store = cls(engine_to_read(place, READERS), engine_to_write(place))
            try:
                async with store.write():
                    pass
            except BaseException:
                await store.close()
                raise
        return store

    @classmethod
    async def open_to_read(cls, url: str) -> "Store":
        """Return the store at this address for who only reads; nothing is made or changed there.

        Raises what `open` does, and RuleError `no_database` where there is no such file.
        """
        if (file := database_file(url)) and not file.is_file():
            raise RuleError("no_database", file=str(file))
        place = address(url)
        with reaching(place):
            store = cls(engine_to_read(place, READERS), engine_to_write(place))
            try:
                async with store.read() as tx:
                    await tx.exec_driver_sql("SELECT 1")
            except BaseException:
                await store.close()
                raise
        return store

    @asynccontextmanager
    async def read(self) -> AsyncGenerator[Tx]:
        """A transaction that sees one state of the database, never waits for writers and cannot write."""
        async with self._in_use(), self._readers.begin() as tx:
            yield tx

    @asynccontextmanager
    async def write(self) -> AsyncGenerator[Tx]:
        """A transaction that may write: all of it is kept at the end, nothing of it after an exception.

        Writers queue in the order in which they came, also behind those of other processes, so that what a writer
        reads stays true until it has written. What is slow belongs outside: all others wait. Raises RuntimeError
        inside another `write` of the same task, which would wait for itself for ever.
        """
        task = asyncio.current_task()
        if task is self._writing:
            raise RuntimeError("a transaction is already being written in this task")
        async with self._in_use(), self._turn:
            self._writing = task
            began = time.perf_counter()
            try:
                async with self._writer.begin() as tx:
                    yield tx
            except Exception as error:
                if trouble := trouble_of(error):
                    self._tell(time.perf_counter() - began, trouble)
                raise
            else:
                self._tell(time.perf_counter() - began, None)
            finally:
                self._writing = None

    def listen(self, listener: Listener) -> None:
        """Tell `listener`, which must return at once, of every `write` from now on that was kept or met trouble."""
        self._listeners.append(listener)

    def _tell(self, seconds: float, trouble: str | None) -> None:
        for listener in self._listeners:
            listener(seconds, trouble)

    async def close(self) -> None:
        """All connections are closed, though this be cancelled meanwhile. May be called twice.

        Where a transaction is under way they are closed after it.
        """
        self._is_closed = True
        if self._users:
            return
        try:
            await close_engine(self._readers)
        finally:
            await close_engine(self._writer)

    @asynccontextmanager
    async def _in_use(self) -> AsyncGenerator[None]:
        """Who uses a closed store last closes what was opened for it: nobody else would."""
        self._users += 1
        try:
            yield
        finally:
            self._users -= 1
            if self._is_closed:
                await self.close()
