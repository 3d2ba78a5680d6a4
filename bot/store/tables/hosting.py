"""Tables of programs where they are hosted, of their rounds, and of what is being set up."""

from sqlalchemy import Boolean, Column, Date, Integer, String, Table, Text, UniqueConstraint, false

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
    number("organiser_role_id", optional=True),
    number("moderator_role_id", optional=True),
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

SETUP = Table(
    "setup",
    METADATA,
    number("guild_id", key=True),
    Column("version", Integer, nullable=False),
    Column("slug", Text),
    number("channel_id", optional=True),
    number("desk_channel_id", optional=True),
    number("organiser_role_id", optional=True),
    number("moderator_role_id", optional=True),
    Column("people_named", Boolean, nullable=False, server_default=false()),
    Column("starts_on", Date),
    Column("zone", String(64)),
    Column("locale", String(16)),
)
"""What was chosen so far for a guild's next program; its row goes when the round is planned."""
