"""The kinds of columns all tables are made of, the same on SQLite and on PostgreSQL."""

from collections.abc import Sequence
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Protocol

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    Integer,
    MetaData,
    String,
    TypeDecorator,
)

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

ID = BigInteger().with_variant(Integer, "sqlite")
"""64 bits on both; SQLite numbers rows by itself only where the type is called INTEGER."""


class _Writes(Protocol):
    """Makes of an instant what a driver takes."""

    def __call__(self, value: datetime | None) -> Any: ...


class Instant(TypeDecorator[datetime]):
    """An aware instant in UTC. SQLite keeps it as text of one length, so that text sorts as time does."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the instant in UTC; a naive one is a mistake of ours and raises ValueError."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value} has no time zone")
        return value.astimezone(UTC)

    def bind_processor(self, dialect: Dialect) -> _Writes | None:
        """Return what makes of an instant what the driver takes; for SQLite in one go, since every reply needs it."""
        if dialect.name != "sqlite":
            return super().bind_processor(dialect)

        def write(value: datetime | None) -> str | None:
            in_utc = self.process_bind_param(value, dialect)
            return None if in_utc is None else in_utc.replace(tzinfo=None).isoformat(" ", "microseconds")

        return write

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the instant as aware UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Listed(TypeDecorator[tuple[Any, ...]]):
    """A tuple of numbers or of texts, kept as a JSON array."""

    impl = JSON
    cache_ok = True

    def process_bind_param(self, value: Sequence[Any] | None, dialect: Dialect) -> list[Any]:
        """Return the list that becomes JSON."""
        return list(value or ())

    def process_result_value(self, value: list[Any] | None, dialect: Dialect) -> tuple[Any, ...]:
        """Return the tuple that was kept."""
        return tuple(value or ())


class Chosen(TypeDecorator[StrEnum]):
    """A member of an enumeration, kept as its value: a new member needs no migration."""

    impl = String(32)
    cache_ok = True

    def __init__(self, members: type[StrEnum]) -> None:
        super().__init__(32)
        self.members = members

    def process_bind_param(self, value: StrEnum | None, dialect: Dialect) -> str | None:
        """Return the value; ValueError for what is no member."""
        return None if value is None else str(value if isinstance(value, self.members) else self.members(value))

    def process_result_value(self, value: str | None, dialect: Dialect) -> StrEnum | None:
        """Return the member; ValueError if a newer version of the bot wrote one that this one does not know."""
        return None if value is None else self.members(value)


class ChosenSeveral(TypeDecorator[tuple[StrEnum, ...]]):
    """Members of an enumeration, kept as a JSON array of their values."""

    impl = JSON
    cache_ok = True

    def __init__(self, members: type[StrEnum]) -> None:
        super().__init__()
        self.members = members

    def process_bind_param(self, value: Sequence[StrEnum] | None, dialect: Dialect) -> list[str]:
        """Return the list that becomes JSON; ValueError for what is no member."""
        return [self.members(each).value for each in value or ()]

    def process_result_value(self, value: list[str] | None, dialect: Dialect) -> tuple[StrEnum, ...]:
        """Return the members; ValueError if a newer version of the bot wrote one that this one does not know."""
        return tuple(self.members(each) for each in value or ())


def own_id() -> Column[int]:
    """The table numbers its rows, and with `sqlite_autoincrement` never uses the number of a deleted row again."""
    return Column("id", ID, primary_key=True)


def number(name: str, *, key: bool = False, optional: bool = False) -> Column[int]:
    """A column for an id that Discord or another table gave."""
    return Column(name, ID, primary_key=key, nullable=optional, autoincrement=False)


def reference(name: str, to: str, *, key: bool = False, optional: bool = False, cascade: bool = False) -> Column[int]:
    """A column that holds the id of a row of the table `to`, and with `cascade` goes when that row goes."""
    rule = ForeignKey(f"{to}.id", ondelete="CASCADE" if cascade else None)
    return Column(name, ID, rule, primary_key=key, nullable=optional, autoincrement=False)


def instant(name: str, *, optional: bool = False) -> Column[datetime]:
    """A column for an aware UTC instant."""
    return Column(name, Instant(), nullable=optional)
