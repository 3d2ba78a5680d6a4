"""What a benchmark found: one figure, the aim it is held against, and how it was measured."""

import statistics
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One line of the table. `met` is None for what has no aim and is told beside the others."""

    name: str
    value: str
    aim: str = ""
    met: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How much is measured: the whole for the table, a little so that a test sees that it still runs."""

    messages: int
    rounds: int
    people: int
    members: int
    starts: int
    texts: int
    """Replies to summarise, and of each collection of public texts so many at most."""
    networkx: int = 1_000
    """People up to whom networkx pairs them too: it takes a second for 100, ten to twenty minutes for 1,000."""


WHOLE = Size(messages=10_000, rounds=5, people=860, members=100_000, starts=3, texts=5_000)
LITTLE = Size(messages=200, rounds=1, people=6, members=50, starts=1, texts=40)

Benchmark = Callable[[Size], AsyncIterator[Figure]]


def at_least(name: str, values: Sequence[float], aim: float, form: str = "{:.2f}") -> Figure:
    """The median of several measurements, which should not be below the aim."""
    return _against(name, values, aim, form, sign="≥", met=statistics.median(values) >= aim)


def at_most(name: str, values: Sequence[float], aim: float, form: str = "{:.2f}") -> Figure:
    """The median of several measurements, which should not be above the aim."""
    return _against(name, values, aim, form, sign="≤", met=statistics.median(values) <= aim)


def beside(name: str, values: Sequence[float], form: str = "{:.2f}") -> Figure:
    """The median of several measurements, without an aim."""
    return Figure(name=name, value=with_spread(values, form))


def with_spread(values: Sequence[float], form: str) -> str:
    """The median, and where there are several measurements the least and the most."""
    middle = form.format(statistics.median(values))
    if len(values) == 1:
        return middle
    return f"{middle} ({form.format(min(values))} to {form.format(max(values))}, {len(values)} times)"


def _against(name: str, values: Sequence[float], aim: float, form: str, *, sign: str, met: bool) -> Figure:
    return Figure(name=name, value=with_spread(values, form), aim=f"{sign} {form.format(aim)}", met=met)
