"""How the database and the steps in it stand, in figures. Each reads whole tables: for who looks now and then."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, select, text

from bot.domain.steps import Outcome, StepKind
from bot.store.engine import Tx
from bot.store.tables import REPLY, STEP

_NOW = bindparam("now", type_=STEP.c.due_at.type)
_DUE = (
    select(STEP.c.kind, func.count(), func.min(STEP.c.next_try_at))
    .where(STEP.c.done_at.is_(None), STEP.c.next_try_at <= _NOW)
    .group_by(STEP.c.kind)
)
_ENDED = (
    select(STEP.c.kind, STEP.c.outcome, func.count())
    .where(STEP.c.done_at.is_not(None))
    .group_by(STEP.c.kind, STEP.c.outcome)
)
_REPLIES = select(func.count(), func.count(REPLY.c.withdrawn_at))
_SIZE = {
    "sqlite": "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size",
    "postgresql": "SELECT pg_database_size(current_database())",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DueSteps:
    """Steps of one kind that are to be tried now."""

    kind: StepKind
    count: int
    since: datetime
    """When the one that waits longest was to be tried."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreFigures:
    """What the store holds at one instant."""

    due: tuple[DueSteps, ...]
    ended: tuple[tuple[StepKind, Outcome, int], ...]
    replies: int
    """All that were ever kept, withdrawn ones among them."""
    withdrawn: int
    size: int
    """Bytes of the database, without the log that SQLite has beside it."""


async def figures(tx: Tx, now: datetime) -> StoreFigures:
    """Return how everything stands."""
    due = [DueSteps(kind=kind, count=count, since=since) for kind, count, since in await tx.execute(_DUE, {"now": now})]
    ended = [(kind, outcome, count) for kind, outcome, count in await tx.execute(_ENDED)]
    kept, withdrawn = (await tx.execute(_REPLIES)).one()
    size = (await tx.execute(text(_SIZE[tx.dialect.name]))).scalar_one()
    return StoreFigures(due=tuple(due), ended=tuple(ended), replies=kept, withdrawn=withdrawn, size=size)
