"""What partners say of themselves, wish for and agree on; places, rosters, cases and what is asked at the end."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")
INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _make_rulings()
    _make_particulars()
    _make_places()
    _make_rosters()
    _make_agreements()
    _make_case_events()
    _make_surveys()
    op.add_column("reply", sa.Column("forgotten_at", INSTANT, nullable=True))
    op.add_column("reply", sa.Column("kind", sa.String(length=32), nullable=True))
    op.add_column("reply", sa.Column("answers", ID, nullable=True))
    _make_direct_channels()
    op.add_column("summary", sa.Column("draft", sa.Text(), nullable=True))
    op.add_column("summary", sa.Column("edits", sa.Text(), server_default="[]", nullable=False))
    _make_assents()
    _make_setups()
    _free_steps_of_programs()


def _free_steps_of_programs() -> None:
    """A guild is greeted before it hosts any program."""
    with op.batch_alter_table("due_step", table_kwargs={"sqlite_autoincrement": True}) as table:
        table.alter_column("program_id", existing_type=ID, nullable=True)


def _make_setups() -> None:
    op.add_column("program", sa.Column("organiser_role_id", ID, nullable=True))
    op.add_column("program", sa.Column("moderator_role_id", ID, nullable=True))
    op.create_table(
        "setup",
        sa.Column("guild_id", ID, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("slug", sa.Text(), nullable=True),
        sa.Column("channel_id", ID, nullable=True),
        sa.Column("desk_channel_id", ID, nullable=True),
        sa.Column("organiser_role_id", ID, nullable=True),
        sa.Column("moderator_role_id", ID, nullable=True),
        sa.Column("people_named", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("zone", sa.String(length=64), nullable=True),
        sa.Column("locale", sa.String(length=16), nullable=True),
        sa.PrimaryKeyConstraint("guild_id", name="pk_setup"),
    )


def _make_assents() -> None:
    op.create_table(
        "assent",
        sa.Column("summary_id", ID, autoincrement=False, nullable=False),
        sa.Column("theme", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("member_id", ID, autoincrement=False, nullable=False),
        sa.Column("said_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["summary_id"], ["summary.id"], name="fk_assent_summary_id_summary"),
        sa.PrimaryKeyConstraint("summary_id", "theme", "member_id", name="pk_assent"),
    )
    op.create_index("ix_assent_member_id", "assent", ["member_id"])


def _make_direct_channels() -> None:
    op.create_table(
        "direct_channel",
        sa.Column("channel_id", ID, autoincrement=False, nullable=False),
        sa.Column("member_id", ID, autoincrement=False, nullable=False),
        sa.Column("seen_up_to", ID, autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("channel_id", name="pk_direct_channel"),
    )
    op.create_index("ix_direct_channel_member_id", "direct_channel", ["member_id"])


def _make_rulings() -> None:
    op.create_table(
        "ruling",
        sa.Column("round_id", ID, nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("lower_id", ID, nullable=False),
        sa.Column("higher_id", ID, nullable=False),
        sa.Column("ruled_by", ID, nullable=False),
        sa.Column("ruled_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name="fk_ruling_round_id_round"),
        sa.PrimaryKeyConstraint("round_id", "kind", "lower_id", "higher_id", name="pk_ruling"),
    )


def _make_particulars() -> None:
    op.create_table(
        "particulars",
        sa.Column("guild_id", ID, autoincrement=False, nullable=False),
        sa.Column("member_id", ID, autoincrement=False, nullable=False),
        sa.Column("sector", sa.String(length=40), nullable=True),
        sa.Column("career_stage", sa.String(length=40), nullable=True),
        sa.Column("offers", sa.JSON(), nullable=False),
        sa.Column("seeks", sa.JSON(), nullable=False),
        sa.Column("wishes", sa.JSON(), nullable=False),
        sa.Column("wish_words", sa.Text(), nullable=False),
        sa.Column("hours", sa.JSON(), nullable=False),
        sa.Column("reach", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("guild_id", "member_id", name="pk_particulars"),
    )


def _make_places() -> None:
    op.create_table(
        "wait_listed",
        sa.Column("id", ID, nullable=False),
        sa.Column("round_id", ID, autoincrement=False, nullable=False),
        sa.Column("member_id", ID, autoincrement=False, nullable=False),
        sa.Column("since", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name="fk_wait_listed_round_id_round"),
        sa.PrimaryKeyConstraint("id", name="pk_wait_listed"),
        sa.UniqueConstraint("round_id", "member_id", name="uq_wait_listed_round_id_member_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_wait_listed_member_id", "wait_listed", ["member_id"])
    op.create_table(
        "held_place",
        sa.Column("round_id", ID, autoincrement=False, nullable=False),
        sa.Column("member_id", ID, autoincrement=False, nullable=False),
        sa.Column("held_until", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name="fk_held_place_round_id_round"),
        sa.PrimaryKeyConstraint("round_id", "member_id", name="pk_held_place"),
    )


def _make_rosters() -> None:
    op.create_table(
        "roster",
        sa.Column("round_id", ID, autoincrement=False, nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name="fk_roster_round_id_round"),
        sa.PrimaryKeyConstraint("round_id", name="pk_roster"),
    )
    op.create_table(
        "roster_entry",
        sa.Column("id", ID, nullable=False),
        sa.Column("round_id", ID, autoincrement=False, nullable=False),
        sa.Column("code_digest", sa.String(length=64), nullable=False),
        sa.Column("email_digest", sa.String(length=64), nullable=True),
        sa.Column("name_digest", sa.String(length=64), nullable=True),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("member_id", ID, autoincrement=False, nullable=True),
        sa.Column("used_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name="fk_roster_entry_round_id_round"),
        sa.PrimaryKeyConstraint("id", name="pk_roster_entry"),
        sa.UniqueConstraint("code_digest", name="uq_roster_entry_code_digest"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_roster_entry_round_id", "roster_entry", ["round_id"])
    op.create_index("ix_roster_entry_member_id", "roster_entry", ["member_id"])
    op.create_table(
        "code_attempt",
        sa.Column("guild_id", ID, autoincrement=False, nullable=False),
        sa.Column("member_id", ID, autoincrement=False, nullable=False),
        sa.Column("wrong", sa.Integer(), nullable=False),
        sa.Column("since", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("guild_id", "member_id", name="pk_code_attempt"),
    )


def _make_agreements() -> None:
    op.create_table(
        "agreement",
        sa.Column("pair_id", ID, autoincrement=False, nullable=False),
        sa.Column("how_often", sa.String(length=32), nullable=False),
        sa.Column("medium", sa.String(length=32), nullable=False),
        sa.Column("hopes", sa.Text(), nullable=False),
        sa.Column("proposed_by", ID, autoincrement=False, nullable=False),
        sa.Column("proposed_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["pair_id"], ["pair.id"], name="fk_agreement_pair_id_pair", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("pair_id", name="pk_agreement"),
    )
    op.add_column("pair_member", sa.Column("agreed_at", INSTANT, nullable=True))


def _make_case_events() -> None:
    op.create_table(
        "case_event",
        sa.Column("id", ID, nullable=False),
        sa.Column("case_id", ID, autoincrement=False, nullable=False),
        sa.Column("deed", sa.String(length=32), nullable=False),
        sa.Column("by_id", ID, nullable=True),
        sa.Column("about_id", ID, nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["help_case.id"], name="fk_case_event_case_id_help_case", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_case_event"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_case_event_case_id", "case_event", ["case_id"])
    op.add_column("help_case", sa.Column("pair_id", ID, nullable=True))
    op.add_column("help_case", sa.Column("room_id", ID, nullable=True))
    op.add_column("participant", sa.Column("inactive_at", INSTANT, nullable=True))


def _make_surveys() -> None:
    op.create_table(
        "survey",
        sa.Column("round_id", ID, autoincrement=False, nullable=False),
        sa.Column("member_id", ID, autoincrement=False, nullable=False),
        sa.Column("gains", sa.JSON(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("stays_in_touch", sa.Boolean(), nullable=True),
        sa.Column("wants_invitation", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("said_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name="fk_survey_round_id_round"),
        sa.PrimaryKeyConstraint("round_id", "member_id", name="pk_survey"),
    )
    op.create_index("ix_survey_member_id", "survey", ["member_id"])
