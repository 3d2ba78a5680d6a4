"""How far a summary is."""

from collections.abc import Callable
from enum import StrEnum


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
