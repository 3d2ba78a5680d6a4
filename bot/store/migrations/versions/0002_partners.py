"""What partners say of themselves, wish for and agree on; places, rosters, cases and what is asked at the end."""

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Nothing yet."""
