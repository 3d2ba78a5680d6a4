"""A coming round as a web page for organisers: who would meet whom, and what happens when in whose hours."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from zoneinfo import ZoneInfo

from bot.domain.harmless import calm
from bot.domain.outlook import Load, Match, Outlook
from bot.reports.page import common_words, pages
from bot.texts.speech import Speech

What = Sequence[str]
"""What happens at each entry of the timetable, in its order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """One line of the timetable."""

    what: str
    load: Load
    times: tuple[str, ...]
    """In the round's zone, then in each region's."""


def outlook_page(
    outlook: Outlook, speech: Speech, *, what: What, regions: Mapping[str, str], left_out: Sequence[int] = ()
) -> str:
    """Return one HTML document that loads and runs nothing. It names people: it is for organisers alone.

    `regions` are the names of regions by their keys, `left_out` the lines of a list that cannot be used.
    """
    zones = [outlook.timetable.zone, *outlook.zones.values()]
    rows = [
        _Row(what=said, load=load, times=tuple(_there(load, zone, speech) for zone in zones))
        for load, said in zip(outlook.loads, what, strict=True)
    ]
    days = outlook.dms_by_day() or {outlook.timetable.starts_on: 0}
    return (
        pages()
        .get_template("outlook.html.jinja")
        .render(
            **common_words(speech),
            outlook=outlook,
            rows=rows,
            regions=[regions.get(key, key) for key in outlook.zones],
            busiest=max(days.items(), key=lambda each: each[1]),
            country=speech.country,
            common=partial(_common, speech=speech),
            left_out=speech.list([str(line) for line in left_out]),
        )
    )


def _there(load: Load, zone: str, speech: Speech) -> str:
    """The time of day there; where the date is another one, by how many days it is later or earlier."""
    there = load.entry.due_at.astimezone(ZoneInfo(zone))
    days = (there.date() - load.entry.local_date).days
    return f"{speech.time(there.time())}{f' ({days:+d})' if days else ''}"


def _common(match: Match, speech: Speech) -> str:
    return speech.list([*map(speech.language, match.languages), *map(calm, match.interests)])
