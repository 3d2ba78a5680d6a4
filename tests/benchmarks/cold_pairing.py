"""What a pairing costs whoever starts the command: Python, all imports, reading and writing files."""

import asyncio
import csv
import resource
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.pairing import Seeker

HOURS = range(24)


async def time_the_command(people: Sequence[Seeker]) -> float:
    """Seconds of the processor that `roundtable pair` takes for these people."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "people.csv"
        write_people(file, people)
        before = _seconds_of_children()
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "pair", str(file), "--json", stdout=asyncio.subprocess.DEVNULL
        )
        if await process.wait():
            raise RuntimeError("the command line refused a community of the benchmark")
        return _seconds_of_children() - before


def _seconds_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def write_people(file: Path, people: Iterable[Seeker]) -> None:
    """These people as PEOPLE.csv; who lives where is told by a country alone."""
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(
            ("id", "country", "languages", "hours", "sector", "career_stage", "interests", "offers", "seeks")
        )
        for each in people:
            hours = [str(hour) for hour in HOURS if each.waking >> hour & 1]
            lists = (each.languages, hours, each.interests, each.offers, each.seeks)
            languages, when, interests, offers, seeks = (";".join(sorted(entries)) for entries in lists)
            row = (each.id, each.country, languages, when, each.sector, each.career_stage, interests, offers, seeks)
            writer.writerow(row)
