"""Tables of pairs, of who is or was in them, and of what they answer to check-ins."""

from sqlalchemy import JSON, Column, Index, Integer, Table, Text

from bot.domain.agreement import HowOften, Medium
from bot.domain.partnership import CheckInAnswer
from bot.domain.ruling import RulingKind
from bot.store.columns import METADATA, Chosen, instant, number, own_id, reference

PAIR = Table(
    "pair",
    METADATA,
    own_id(),
    reference("round_id", "round"),
    Column("shared", JSON, nullable=False),
    number("thread_id", optional=True),
    instant("approved_at", optional=True),
    instant("ended_at", optional=True),
    Index(None, "round_id"),
    sqlite_autoincrement=True,
)

PAIR_MEMBER = Table(
    "pair_member",
    METADATA,
    reference("pair_id", "pair", key=True, cascade=True),
    number("member_id", key=True),
    instant("joined_at", optional=True),
    instant("left_at", optional=True),
    Column("times_active", Integer, nullable=False, server_default="0"),
    instant("last_active_at", optional=True),
    instant("agreed_at", optional=True),
    Index(None, "member_id"),
)
"""Who left stays here with `left_at`: the history of who met whom.

Of pair talk only how often and when last is kept.
"""

CHECK_IN = Table(
    "check_in",
    METADATA,
    reference("round_id", "round", key=True),
    Column("prompt_number", Integer, primary_key=True, autoincrement=False),
    reference("pair_id", "pair", key=True),
    number("member_id", key=True),
    Column("answer", Chosen(CheckInAnswer), nullable=False),
    instant("answered_at"),
)

AGREEMENT = Table(
    "agreement",
    METADATA,
    reference("pair_id", "pair", key=True, cascade=True),
    Column("how_often", Chosen(HowOften), nullable=False),
    Column("medium", Chosen(Medium), nullable=False),
    Column("hopes", Text, nullable=False),
    number("proposed_by"),
    instant("proposed_at"),
)
"""What a pair settled, or one of it proposed; who said yes to it has `agreed_at` in `pair_member`."""

RULING = Table(
    "ruling",
    METADATA,
    reference("round_id", "round", key=True),
    Column("kind", Chosen(RulingKind), primary_key=True),
    number("lower_id", key=True),
    number("higher_id", key=True),
    number("ruled_by"),
    instant("ruled_at"),
)
"""What organisers decided about the draft of a round's pairing; who is left out stands here as both."""
