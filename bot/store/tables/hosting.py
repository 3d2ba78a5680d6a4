"""Tables of programs where they are hosted, and of their rounds."""

from sqlalchemy import Column, Date, String, Table, Text, UniqueConstraint

from bot.domain.round import Phase
from bot.store.columns import ID, METADATA, Chosen, Listed, instant, number, own_id, reference

PROGRAM = Table(
    "program",
    METADATA,
    own_id(),
    number("guild_id"),
    Column("slug", Text, nullable=False),
    number("channel_id"),
    number("desk_channel_id"),
    Column("zone", String(64), nullable=False),
    Column("locale", String(16), nullable=False),
    number("added_by"),
    instant("added_at"),
    UniqueConstraint("guild_id", "slug"),
    sqlite_autoincrement=True,
)

ROUND = Table(
    "round",
    METADATA,
    own_id(),
    reference("program_id", "program"),
    Column("name", Text, nullable=False),
    Column("phase", Chosen(Phase), nullable=False),
    Column("starts_on", Date, nullable=False),
    Column("zone", String(64), nullable=False),
    Column("seed", ID, nullable=False),
    Column("prompt_numbers", Listed(), nullable=False),
    number("created_by", optional=True),
    instant("created_at"),
    UniqueConstraint("program_id", "name"),
    sqlite_autoincrement=True,
)
