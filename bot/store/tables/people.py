"""Tables of people: what they say of themselves, where they take part, what they ask for, whom they must not meet."""

from sqlalchemy import JSON, Boolean, Column, Index, String, Table, Text

from bot.domain.case import CaseKind, Deed
from bot.domain.consent import Consent
from bot.domain.particulars import Reach, Wish
from bot.store.columns import METADATA, Chosen, ChosenSeveral, Listed, instant, number, own_id, reference

PROFILE = Table(
    "profile",
    METADATA,
    number("guild_id", key=True),
    number("member_id", key=True),
    Column("name", Text, nullable=False),
    Column("locale", String(16), nullable=False),
    Column("country", String(8)),
    Column("zone", String(64)),
    Column("languages", Listed(), nullable=False),
    Column("interests", Listed(), nullable=False),
    Column("consent", Chosen(Consent)),
    number("dm_channel_id", optional=True),
    Column("dms_closed", Boolean, nullable=False),
)

PARTICULARS = Table(
    "particulars",
    METADATA,
    number("guild_id", key=True),
    number("member_id", key=True),
    Column("sector", String(40)),
    Column("career_stage", String(40)),
    Column("offers", Listed(), nullable=False),
    Column("seeks", Listed(), nullable=False),
    Column("wishes", ChosenSeveral(Wish), nullable=False),
    Column("wish_words", Text, nullable=False),
    Column("hours", Listed(), nullable=False),
    Column("reach", Chosen(Reach), nullable=False),
)
"""What somebody said beyond the joining form; who said nothing has no row."""

PARTICIPANT = Table(
    "participant",
    METADATA,
    reference("round_id", "round", key=True),
    number("member_id", key=True),
    instant("joined_at"),
    instant("left_at", optional=True),
    instant("away_until", optional=True),
    instant("inactive_at", optional=True),
    Index(None, "member_id"),
)

APART = Table(
    "apart",
    METADATA,
    number("guild_id", key=True),
    number("lower_id", key=True),
    number("higher_id", key=True),
    instant("kept_at"),
)
"""Two people who must never be paired, the lower id first, so that each two stand here once."""

CASE = Table(
    "help_case",
    METADATA,
    own_id(),
    number("guild_id"),
    reference("program_id", "program"),
    reference("round_id", "round", optional=True),
    number("member_id"),
    Column("kind", Chosen(CaseKind), nullable=False),
    Column("words", Text, nullable=False),
    instant("opened_at"),
    instant("closed_at", optional=True),
    number("pair_id", optional=True),
    number("room_id", optional=True),
    Index(None, "guild_id", "closed_at"),
    sqlite_autoincrement=True,
)

CASE_EVENT = Table(
    "case_event",
    METADATA,
    own_id(),
    reference("case_id", "help_case", cascade=True),
    Column("deed", Chosen(Deed), nullable=False),
    number("by_id", optional=True),
    number("about_id", optional=True),
    Column("words", Text, nullable=False),
    instant("at"),
    Index(None, "case_id"),
    sqlite_autoincrement=True,
)
"""What was done about a case, and what was said in it."""

DRAFT = Table(
    "draft",
    METADATA,
    number("guild_id", key=True),
    number("member_id", key=True),
    Column("form", String(100), primary_key=True),
    Column("parts", JSON, nullable=False),
    instant("saved_at"),
    Index(None, "saved_at"),
)
"""What somebody wrote into a form that was refused, until it is accepted or forgotten."""
