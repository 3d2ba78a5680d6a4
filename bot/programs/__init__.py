"""Program folders in, programs and their decks out, every mistake with its place.

>>> from bot.programs import load_programs, shipped_programs_folder
>>> sorted(load_programs(shipped_programs_folder()))
['library-leadership', 'weekly-coffee']
"""

from bot.programs.loader import load_program, load_programs, shipped_programs_folder
from bot.programs.mistakes import Mistake, ProgramMistakes, describe_mistakes
from bot.programs.plan_rows import TimetableRow, plan_rows

__all__ = [
    "Mistake",
    "ProgramMistakes",
    "TimetableRow",
    "describe_mistakes",
    "load_program",
    "load_programs",
    "plan_rows",
    "shipped_programs_folder",
]
