"""What partners say of themselves, wish for and agree on; places, rosters, cases and what is asked at the end."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")
INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _make_rulings()


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
