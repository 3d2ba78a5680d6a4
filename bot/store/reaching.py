"""What keeps a database from being opened, in words that tell the operator what to do next."""

import sqlite3
from collections.abc import Generator
from contextlib import contextmanager

from sqlalchemy import URL
from sqlalchemy.exc import DBAPIError

from bot.domain.errors import RuleError

_UNREADABLE = {
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_NOTADB,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_READONLY,
}
_BUSY = {sqlite3.SQLITE_BUSY, "55P03"}
_REFUSED = ("28", "3D", "42501", "53300", "57P03")
"""How SQLSTATE begins where a server answers but lets nobody in: who asks, the database's name, rights, too many, not
yet. See https://www.postgresql.org/docs/current/errcodes-appendix.html."""


def name_of(place: URL) -> str:
    """Return what a person knows the database by, without its password."""
    if place.get_backend_name() == "sqlite":
        return str(place.database)
    return f"{place.database} on {place.host or place.query.get('host', 'localhost')}"


@contextmanager
def reaching(place: URL) -> Generator[None]:
    """Nothing changes but what is raised where a database cannot be opened, and by whose doing.

    Raises:
        RuleError: `database_unreadable`, a file that is no database, is damaged or may not be read; `database_busy`,
            somebody else writes for long; `database_refused`, a server that lets nobody in; `database_unreachable`,
            no server answers; `database_driver_missing`, what speaks to PostgreSQL is not installed.
    """
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        # A transaction that could not even begin fails past SQLAlchemy, with the driver's own error.
        said = error.orig if isinstance(error, DBAPIError) else error
        if key := _key_of(said):
            raise RuleError(key, database=name_of(place), reason=str(said)) from error
        raise
    except OSError as error:
        if place.get_backend_name() == "sqlite":
            raise
        reason = str(error) or "it took too long"
        raise RuleError("database_unreachable", database=name_of(place), reason=reason) from error
    except ModuleNotFoundError as error:
        if error.name != "asyncpg":
            raise
        raise RuleError("database_driver_missing", database=name_of(place)) from error


def _key_of(error: BaseException | None) -> str | None:
    code: int | None = getattr(error, "sqlite_errorcode", None)
    # SQLite puts what exactly it was above the lowest eight bits.
    if code is not None and code & 0xFF in _UNREADABLE:
        return "database_unreadable"
    state: str = getattr(error, "sqlstate", None) or ""
    if state in _BUSY or (code is not None and code & 0xFF in _BUSY):
        return "database_busy"
    return "database_refused" if state.startswith(_REFUSED) else None
