"""A real store, an observer of it, and its page on a port of this machine."""

import asyncio
import shutil
import sqlite3
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta

import aiohttp
import pytest

from bot.domain.ids import ChannelId, GuildId, MemberId
from bot.observing.observer import Observer
from bot.observing.serving import serve_figures
from bot.store import Store, programs
from bot.store.migrating import migrate

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


class SetClock:
    at = NOW

    def now(self):
        return self.at

    def later(self, **span):
        self.at += timedelta(**span)


@contextmanager
def locked(file):
    """Another process writes to the database and does not come to an end."""
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield
        other.execute("ROLLBACK")


@pytest.fixture(scope="session")
def migrated(tmp_path_factory):
    file = tmp_path_factory.mktemp("migrated") / "store.db"
    asyncio.run(migrate(str(file)))
    return file


@pytest.fixture
def file(migrated, tmp_path):
    return shutil.copy(migrated, tmp_path / "store.db")


@pytest.fixture
async def store(file):
    opened = await Store.open(str(file))
    yield opened
    await opened.close()


@pytest.fixture
def clock():
    return SetClock()


@pytest.fixture
def observer(store, clock):
    return Observer(store=store, clock=clock)


@pytest.fixture
async def hosted(store):
    async with store.write() as tx:
        return await programs.add(
            tx,
            guild_id=GuildId(1),
            slug="library-leadership",
            channel_id=ChannelId(10),
            desk_channel_id=ChannelId(11),
            zone="Europe/Berlin",
            locale="en",
            added_by=MemberId(900),
            added_at=NOW,
        )


@pytest.fixture
async def ask(observer):
    """Asks the page, and gives status and text back."""
    async with serve_figures(observer, 0) as port, aiohttp.ClientSession() as session:

        async def asking(path):
            async with session.get(f"http://127.0.0.1:{port}{path}") as answer:
                return answer.status, await answer.text()

        yield asking
