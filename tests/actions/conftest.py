"""The world in which actions are tested: see `world.py` and `list_courier.py`."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import AsyncExitStack
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from bot.domain.program import Program
from bot.programs import load_programs, shipped_programs_folder
from bot.programs.regions import Regions, load_regions, shipped_regions_folder
from bot.store.migrating import migrate
from tests.actions.world import World

IN_MEMORY = Path("/dev/shm")
"""Where files cost nothing, on systems that have such a place; these tests are not about disks."""


@pytest.fixture(scope="session")
def programs() -> Mapping[str, Program]:
    return load_programs(shipped_programs_folder())


@pytest.fixture(scope="session")
def regions() -> Regions:
    return load_regions(shipped_regions_folder())


@pytest.fixture(scope="session")
def short(programs) -> Mapping[str, Program]:
    """Library-leadership with two prompts."""
    program = programs["library-leadership"]
    return {program.slug: replace(program, deck=program.deck[:2])}


@pytest.fixture(scope="session")
def migrated(tmp_path_factory) -> str:
    file = tmp_path_factory.mktemp("migrated") / "store.db"
    asyncio.run(migrate(str(file)))
    return str(file)


@pytest.fixture
def folder(tmp_path):
    with TemporaryDirectory(dir=IN_MEMORY if IN_MEMORY.is_dir() else tmp_path) as name:
        yield Path(name)


@pytest.fixture
def database_kind() -> str:
    """Of which kind the databases are; a test of a whole round names both."""
    return "sqlite"


@pytest.fixture
async def make_world(databases, folder, regions, short) -> AsyncGenerator[Callable]:
    """Worlds, each with a database of its own, with the short program unless others are given."""
    async with AsyncExitStack() as made:

        async def make(programs: Mapping[str, Program] = short) -> World:
            url = await made.enter_async_context(databases.migrated(folder))
            world = World(url.removeprefix("sqlite+aiosqlite:///"), programs, regions)
            made.push_async_callback(world.close)
            await world.open()
            return world

        yield make


@pytest.fixture
async def world(make_world) -> World:
    return await make_world()
