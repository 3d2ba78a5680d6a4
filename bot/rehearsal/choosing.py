"""What is rehearsed, from when on, and where its files are."""

import tempfile
from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from datetime import date, timedelta
from pathlib import Path

from bot.domain.errors import RuleError
from bot.domain.program import Program
from bot.programs import load_programs, shipped_programs_folder

DEFAULT_PROGRAM = "library-leadership"


def choose_program(name: str | None) -> Program:
    """Return the shipped program of this name, or the one that is shown to newcomers.

    Raises:
        RuleError: `no_such_program`.
    """
    programs = load_programs(shipped_programs_folder())
    wanted = name or DEFAULT_PROGRAM
    if wanted not in programs:
        raise RuleError("no_such_program", program=wanted, programs=tuple(programs))
    return programs[wanted]


def next_monday(today: date) -> date:
    """Return the Monday after this day."""
    return today + timedelta(days=7 - today.weekday())


@contextmanager
def open_workshop(keep: Path | None) -> Generator[Path]:
    """The folder in which the bot keeps its database and its log; without `keep` it is gone afterwards.

    Raises:
        RuleError: `folder_in_use`.
    """
    with ExitStack() as stack:
        workshop = keep or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="roundtable-")))
        if (workshop / "roundtable.db").exists():
            raise RuleError("folder_in_use", folder=str(workshop))
        workshop.mkdir(parents=True, exist_ok=True)
        yield workshop
