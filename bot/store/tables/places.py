"""Tables of places: who waits for one, for whom one is held, and the roster of people from outside with their codes."""

from sqlalchemy import JSON, Column, Index, Integer, String, Table, UniqueConstraint

from bot.store.columns import METADATA, instant, number, own_id, reference

WAIT_LISTED = Table(
    "wait_listed",
    METADATA,
    own_id(),
    reference("round_id", "round"),
    number("member_id"),
    instant("since"),
    UniqueConstraint("round_id", "member_id"),
    Index(None, "member_id"),
    sqlite_autoincrement=True,
)
"""Who joined beyond a cap. The ids are the order of the list, so that nobody who comes later stands before anybody."""

HELD_PLACE = Table(
    "held_place",
    METADATA,
    reference("round_id", "round", key=True),
    number("member_id", key=True),
    instant("held_until"),
)
"""A place that is kept for somebody who was on the wait-list of the round before."""

ROSTER = Table(
    "roster",
    METADATA,
    reference("round_id", "round", key=True),
    Column("salt", String(32), nullable=False),
)
"""The salt of a round's digests, so that the same person's are others in every round."""

ROSTER_ENTRY = Table(
    "roster_entry",
    METADATA,
    own_id(),
    reference("round_id", "round"),
    Column("code_digest", String(64), nullable=False),
    Column("email_digest", String(64)),
    Column("name_digest", String(64)),
    Column("answers", JSON, nullable=False),
    number("member_id", optional=True),
    instant("used_at", optional=True),
    UniqueConstraint("code_digest"),
    Index(None, "round_id"),
    Index(None, "member_id"),
    sqlite_autoincrement=True,
)
"""One person of a roster: no name, no address and no code, only their digests and what fills in the joining form."""

CODE_ATTEMPT = Table(
    "code_attempt",
    METADATA,
    number("guild_id", key=True),
    number("member_id", key=True),
    Column("wrong", Integer, nullable=False),
    instant("since"),
)
"""How many wrong codes somebody entered since when."""
