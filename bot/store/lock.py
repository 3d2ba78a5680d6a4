"""One running bot for each database: a lock that goes when the process dies, however it dies."""

import asyncio
import os
import sys
import warnings
from collections.abc import AsyncGenerator, Generator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

import structlog
from sqlalchemy import URL, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine
from sqlalchemy.pool import NullPool

from bot.domain.errors import RuleError
from bot.store.connecting import address, database_file
from bot.store.reaching import name_of, reaching

log = structlog.get_logger(__name__)

RUNNING = 0x526F756E65
"""The number of the advisory lock that the running bot holds on PostgreSQL, beside `connecting.WRITING`."""

LOOK_SECONDS = 5.0
"""How often a bot on PostgreSQL looks whether it still holds its lock."""

ANSWER_SECONDS = 5.0
"""How long a server may take to answer that."""

LINGER_SECONDS = 2.0
"""How long the session of a bot that was killed may hold its lock: until the server has ended what it was doing."""

TRY_SECONDS = 0.1

_TAKE = text(f"SELECT pg_try_advisory_lock({RUNNING})")
_LOOK = text("SELECT 1")
# A server forgets who vanished without a word after a minute, instead of after the hours its system waits.
_VANISHED = {"tcp_keepalives_idle": "30", "tcp_keepalives_interval": "10", "tcp_keepalives_count": "3"}


@asynccontextmanager
async def hold_lock(url: str) -> AsyncGenerator[None]:
    """This process alone runs the bot on the database, until the block is left; others may still read and write it.

    For a SQLite file it is a lock of the operating system on `<file>.lock`, which stays behind: removing it would let
    two processes hold locks on two files. On Windows, which has no such lock, it warns and nothing is held.

    On PostgreSQL it is a lock of a session of its own. A session that ends, as when the server is started anew, is
    followed by another one. Where another bot was quicker, the block is cancelled and this one ends.

    Raises:
        RuleError: `already_running`, with the database; and, as `reaching` says, where there is no such database.
    """
    if file := database_file(url):
        with hold_file(file):
            yield
    else:
        async with _hold_session(address(url)):
            yield


@contextmanager
def hold_file(file: Path) -> Generator[None]:
    """The same for a SQLite file alone, for those who have no event loop. Raises RuleError `already_running`."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    lock = os.open(f"{file}.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        _lock(lock, file)
        yield
    finally:
        os.close(lock)


def _lock(lock: int, file: Path) -> None:
    if sys.platform == "win32":
        warnings.warn(f"nothing keeps a second bot from {file} on Windows: start only one", stacklevel=3)
        return
    import fcntl

    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise RuleError("already_running", file=str(file)) from None


@asynccontextmanager
async def _hold_session(place: URL) -> AsyncGenerator[None]:
    session = _Session(place)
    with reaching(place):
        await session.take_when_free()
    running: Any = asyncio.current_task()
    keeping = asyncio.create_task(session.keep())
    keeping.add_done_callback(lambda kept: None if kept.cancelled() else running.cancel())
    try:
        yield
    except asyncio.CancelledError:
        if keeping.done() and not keeping.cancelled():
            running.uncancel()
            await keeping
        raise
    finally:
        keeping.cancel()
        await asyncio.gather(keeping, return_exceptions=True)
        await session.close()


class _Session:
    """A session that holds the lock. It has no transaction, which would keep the server from cleaning up."""

    def __init__(self, place: URL) -> None:
        self._place = place
        self._held: AsyncConnection | None = None

    async def take_when_free(self) -> None:
        """The lock is held. Raises RuleError `already_running` where another bot has it for longer than one lingers."""
        until = asyncio.get_running_loop().time() + LINGER_SECONDS
        while True:
            try:
                return await self.take()
            except RuleError:
                if asyncio.get_running_loop().time() > until:
                    raise
            await asyncio.sleep(TRY_SECONDS)

    async def take(self) -> None:
        """The lock is held. Raises RuleError `already_running` where another bot has it."""
        engine = create_async_engine(
            self._place,
            poolclass=NullPool,
            isolation_level="AUTOCOMMIT",
            connect_args={"server_settings": _VANISHED, "timeout": ANSWER_SECONDS, "command_timeout": ANSWER_SECONDS},
        )
        self._held = await engine.connect()
        try:
            taken = (await self._held.execute(_TAKE)).scalar()
        except BaseException:
            await self.close()
            raise
        if not taken:
            await self.close()
            raise RuleError("already_running", file=name_of(self._place))

    async def keep(self) -> None:
        """The lock is held, or taken again, until this is cancelled. Raises what `take` raises."""
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            try:
                if self._held is not None:
                    await self._held.execute(_LOOK)
                else:
                    await self.take()
                    log.info("lock_taken_again")
            except (DBAPIError, OSError):
                log.warning("lock_lost")
                await self.close()

    async def close(self) -> None:
        """The lock is free. May be called twice."""
        held, self._held = self._held, None
        if held is not None:
            await held.close()
