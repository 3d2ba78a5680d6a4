"""What is rehearsed, and from when on."""

from datetime import date, timedelta

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
