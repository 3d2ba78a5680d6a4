"""What tests of several parts need: databases of both kinds, each made only for those who ask for it."""

from collections.abc import Generator

import pytest

from tests.store.databases import Databases, PostgresDatabases, SqliteFiles, postgres_databases, sqlite_files


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
