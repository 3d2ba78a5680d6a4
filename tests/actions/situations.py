"""Worlds that begin alike come to the same: the way there is gone once in a process, and copied after that.

Only SQLite is copied so. Whoever has changed anything of a world before it begins goes the way themselves.
"""

import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import closing
from copy import copy
from dataclasses import dataclass, fields
from datetime import datetime
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar

from bot.store import Store
from bot.store.columns import METADATA
from tests.actions.list_courier import ListCourier, ListReader

if TYPE_CHECKING:
    from tests.actions.world import World

WAY_OF_WRITING = slice(18, 20)
"""Where a file of SQLite says that a log is written ahead, which none in memory has (Database File Format, 1.3)."""

Came = TypeVar("Came")
Way = Callable[["World", Any], Awaitable[Came]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """What a world has come to, and what its way there returned."""

    came: Any
    now: datetime
    kept: bytes
    lists: dict[str, Any]
    world: dict[str, Any]


def gone_once(way: Way[Came]) -> Way[Came]:
    """Another untouched world with the same programs, taken the same way, is a copy of the first that was."""
    known: dict[tuple[int, object], tuple[object, Situation]] = {}

    @wraps(way)
    async def go(world: "World", *given: Any) -> Came:
        if not is_untouched(world):
            return await way(world, *given)
        key = (id(world.programs), given)
        if key in known:
            return _put(world, known[key][1])
        came = await way(world, *given)
        # The programs are kept as well, so that no others ever have their id.
        known[key] = (world.programs, _take(world, came))
        return came

    return go


def is_untouched(world: "World") -> bool:
    """Whether it is as it was made, and nothing has happened in it."""
    return (
        not str(world.file).startswith("postgresql")
        and world.is_as_opened()
        and type(world.store) is Store
        and world.courier == ListCourier(clock=world.courier.clock)
        and world.reader == ListReader()
        and not _has_rows(world)
    )


def _has_rows(world: "World") -> bool:
    with closing(sqlite3.connect(world.file)) as file:
        return any(file.execute(f'SELECT 1 FROM "{name}" LIMIT 1').fetchone() for name in METADATA.tables)


def _take(world: "World", came: Any) -> Situation:
    with closing(sqlite3.connect(world.file)) as file, closing(sqlite3.connect(":memory:")) as memory:
        file.backup(memory)
        kept = bytearray(memory.serialize())
    kept[WAY_OF_WRITING] = b"\x01\x01"
    lists = {each.name: copy(getattr(world.courier, each.name)) for each in fields(ListCourier) if each.name != "clock"}
    assert world.reader == ListReader(), "nobody has said anything yet"
    ways = {"ran": [*world.ran], "interactions": world.interactions, "posts": world.posts}
    return Situation(came=came, now=world.now, kept=bytes(kept), lists=lists, world=ways)


def _put(world: "World", situation: Situation) -> Any:
    with closing(sqlite3.connect(world.file)) as file, closing(sqlite3.connect(":memory:")) as memory:
        memory.deserialize(situation.kept)
        memory.backup(file)
    for name, value in situation.lists.items():
        setattr(world.courier, name, copy(value))
    for name, value in situation.world.items():
        setattr(world, name, copy(value))
    world.now = situation.now
    return situation.came
