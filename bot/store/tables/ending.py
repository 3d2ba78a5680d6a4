"""The table of what people say at the end of a round."""

from sqlalchemy import Boolean, Column, Index, Table, Text, false

from bot.domain.ending import Gain
from bot.store.columns import METADATA, ChosenSeveral, instant, number, reference

SURVEY = Table(
    "survey",
    METADATA,
    reference("round_id", "round", key=True),
    number("member_id", key=True),
    Column("gains", ChosenSeveral(Gain), nullable=False),
    Column("words", Text, nullable=False),
    Column("stays_in_touch", Boolean),
    Column("wants_invitation", Boolean, nullable=False, server_default=false()),
    instant("said_at"),
    Index(None, "member_id"),
)
"""Whoever wants to stay in touch stands here only until that was told to those whom it concerns."""
