"""The table of steps: the only truth of what is due."""

from sqlalchemy import Column, Date, Index, Integer, String, Table, Text, UniqueConstraint

from bot.domain.steps import Outcome, StepKind
from bot.store.columns import METADATA, Chosen, instant, number, own_id, reference

STEP = Table(
    "due_step",
    METADATA,
    own_id(),
    Column("token", String(16), nullable=False),
    Column("key", Text, nullable=False),
    Column("kind", Chosen(StepKind), nullable=False),
    instant("due_at"),
    instant("next_try_at"),
    reference("program_id", "program", optional=True),
    reference("round_id", "round", optional=True),
    number("recipient_id", optional=True),
    number("pair_id", optional=True),
    Column("prompt_number", Integer),
    number("subject_id", optional=True),
    Column("words", Text),
    Column("local_date", Date),
    Column("runs", Integer, nullable=False, server_default="0"),
    instant("first_tried_at", optional=True),
    number("channel_id", optional=True),
    number("message_id", optional=True),
    Column("outcome", Chosen(Outcome)),
    instant("done_at", optional=True),
    UniqueConstraint("key"),
    UniqueConstraint("token"),
    Index(None, "round_id"),
    Index(None, "recipient_id"),
    sqlite_autoincrement=True,
)

OPEN_STEPS = Index(
    "ix_due_step_open",
    STEP.c.next_try_at,
    STEP.c.kind,
    sqlite_where=STEP.c.done_at.is_(None),
    postgresql_where=STEP.c.done_at.is_(None),
)
"""Only what is undone is in it, so that looking for due steps costs the same after years of done ones."""
