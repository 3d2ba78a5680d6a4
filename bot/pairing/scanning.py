"""The couples worth looking at, found among all of them."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from bot.pairing.crowd import Indices, Marks
from bot.pairing.rough import ILLEGAL, Block, Rough, Values

BEST_OF_EACH = 32
MOST_SAMPLED = 1_024
"""Columns in which the border of a row's best is guessed."""
MOST_BREACHES = 8
"""Couples noted of a person whose price is too low."""
GRAIN, FINE_GRAIN = 64, 4_096
"""Prices are multiples of one in this many, the finer for few people: sums of small ones are exact in float32."""
MOST_FINE = 2_000
"""People whose prices are fine: rounding them up adds half a grain of each to the bound."""
EXACT_BITS = 23


@dataclass(frozen=True, slots=True, kw_only=True)
class Couples:
    """Couples by their places, the smaller first, in rising order, each once, with their rough values."""

    ones: Indices
    others: Indices
    values: Values


def collect(rough: Rough, *found: tuple[Indices, Indices]) -> Couples:
    """Return all these couples, each once."""
    ones = np.concatenate([each[0] for each in found]) if found else np.zeros(0, dtype=np.int64)
    others = np.concatenate([each[1] for each in found]) if found else np.zeros(0, dtype=np.int64)
    keys = np.unique(np.minimum(ones, others) * rough.size + np.maximum(ones, others))
    ones, others = np.divmod(keys, max(1, rough.size))
    return Couples(ones=ones, others=others, values=rough.rate(ones, others))


def find_best(rough: Rough, how_many: int = BEST_OF_EACH) -> Couples:
    """Return the couples that are among the best of one of the two; among equals the lot decides."""

    def look(rows: slice, values: Block) -> tuple[Indices, Indices]:
        places, columns = np.nonzero(_near_best(values, how_many))
        places, columns = places.astype(np.int64), columns.astype(np.int64)
        lots = rough.ladder.draw_lots(places + rows.start, columns)
        order = np.lexsort((lots, -values[places, columns], places))
        places, columns = places[order], columns[order]
        rank = np.arange(len(places)) - np.searchsorted(places, places)
        chosen = rank < how_many
        return places[chosen] + rows.start, columns[chosen]

    return collect(rough, *rough.visit(look))


def _near_best(values: Block, how_many: int) -> Marks:
    """Return marks of each row's best: as many as asked for or more, or all that are legal."""
    columns = values.shape[1]
    if columns <= how_many:
        return values > ILLEGAL
    step = max(1, columns // MOST_SAMPLED)
    sample = values[:, ::step]
    # Twice as many as wanted lie above the border of a row, if the sample is like the row.
    rank = min(sample.shape[1] - 1, 2 * how_many // step + 2)
    border = np.partition(sample, sample.shape[1] - 1 - rank, axis=1)[:, sample.shape[1] - 1 - rank]
    marks = (values >= border[:, None]) & (values > ILLEGAL)
    short = np.flatnonzero((np.count_nonzero(marks, axis=1) < how_many) & (border > ILLEGAL))
    if len(short):
        last = np.partition(values[short], columns - how_many, axis=1)[:, columns - how_many]
        marks[short] = (values[short] >= last[:, None]) & (values[short] > ILLEGAL)
    return marks


@dataclass(frozen=True, slots=True, kw_only=True)
class Breaches:
    """What is wrong with prices, seen over all legal couples."""

    by_person: Values
    """The most by which a couple of each person is worth more than the prices of its two together; never negative."""
    couples: tuple[Indices, Indices]


def grain_of(people: int) -> int:
    """Return of one in how many the prices of so many people are multiples."""
    return FINE_GRAIN if people <= MOST_FINE else GRAIN


def find_breaches(rough: Rough, prices: Values) -> Breaches:
    """Return where two people's prices are less than the value of their couple. Prices must be multiples of a grain."""
    is_exact = np.abs(prices).max(initial=0) * grain_of(rough.size) < 1 << EXACT_BITS
    exact = prices.astype(np.float32 if is_exact else np.float64)

    by_person = np.zeros(rough.size)

    def look(rows: slice, values: Block) -> tuple[slice, Values, Values, Indices, Indices]:
        values -= exact[rows, None]
        values -= exact[rows.start :]
        worst = values.max(axis=1, initial=0)
        places = np.flatnonzero(worst > 0)
        most = min(MOST_BREACHES, values.shape[1])
        columns = np.argpartition(values[places], values.shape[1] - most, axis=1)[:, values.shape[1] - most :]
        breach = np.take_along_axis(values[places], columns, axis=1) > 0
        ones = np.repeat(places, most)[breach.ravel()] + rows.start
        return rows, worst, values.max(axis=0, initial=0), ones, columns[breach] + rows.start

    found = rough.visit(look, once=True)
    for rows, of_rows, of_columns, _, _ in found:
        by_person[rows] = np.maximum(by_person[rows], of_rows)
        by_person[rows.start :] = np.maximum(by_person[rows.start :], of_columns)
    ones = np.concatenate([each[3] for each in found] or [np.zeros(0, dtype=np.int64)])
    others = np.concatenate([each[4] for each in found] or [np.zeros(0, dtype=np.int64)])
    return Breaches(by_person=by_person, couples=(ones, others))


def find_within(rough: Rough, prices: Values, slack: float) -> Couples:
    """Return all legal couples whose value is less than the prices of the two by no more than that."""

    def look(rows: slice, values: Block) -> tuple[Indices, Indices]:
        places, columns = np.nonzero(values >= (prices[rows, None] + prices[rows.start :]) - slack)
        return places.astype(np.int64) + rows.start, columns.astype(np.int64) + rows.start

    return collect(rough, *rough.visit(look, once=True))


class Neighbours:
    """Who is joined to whom."""

    def __init__(self, ones: Indices, others: Indices, size: int) -> None:
        both, ends = np.concatenate([ones, others]), np.concatenate([others, ones])
        order = np.argsort(both, kind="stable")
        self._ends = ends[order]
        self._starts = np.searchsorted(both[order], np.arange(size + 1))

    def of(self, people: Indices) -> Indices:
        """Return all who are joined to one of these."""
        found = [self._ends[self._starts[place] : self._starts[place + 1]] for place in people.tolist()]
        return np.unique(np.concatenate(found)) if found else people

    def beside(self, place: int) -> Indices:
        """Return all who are joined to this person."""
        return self._ends[self._starts[place] : self._starts[place + 1]]


def mark_places(places: Iterable[int], size: int) -> Marks:
    """Return marks of these places among so many."""
    marks = np.zeros(size, dtype=np.bool_)
    marks[list(places)] = True
    return marks
