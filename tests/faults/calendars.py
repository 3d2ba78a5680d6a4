"""When rounds are held: on usual days, and so that something is due in a night in which clocks change."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

PROGRAMS = Path(__file__).parent / "programs"
SLUG = "reading-circle"
TO_CHECK_IN, TO_SECOND_PROMPT = timedelta(days=7), timedelta(days=14)


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """The start of a round and the hour of what happens in it, in a zone.

    `night` is when the first check-in is due, or the second prompt with the summary of the first, `to_night` after the
    start. It is reckoned by hand and not by the code that is tried: the first of two such hours, or the end of the gap.
    """

    zone: str = "UTC"
    starts_on: date = date(2026, 1, 13)
    hour: time = time(9)
    night: datetime | None = None
    to_night: timedelta = TO_SECOND_PROMPT

    @property
    def begins_at(self) -> datetime:
        """When the organiser begins."""
        return datetime.combine(self.starts_on - timedelta(days=8), time(8), UTC)

    def write_programs(self, folder: Path) -> Path:
        """The programs stand in this folder, with this zone and hour."""
        made = folder / "programs"
        (made / SLUG).mkdir(parents=True)
        for file in (PROGRAMS / SLUG).iterdir():
            (made / SLUG / file.name).write_text(self._adapted(file.read_text("utf-8")), "utf-8")
        return made

    def _adapted(self, text: str) -> str:
        text = text.replace('\nzone = "UTC"', f'\nzone = "{self.zone}"')
        return text.replace('\ntime = "09:00"', f'\ntime = "{self.hour:%H:%M}"')

    def next_starts_on(self, closes_at: datetime) -> str:
        """Two weeks after the close, so that the next round opens when everybody has answered."""
        return (closes_at.astimezone(ZoneInfo(self.zone)).date() + timedelta(days=14)).isoformat()

    def prompts_at(self) -> list[datetime]:
        """When the three prompts are due."""
        first = self._at(timedelta(0)) + timedelta(hours=1)
        return [first, self._at(TO_SECOND_PROMPT), self._at(2 * TO_SECOND_PROMPT)]

    def check_in_at(self) -> datetime:
        """When the first check-in is due."""
        return self._at(TO_CHECK_IN)

    def _at(self, later: timedelta) -> datetime:
        """By wall clocks that do not change on that day, and by hand for the night."""
        if self.night is not None and later == self.to_night:
            return self.night
        return datetime.combine(self.starts_on + later, self.hour, ZoneInfo(self.zone))


USUAL = Calendar()


def _nights(zone: str, night: date, hour: time, at: str) -> Iterator[Calendar]:
    due_at = datetime.fromisoformat(at).replace(tzinfo=UTC)
    for later in (TO_CHECK_IN, TO_SECOND_PROMPT):
        yield Calendar(zone=zone, starts_on=night - later, hour=hour, night=due_at, to_night=later)


NIGHTS = (
    *_nights("Europe/Berlin", date(2026, 3, 29), time(2, 30), "2026-03-29 01:00"),
    *_nights("Europe/Berlin", date(2026, 10, 25), time(2, 30), "2026-10-25 00:30"),
    *_nights("America/New_York", date(2026, 3, 8), time(2, 30), "2026-03-08 07:00"),
    *_nights("America/New_York", date(2026, 11, 1), time(1, 30), "2026-11-01 05:30"),
    # Here clocks are changed by half an hour.
    *_nights("Australia/Lord_Howe", date(2026, 10, 4), time(2, 15), "2026-10-03 15:30"),
    *_nights("Australia/Lord_Howe", date(2026, 4, 5), time(1, 45), "2026-04-04 14:45"),
)
