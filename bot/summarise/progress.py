"""How far a summary is."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class Stage(StrEnum):
    """What is being done; in this order."""

    MEANING = "meaning"
    THEMES = "themes"
    QUOTES = "quotes"
    """With the names of themes."""


Progress = Callable[[Stage, int, int], None]
"""Told the stage, how much of it is done, and how much there is."""


def tell_nobody(_stage: Stage, _done: int, _whole: int) -> None:
    """Nothing is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Far:
    """How far it is: so much of the stage is done."""

    stage: Stage
    done: int
    whole: int


@dataclass(frozen=True, slots=True)
class Note:
    """Progress by way of a file: one process writes how far it is, another one reads it."""

    file: Path

    def __call__(self, stage: Stage, done: int, whole: int) -> None:
        """It is written how far it is."""
        self.file.write_text(f"{stage} {done} {whole}", "ascii")

    def read(self) -> Far:
        """Return what was written last; of what is not yet there, or just being written, that it begins."""
        try:
            stage, done, whole = self.file.read_text("ascii").split()
            return Far(stage=Stage(stage), done=int(done), whole=int(whole))
        except (OSError, ValueError):
            return Far(stage=Stage.MEANING, done=0, whole=1)
