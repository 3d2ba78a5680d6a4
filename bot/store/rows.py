"""From rows to values: the few ways in which every module here speaks to its tables."""

from collections.abc import Callable
from dataclasses import fields
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import Column, Executable, Insert, Select, Table, bindparam, insert, select
from sqlalchemy.dialects import postgresql, sqlite

from bot.store.engine import Tx

T = TypeVar("T")
Upsert = sqlite.Insert | postgresql.Insert
"""Both dialects have the same words for "or else", but each in a class of its own."""


def selecting(table: Table, kind: type[Any]) -> Select[Any]:
    """Return a SELECT of exactly the columns that are fields of the dataclass `kind`."""
    return select(*(table.c[field.name] for field in fields(kind) if field.name in table.c))


def equals(column: Column[Any], name: str | None = None) -> Any:
    """Return the condition that a column equals the argument `name`, by default `the_` and the column's name."""
    return column == bindparam(name or f"the_{column.name}", type_=column.type)


def upserting(table: Table, complete: Callable[[Upsert], Executable]) -> Callable[[Tx], Executable]:
    """Return what gives the INSERT into `table`, completed by an ON CONFLICT, in the dialect of a transaction."""

    @cache
    def build(dialect: str) -> Executable:
        return complete(postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table))

    return lambda tx: build(tx.dialect.name)


async def find(tx: Tx, make: Callable[..., T], statement: Executable, /, **arguments: Any) -> T | None:
    """Return the first row as a value, or None."""
    found = await tx.execute(statement, arguments)
    row = found.first()
    return None if row is None else make(**dict(zip(found.keys(), row, strict=True)))


async def get(tx: Tx, make: Callable[..., T], statement: Executable, /, **arguments: Any) -> T:
    """Return the first row as a value; LookupError when there is none."""
    value = await find(tx, make, statement, **arguments)
    if value is None:
        raise LookupError(f"no row for {arguments}")
    return value


async def every(tx: Tx, make: Callable[..., T], statement: Executable, /, **arguments: Any) -> list[T]:
    """Return all rows as values."""
    found = await tx.execute(statement, arguments)
    names = tuple(found.keys())
    # A third of what `mappings` takes, which asks each row for its names.
    return [make(**dict(zip(names, row, strict=True))) for row in found]


async def change(tx: Tx, statement: Executable, /, **arguments: Any) -> int:
    """Return how many rows the statement changed."""
    return (await tx.execute(statement, arguments)).rowcount


async def add(tx: Tx, table: Table, /, **values: Any) -> int:
    """The row is kept; return the number which the table gave it."""
    key: Any = (await tx.execute(_inserting(table), values)).inserted_primary_key
    return key[0]


@cache
def _inserting(table: Table) -> Insert:
    return insert(table)
