"""What a statement is in SQL is found out once in a process, not anew for each of the thousand databases of the tests.

An engine knows its statements by its own dialect, and each database that is opened has one: that took a third of the
tests of actions. These dialects are those of SQLAlchemy; each is alike all others of its kind.
"""

from typing import Any

from sqlalchemy import Engine
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.postgresql.asyncpg import PGDialect_asyncpg
from sqlalchemy.dialects.sqlite.aiosqlite import SQLiteDialect_aiosqlite

_COMPILED: dict[Any, Any] = {}


class _Alike:
    """Equal to each other one of its class, and with it what they have compiled."""

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other)

    def __hash__(self) -> int:
        return hash(type(self))

    @classmethod
    def engine_created(cls, engine: Engine) -> None:
        engine.update_execution_options(compiled_cache=_COMPILED)


class AlikeSqlite(_Alike, SQLiteDialect_aiosqlite):
    supports_statement_cache = True


class AlikePostgres(_Alike, PGDialect_asyncpg):
    supports_statement_cache = True


def compile_statements_once() -> None:
    """Every database that is opened from here on has such a dialect."""
    registry.register("sqlite.aiosqlite", __name__, AlikeSqlite.__name__)
    registry.register("postgresql.asyncpg", __name__, AlikePostgres.__name__)
