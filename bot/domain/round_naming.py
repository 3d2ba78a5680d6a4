"""What the next round is called, and when a round that makes itself starts."""

import re
from collections.abc import Collection, Iterable, Iterator
from datetime import date, timedelta

from bot.domain.errors import RuleError
from bot.domain.program import Repeats, RoundShape

_A_WEEK = timedelta(days=7)


def next_round_name(existing: Collection[str], starts_on: date, shape: RoundShape) -> str:
    """Return the name of a new round among the `existing` names of its program.

    Rounds made by hand are named by year and letter ("2026A", behind the last letter of that year; Z is followed by
    AA), weekly ones by ISO year and week ("2026-W48"). Raises RuleError `round_exists` for a week that has its round.
    """
    if shape.repeats is Repeats.BY_HAND:
        return f"{starts_on.year:04}{_letters(1 + max(_places(existing, starts_on.year), default=0))}"
    week = starts_on.isocalendar()
    name = f"{week.year:04}-W{week.week:02}"
    if name in existing:
        raise RuleError("round_exists", round=name)
    return name


def next_start_on(shape: RoundShape, today: date) -> date | None:
    """Return the first start of a weekly round whose enrolment closes after `today`; none for rounds made by hand."""
    if shape.weekday is None:
        return None
    earliest = today + timedelta(days=shape.enrolment_closes_days_before + 1)
    return earliest + (shape.weekday.number - earliest.weekday()) % 7 * timedelta(days=1)


def following_start_on(shape: RoundShape, starts_on: date) -> date | None:
    """Return when the round after this one starts, if it makes itself."""
    return None if shape.repeats is Repeats.BY_HAND else starts_on + _A_WEEK


def _places(existing: Iterable[str], year: int) -> Iterator[int]:
    """Yield the places of that year's names among A, B, ... Z, AA, AB ..., counted from 1; other names have none."""
    for name in existing:
        if named := re.fullmatch(rf"{year:04}([A-Z]{{1,4}})", name):
            place = 0
            for letter in named[1]:
                place = place * 26 + ord(letter) - ord("A") + 1
            yield place


def _letters(place: int) -> str:
    """Return the letters of a place counted from 1."""
    letters = ""
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
