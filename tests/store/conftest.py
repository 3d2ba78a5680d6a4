"""A database for each test: made once by the migrations, then copied. The same tests run over every kind."""

from collections.abc import AsyncGenerator
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.ids import ChannelId, GuildId, MemberId
from bot.store import Store, programs, rounds
from tests.store.databases import KINDS

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture(params=KINDS)
def database_kind(request) -> str:
    return request.param


@pytest.fixture
async def url(databases, tmp_path) -> AsyncGenerator[str]:
    """The address of an empty database with all tables."""
    async with databases.migrated(tmp_path) as address:
        yield address


@pytest.fixture
async def store(url):
    opened = await Store.open(url)
    yield opened
    await opened.close()


@pytest.fixture
async def tx(store):
    """A transaction in which the whole test happens."""
    async with store.write() as opened:
        yield opened


@pytest.fixture
def at():
    """Instants: `at(3)` is three hours after the test's beginning."""
    return lambda hours=0: NOW + timedelta(hours=hours)


@pytest.fixture
def add_program():
    async def add(tx, slug="library", guild=1):
        return await programs.add(
            tx,
            guild_id=GuildId(guild),
            slug=slug,
            channel_id=ChannelId(10),
            desk_channel_id=ChannelId(11),
            zone="Europe/Berlin",
            locale="en",
            added_by=MemberId(900),
            added_at=NOW,
        )

    return add


@pytest.fixture
def add_round(add_program):
    async def add(tx, name="2026A", starts_on=date(2026, 3, 2), slug="library", guild=1):
        program = await add_program(tx, slug, guild)
        return await rounds.add(
            tx,
            program_id=program.id,
            name=name,
            starts_on=starts_on,
            zone="Europe/Berlin",
            seed=2**62,
            prompt_numbers=(1, 2, 3),
            created_by=MemberId(900),
            created_at=NOW,
        )

    return add


@pytest.fixture
async def a_round(tx, add_round):
    return await add_round(tx)
