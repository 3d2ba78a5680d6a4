"""The database of a round, and what people wrote and answered in it."""

import asyncio
import sqlite3
import tempfile
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from enum import StrEnum
from pathlib import Path

import asyncpg

from bot.rehearsal.stage import DATABASE
from tests.faults.seen import Kept
from tests.store.databases import PostgresDatabases
from tests.store.postgres_server import use_server

_FORMS = (
    "SELECT prompt_number, member_id, text FROM reply JOIN reply_author ON reply_id = reply.id"
    " WHERE source = 'form' AND withdrawn_at IS NULL"
)
_THREADS = "SELECT source_id, text FROM reply WHERE source = 'thread' AND withdrawn_at IS NULL"
_PAIRS = (
    "SELECT text, member_id, confirmed_at IS NOT NULL FROM reply JOIN reply_author ON reply_id = reply.id"
    " WHERE source = 'pair' AND withdrawn_at IS NULL"
)
_SURVEYS = "SELECT member_id, gains, words FROM survey"


class Kind(StrEnum):
    SQLITE = "sqlite"
    POSTGRESQL = "postgresql"


@asynccontextmanager
async def use_database(kind: Kind, folder: Path) -> AsyncGenerator[str]:
    """What the bot is given as the address of its database, which is empty."""
    if kind is Kind.SQLITE:
        yield str(folder / DATABASE)
        return
    meeting = Path(tempfile.gettempdir()) / "roundtable-faults-postgres"
    with use_server(meeting) as server:
        async with PostgresDatabases(server).empty(folder) as url:
            yield url


async def read_kept(address: str) -> Kept:
    """The replies and answers that stand."""
    ask = _ask_server if address.startswith("postgresql") else _ask_file
    asked = (ask(address, sql) for sql in (_FORMS, _THREADS, _PAIRS, _SURVEYS))
    forms, threads, pairs, surveys = await asyncio.gather(*asked)
    return Kept(forms=forms, threads=threads, pairs=pairs, surveys=surveys)


async def _ask_file(address: str, sql: str) -> list[tuple]:
    connection = sqlite3.connect(address)
    try:
        return connection.execute(sql).fetchall()
    finally:
        connection.close()


async def _ask_server(address: str, sql: str) -> list[tuple]:
    connection = await asyncpg.connect(address.replace("+asyncpg", ""))
    try:
        return [tuple(row) for row in await connection.fetch(sql)]
    finally:
        await connection.close()
