"""Tables of what is said to prompts, of where the bot listens for it, and of the summaries made of it."""

from sqlalchemy import Boolean, Column, Index, Integer, String, Table, Text, UniqueConstraint

from bot.domain.consent import Consent
from bot.domain.kind import Kind
from bot.domain.reply import Source
from bot.store.columns import METADATA, Chosen, instant, number, own_id, reference

REPLY = Table(
    "reply",
    METADATA,
    own_id(),
    reference("round_id", "round"),
    Column("prompt_number", Integer, nullable=False),
    Column("source", Chosen(Source), nullable=False),
    number("source_id"),
    Column("text", Text, nullable=False),
    instant("said_at"),
    Column("digest", String(64), nullable=False),
    instant("edited_at", optional=True),
    instant("withdrawn_at", optional=True),
    instant("forgotten_at", optional=True),
    Column("kind", Chosen(Kind)),
    number("answers", optional=True),
    reference("pair_id", "pair", optional=True),
    number("channel_id", optional=True),
    number("message_id", optional=True),
    UniqueConstraint("source_id"),
    Index(None, "round_id", "prompt_number"),
    sqlite_autoincrement=True,
)

AUTHOR = Table(
    "reply_author",
    METADATA,
    reference("reply_id", "reply", key=True, cascade=True),
    number("member_id", key=True),
    Column("name", Text, nullable=False),
    Column("guest", Boolean, nullable=False),
    Column("consent", Chosen(Consent)),
    instant("confirmed_at", optional=True),
    Index(None, "member_id"),
)

THREAD = Table(
    "watched_thread",
    METADATA,
    number("thread_id", key=True),
    reference("program_id", "program"),
    reference("round_id", "round"),
    Column("prompt_number", Integer),
    reference("pair_id", "pair", optional=True),
    number("seen_up_to"),
    Index(None, "round_id", "prompt_number"),
)

DIRECT_CHANNEL = Table(
    "direct_channel",
    METADATA,
    number("channel_id", key=True),
    number("member_id"),
    number("seen_up_to"),
    Index(None, "member_id"),
)
"""How far the bot has read a DM channel; one person has one, for all guilds."""

SUMMARY = Table(
    "summary",
    METADATA,
    own_id(),
    reference("round_id", "round"),
    Column("prompt_number", Integer, nullable=False),
    Column("body", Text, nullable=False),
    instant("made_at"),
    number("approved_by", optional=True),
    instant("approved_at", optional=True),
    instant("published_at", optional=True),
    number("channel_id", optional=True),
    number("message_id", optional=True),
    Column("draft", Text),
    Column("edits", Text, nullable=False, server_default="[]"),
    UniqueConstraint("round_id", "prompt_number"),
    sqlite_autoincrement=True,
)
"""Prompt number 0 is the round's own summary: NULLs would not be unique. `draft` is what was found by itself, before
any edit, as long as nobody approved it.
"""

ASSENT = Table(
    "assent",
    METADATA,
    reference("summary_id", "summary", key=True),
    Column("theme", Integer, primary_key=True, autoincrement=False),
    number("member_id", key=True),
    instant("said_at"),
    Index(None, "member_id"),
)
"""Who says of a published theme that they agree."""
