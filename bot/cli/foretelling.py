"""`roundtable rehearse --roster`: the coming round with one's own people, as a page; nobody is contacted."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import typer

from bot.cli.planning import find_program
from bot.cli.speaking import say, speech_here

DEFAULT_PROGRAM = "library-leadership"
PAGE = "outlook.html"


def foretell(
    roster: Path, *, program: str | None, columns: str, start: datetime | None, folder: Path, seed: int
) -> None:
    """The page stands in the folder, for its owner alone: it holds names; what it says in short is printed.

    Raises:
        RuleError: the list cannot be read.
    """
    # Tables of few columns are multiplied, where several threads of a processor only wait for each other.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from bot.actions.looking_ahead import look_at_roster
    from bot.actions.refusing_files import refuse_file
    from bot.domain.errors import RuleError
    from bot.programs import plan_rows
    from bot.programs.regions import load_regions, shipped_regions_folder
    from bot.reports.outlook_page import outlook_page
    from bot.reports.roster_columns import MappingMistake
    from bot.reports.tables import TableMistake

    found = find_program(program or DEFAULT_PROGRAM, None)
    regions = load_regions(shipped_regions_folder())
    starts_on = (start or _soon(found.shape.enrolment_opens_days_before)).date()
    try:
        outlook, listed = look_at_roster(
            found, regions, roster.read_bytes(), columns, starts_on, ZoneInfo(found.zone), seed
        )
    except MappingMistake as mistake:
        raise RuleError("roster_columns", text=mistake.text[:60]) from None
    except TableMistake as mistake:
        raise refuse_file(mistake) from None
    page = outlook_page(
        outlook,
        speech_here(),
        what=[row.what for row in plan_rows(found, outlook.timetable)],
        regions={key: region.name for key, region in regions.by_key.items()},
        left_out=[each.line for each in listed.applicants if each.mistakes],
    )
    _write(folder / PAGE, page)
    figures = {"people": outlook.people, "groups": len(outlook.matches), "waiting": len(outlook.waiting)}
    typer.echo(say("outlook.figures", **figures))
    typer.echo(say("cli.outlook_written", file=str(folder / PAGE)))


def _soon(days: int) -> datetime:
    """The first Monday by which enrolment can still open in time."""
    earliest = datetime.now(UTC) + timedelta(days=days)
    return earliest + timedelta(days=-earliest.weekday() % 7)


def _write(file: Path, page: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as written:
        written.write(page)
