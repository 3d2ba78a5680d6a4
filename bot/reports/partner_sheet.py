"""Who met and who did not, as a table for spreadsheets."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.domain.needs import Need
from bot.domain.standing import Position, Standing
from bot.reports.pairing_sheet import MARK
from bot.reports.tables import write_table

COLUMNS = ("needs", "standing", "since", "until", "name", "member", "partners", "ever_met", "had_another")
_YES = {True: "yes", False: "no"}


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerRow:
    """One person, with the names of their partners; empty names are of people who erased their data."""

    name: str
    position: Position
    needs: tuple[Need, ...]
    partners: tuple[str, ...]


def write_partner_sheet(rows: Iterable[PartnerRow]) -> str:
    """Return a CSV table with a header and a row for each person; instants are UTC, ids have a letter before them."""
    return write_table(COLUMNS, (_cells_of(row) for row in rows))


def _cells_of(row: PartnerRow) -> tuple[str, ...]:
    position = row.position
    at = _write(position.at)
    since, until = ("", at) if position.standing is Standing.AWAY else (at, "")
    return (
        "; ".join(row.needs),
        position.standing,
        since,
        until,
        row.name,
        f"{MARK}{position.member_id}" if position.member_id > 0 else "",
        "; ".join(row.partners),
        _YES[position.ever_met],
        _YES[position.had_another],
    )


def _write(at: datetime | None) -> str:
    return "" if at is None else f"{at:%Y-%m-%d %H:%M}"
