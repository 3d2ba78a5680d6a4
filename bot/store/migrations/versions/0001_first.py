"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")
INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _make_rounds()
    _make_people()
    _make_requests()
    _make_pairs()
    _make_replies()
    _make_summaries()
    _make_steps()


def _make_rounds() -> None:
    op.create_table(
        "program",
        sa.Column("id", ID, nullable=False),
        sa.Column("guild_id", ID, nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("channel_id", ID, nullable=False),
        sa.Column("desk_channel_id", ID, nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("locale", sa.String(length=16), nullable=False),
        sa.Column("added_by", ID, nullable=False),
        sa.Column("added_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_program"),
        sa.UniqueConstraint("guild_id", "slug", name="uq_program_guild_id_slug"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "round",
        sa.Column("id", ID, nullable=False),
        sa.Column("program_id", ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("phase", sa.String(32), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("seed", ID, nullable=False),
        sa.Column("prompt_numbers", sa.JSON(), nullable=False),
        sa.Column("created_by", ID),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["program_id"], ["program.id"], name="fk_round_program_id_program"),
        sa.PrimaryKeyConstraint("id", name="pk_round"),
        sa.UniqueConstraint("program_id", "name", name="uq_round_program_id_name"),
        sqlite_autoincrement=True,
    )


def _make_people() -> None:
    op.create_table(
        "profile",
        sa.Column("guild_id", ID, nullable=False),
        sa.Column("member_id", ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("locale", sa.String(length=16), nullable=False),
        sa.Column("country", sa.String(length=8)),
        sa.Column("zone", sa.String(length=64)),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("interests", sa.JSON(), nullable=False),
        sa.Column("consent", sa.String(32)),
        sa.Column("dm_channel_id", ID),
        sa.Column("dms_closed", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("guild_id", "member_id", name="pk_profile"),
    )
    op.create_table(
        "participant",
        sa.Column("round_id", ID, nullable=False),
        sa.Column("member_id", ID, nullable=False),
        sa.Column("joined_at", INSTANT, nullable=False),
        sa.Column("left_at", INSTANT),
        sa.Column("away_until", INSTANT),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name="fk_participant_round_id_round"),
        sa.PrimaryKeyConstraint("round_id", "member_id", name="pk_participant"),
    )
    op.create_index("ix_participant_member_id", "participant", ["member_id"])


def _make_requests() -> None:
    op.create_table(
        "help_case",
        sa.Column("id", ID, nullable=False),
        sa.Column("guild_id", ID, nullable=False),
        sa.Column("program_id", ID, nullable=False),
        sa.Column("round_id", ID),
        sa.Column("member_id", ID, nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("opened_at", INSTANT, nullable=False),
        sa.Column("closed_at", INSTANT),
        sa.ForeignKeyConstraint(["program_id"], ["program.id"], name="fk_help_case_program_id_program"),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name="fk_help_case_round_id_round"),
        sa.PrimaryKeyConstraint("id", name="pk_help_case"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_help_case_guild_id_closed_at", "help_case", ["guild_id", "closed_at"])
    op.create_table(
        "apart",
        sa.Column("guild_id", ID, nullable=False),
        sa.Column("lower_id", ID, nullable=False),
        sa.Column("higher_id", ID, nullable=False),
        sa.Column("kept_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("guild_id", "lower_id", "higher_id", name="pk_apart"),
    )
    op.create_table(
        "draft",
        sa.Column("guild_id", ID, nullable=False),
        sa.Column("member_id", ID, nullable=False),
        sa.Column("form", sa.String(100), nullable=False),
        sa.Column("parts", sa.JSON(), nullable=False),
        sa.Column("saved_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("guild_id", "member_id", "form", name="pk_draft"),
    )
    op.create_index("ix_draft_saved_at", "draft", ["saved_at"])


def _make_pairs() -> None:
    op.create_table(
        "pair",
        sa.Column("id", ID, nullable=False),
        sa.Column("round_id", ID, nullable=False),
        sa.Column("shared", sa.JSON(), nullable=False),
        sa.Column("thread_id", ID),
        sa.Column("approved_at", INSTANT),
        sa.Column("ended_at", INSTANT),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name="fk_pair_round_id_round"),
        sa.PrimaryKeyConstraint("id", name="pk_pair"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_pair_round_id", "pair", ["round_id"])
    op.create_table(
        "pair_member",
        sa.Column("pair_id", ID, nullable=False),
        sa.Column("member_id", ID, nullable=False),
        sa.Column("joined_at", INSTANT),
        sa.Column("left_at", INSTANT),
        sa.Column("times_active", sa.Integer(), server_default="0", nullable=False),
        sa.Column("last_active_at", INSTANT),
        sa.ForeignKeyConstraint(["pair_id"], ["pair.id"], name="fk_pair_member_pair_id_pair", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("pair_id", "member_id", name="pk_pair_member"),
    )
    op.create_index("ix_pair_member_member_id", "pair_member", ["member_id"])
    op.create_table(
        "check_in",
        sa.Column("round_id", ID, nullable=False),
        sa.Column("prompt_number", sa.Integer(), nullable=False),
        sa.Column("pair_id", ID, nullable=False),
        sa.Column("member_id", ID, nullable=False),
        sa.Column("answer", sa.String(32), nullable=False),
        sa.Column("answered_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["pair_id"], ["pair.id"], name="fk_check_in_pair_id_pair"),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name="fk_check_in_round_id_round"),
        sa.PrimaryKeyConstraint("round_id", "prompt_number", "pair_id", "member_id", name="pk_check_in"),
    )


def _make_replies() -> None:
    op.create_table(
        "reply",
        sa.Column("id", ID, nullable=False),
        sa.Column("round_id", ID, nullable=False),
        sa.Column("prompt_number", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(32), nullable=False),
        sa.Column("source_id", ID, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("said_at", INSTANT, nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("edited_at", INSTANT),
        sa.Column("withdrawn_at", INSTANT),
        sa.Column("pair_id", ID),
        sa.Column("channel_id", ID),
        sa.Column("message_id", ID),
        sa.ForeignKeyConstraint(["pair_id"], ["pair.id"], name="fk_reply_pair_id_pair"),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name="fk_reply_round_id_round"),
        sa.PrimaryKeyConstraint("id", name="pk_reply"),
        sa.UniqueConstraint("source_id", name="uq_reply_source_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_reply_round_id_prompt_number", "reply", ["round_id", "prompt_number"])
    op.create_table(
        "reply_author",
        sa.Column("reply_id", ID, nullable=False),
        sa.Column("member_id", ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("guest", sa.Boolean(), nullable=False),
        sa.Column("consent", sa.String(32)),
        sa.Column("confirmed_at", INSTANT),
        sa.ForeignKeyConstraint(["reply_id"], ["reply.id"], name="fk_reply_author_reply_id_reply", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("reply_id", "member_id", name="pk_reply_author"),
    )
    op.create_index("ix_reply_author_member_id", "reply_author", ["member_id"])


def _make_summaries() -> None:
    op.create_table(
        "watched_thread",
        sa.Column("thread_id", ID, autoincrement=False, nullable=False),
        sa.Column("program_id", ID, nullable=False),
        sa.Column("round_id", ID, nullable=False),
        sa.Column("prompt_number", sa.Integer()),
        sa.Column("pair_id", ID),
        sa.Column("seen_up_to", ID, nullable=False),
        sa.ForeignKeyConstraint(["pair_id"], ["pair.id"], name="fk_watched_thread_pair_id_pair"),
        sa.ForeignKeyConstraint(["program_id"], ["program.id"], name="fk_watched_thread_program_id_program"),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name="fk_watched_thread_round_id_round"),
        sa.PrimaryKeyConstraint("thread_id", name="pk_watched_thread"),
    )
    op.create_index("ix_watched_thread_round_id_prompt_number", "watched_thread", ["round_id", "prompt_number"])
    op.create_table(
        "summary",
        sa.Column("id", ID, nullable=False),
        sa.Column("round_id", ID, nullable=False),
        sa.Column("prompt_number", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.Column("approved_by", ID),
        sa.Column("approved_at", INSTANT),
        sa.Column("published_at", INSTANT),
        sa.Column("channel_id", ID),
        sa.Column("message_id", ID),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name="fk_summary_round_id_round"),
        sa.PrimaryKeyConstraint("id", name="pk_summary"),
        sa.UniqueConstraint("round_id", "prompt_number", name="uq_summary_round_id_prompt_number"),
        sqlite_autoincrement=True,
    )


def _make_steps() -> None:
    op.create_table(
        "due_step",
        sa.Column("id", ID, nullable=False),
        sa.Column("token", sa.String(length=16), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("due_at", INSTANT, nullable=False),
        sa.Column("next_try_at", INSTANT, nullable=False),
        sa.Column("program_id", ID, nullable=False),
        sa.Column("round_id", ID),
        sa.Column("recipient_id", ID),
        sa.Column("pair_id", ID),
        sa.Column("prompt_number", sa.Integer()),
        sa.Column("subject_id", ID),
        sa.Column("words", sa.Text()),
        sa.Column("local_date", sa.Date()),
        sa.Column("runs", sa.Integer(), server_default="0", nullable=False),
        sa.Column("first_tried_at", INSTANT),
        sa.Column("channel_id", ID),
        sa.Column("message_id", ID),
        sa.Column("outcome", sa.String(32)),
        sa.Column("done_at", INSTANT),
        sa.ForeignKeyConstraint(["program_id"], ["program.id"], name="fk_due_step_program_id_program"),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name="fk_due_step_round_id_round"),
        sa.PrimaryKeyConstraint("id", name="pk_due_step"),
        sa.UniqueConstraint("key", name="uq_due_step_key"),
        sa.UniqueConstraint("token", name="uq_due_step_token"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_due_step_open",
        "due_step",
        ["next_try_at", "kind"],
        sqlite_where=sa.text("done_at IS NULL"),
        postgresql_where=sa.text("done_at IS NULL"),
    )
    op.create_index("ix_due_step_recipient_id", "due_step", ["recipient_id"])
    op.create_index("ix_due_step_round_id", "due_step", ["round_id"])
