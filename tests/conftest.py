"""What tests of several parts need: databases of both kinds, each made only for those who ask for it."""

import os
from collections.abc import Generator

import pytest
from hypothesis import settings

from tests.store.databases import Databases, PostgresDatabases, SqliteFiles, postgres_databases, sqlite_files
from tests.store.dialects import compile_statements_once

compile_statements_once()
settings.register_profile("patient", deadline=None, max_examples=25)
settings.register_profile("thorough", deadline=None)
settings.load_profile("patient")

WHOLE_ROUNDS_FIRST = ("scenarios", "faults", "actions")
"""Folders whose files take longest: begun last, one of them would keep a single worker busy at the end."""


def pytest_xdist_auto_num_workers() -> int:
    """One worker more than there are cores: each waits for a browser, a socket or the disk a third of its time."""
    return (os.cpu_count() or 1) + 1


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    order = {folder: place for place, folder in enumerate(WHOLE_ROUNDS_FIRST)}
    items.sort(key=lambda item: min((order[part] for part in item.path.parts if part in order), default=len(order)))


@pytest.fixture(scope="session")
def sqlite(tmp_path_factory) -> SqliteFiles:
    return sqlite_files(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory) -> Generator[PostgresDatabases]:
    base = tmp_path_factory.getbasetemp()
    in_common = base.parent if base.name.startswith("popen-") else base
    with postgres_databases(in_common / "postgresql") as databases:
        yield databases


@pytest.fixture
def databases(database_kind, request) -> Databases:
    """Where databases of the kind named by the fixture or parameter `database_kind` come from."""
    return request.getfixturevalue(database_kind)
