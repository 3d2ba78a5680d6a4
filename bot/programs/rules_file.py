"""The rules of pairing of a program.toml, whatever else stands in it."""

from pathlib import Path

from pydantic import ValidationError

from bot.domain.program import Approval, PairingRules
from bot.programs.explain import note_refusals
from bot.programs.mistakes import Notebook, ProgramMistakes
from bot.programs.program_file import make_rules
from bot.programs.program_model import PairingPart, Part
from bot.programs.sources import read_text, read_toml


class _Rules(Part):
    """The table [pairing] alone."""

    pairing: PairingPart


def read_rules(file: Path) -> PairingRules:
    """Return the rules in the table [pairing] of a file; who approves need not be said.

    Raises:
        ProgramMistakes: with all that is wrong in that table, or with the file.
    """
    notes = Notebook(file=file.name)
    text = read_text(file, notes)
    values = None if text is None else read_toml(text, notes)
    table = (values or {}).get("pairing")
    if values is not None and not isinstance(table, dict):
        notes.note(("pairing",), "is missing", "a table [pairing]")
    if notes.mistakes:
        raise ProgramMistakes(notes.mistakes)
    try:
        return make_rules(_Rules.model_validate({"pairing": {"approval": Approval.ORGANISER, **(table or {})}}).pairing)
    except ValidationError as refused:
        note_refusals(_Rules, refused, notes)
        raise ProgramMistakes(notes.mistakes) from None
