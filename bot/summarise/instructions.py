"""What a language model is told to do: files that the operator may read and change."""

from enum import StrEnum
from pathlib import Path


class Instruction(StrEnum):
    """The instructions there are, by the names of their files."""

    WORDING = "wording"
    TRANSLATING = "translating"


def shipped_instructions_folder() -> Path:
    """Return the folder of the instructions: inside of an installed bot, else at the root of the repository."""
    package = Path(__file__).parents[1]
    installed = package / "_config"
    return (installed if installed.is_dir() else package.parent / "config") / "instructions"


def read_instruction(instruction: Instruction) -> str:
    """Return the text of an instruction; OSError where its file is gone."""
    return (shipped_instructions_folder() / f"{instruction}.md").read_text("utf-8")
