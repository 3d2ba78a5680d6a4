"""How the bot says it is where its database is a real PostgreSQL: well, without a turn to write, and shut out."""

import json
import re
from contextlib import asynccontextmanager

import asyncpg
import pytest
from sqlalchemy import make_url

from bot.store import Store, connecting
from tests.store.postgres_keeper import OWNER


@pytest.fixture
async def url(postgresql, tmp_path):
    async with postgresql.migrated(tmp_path) as made:
        yield made


@pytest.fixture
async def store(url, monkeypatch):
    monkeypatch.setattr(connecting, "BUSY_MS", 200)
    opened = await Store.open(url)
    yield opened
    await opened.close()


@pytest.fixture(autouse=True)
async def connected(observer):
    await observer.gateway.note_session()


@asynccontextmanager
async def writing_on_and_on(postgresql, url):
    """Another process has the turn to write and does not come to an end."""
    other = await asyncpg.connect(host=str(postgresql.server), user=OWNER, database=name_in(url))
    async with other.transaction():
        await other.execute(f"SELECT pg_advisory_xact_lock({connecting.WRITING})")
        yield
    await other.close()


@asynccontextmanager
async def shut_out(postgresql, url):
    """The server ends our connections and lets nobody into the database."""
    name = name_in(url)
    await postgresql.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
    await postgresql.execute(f"SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = '{name}'")
    yield
    await postgresql.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")


def name_in(url):
    return make_url(url).database


async def database_of(ask):
    status, body = await ask("/healthz")
    return status, json.loads(body)["parts"]["database"]["why"]


async def test_bot_on_postgresql_is_well_and_tells_its_figures(ask, hosted):
    assert await database_of(ask) == (200, "")
    _, metrics = await ask("/metrics")
    assert 'roundtable_healthy{part="database"} 1.0' in metrics
    assert float(re.search(r"(?m)^roundtable_database_bytes (\S+)", metrics)[1]) > 100_000
    assert 'roundtable_replies{state="standing"} 0.0' in metrics


async def test_turn_that_never_comes_turns_health_red_by_its_state(ask, postgresql, url, observer):
    async with writing_on_and_on(postgresql, url):
        assert await database_of(ask) == (503, "The database cannot be written: SQLSTATE_55P03.")
    _, metrics = await ask("/metrics")
    assert 'roundtable_database_write_failures_total{trouble="SQLSTATE_55P03"} 1.0' in metrics
    observer.writes.settle()
    assert await database_of(ask) == (200, "")


async def test_server_that_lets_nobody_in_turns_health_red_and_green_again(ask, postgresql, url, observer):
    assert (await ask("/healthz"))[0] == 200
    async with shut_out(postgresql, url):
        status, why = await database_of(ask)
        assert status == 503
        # Ended by the server first, then refused.
        assert re.fullmatch(r"The database cannot be read: (SQLSTATE_(57P01|55000)|\w*Error)\.", why)
        assert (await database_of(ask)) == (503, "The database cannot be read: SQLSTATE_55000.")
    # The connection to write is found closed once more; then who looks after outages finds that it works.
    await ask("/healthz")
    observer.writes.settle()
    assert await database_of(ask) == (200, "")
