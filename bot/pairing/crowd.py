"""Everybody as rows of numbers, so that many couples are compared at once: by blocks, or one by one."""

from collections.abc import Callable, Collection, ItemsView, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.domain.particulars import HOURS_OF_DAY, Aspect, Wish
from bot.pairing.people import Seeker

Counts = NDArray[np.float32]
"""Whole numbers below 2**24, which float32 holds exactly: only floats are multiplied by a fast routine."""
Marks = NDArray[np.bool_]
Indices = NDArray[np.int64]
Codes = NDArray[np.int16]
EVERYBODY = slice(None)
MOST_WISHES = 8
"""More wishes of one person than this do not count."""


Multiply = Callable[[Counts, Counts], Counts]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What hard rules ask of couples: tables of one shape, with an entry for each couple."""

    languages: Counts
    hours: Counts
    countries_differ: Marks
    regions_differ: Marks


@dataclass(frozen=True, slots=True, kw_only=True)
class Common(Ground):
    """What couples share and in what they differ."""

    interests: Counts
    offers: Counts
    """How many things one seeks and the other offers, both ways."""
    wishes: Counts
    """How many wishes of either the other meets."""
    sectors_alike: Marks
    stages_alike: Marks


def _mark(sets: Sequence[Collection[object]], entries: Sequence[object]) -> Counts:
    """Return a row for each set, with a one for each of these entries that it holds."""
    columns = {entry: column for column, entry in enumerate(entries)}
    marks = np.zeros((len(sets), len(columns)), dtype=np.float32)
    for row, held in enumerate(sets):
        marks[row, [columns[entry] for entry in held if entry in columns]] = 1
    return marks


def _shared_by_two(sets: Sequence[Collection[str]]) -> list[str]:
    """Return the entries that more than one set holds: only these can be shared."""
    once, twice = set[str](), set[str]()
    for held in sets:
        twice.update(once.intersection(held))
        once.update(held)
    return sorted(twice)


def _number(names: Sequence[str]) -> Codes:
    """Return a number above zero for each name, and 0 for none."""
    codes = {name: code for code, name in enumerate(sorted({"", *names}))}
    return np.array([codes[name] for name in names], dtype=np.int16)


class Crowd:
    """People in a fixed order, which is that of all places used in this package."""

    def __init__(self, seekers: Sequence[Seeker]) -> None:
        self.size = len(seekers)
        self._aspects = {aspect: _number([seeker.aspect(aspect) for seeker in seekers]) for aspect in Aspect}
        self._languages = self._share([seeker.languages for seeker in seekers])
        self._interests = self._share([seeker.interests for seeker in seekers])
        awake = [[hour for hour in range(HOURS_OF_DAY) if seeker.waking >> hour & 1] for seeker in seekers]
        self._hours = _mark(awake, range(HOURS_OF_DAY))
        offered = sorted({entry for seeker in seekers for entry in seeker.offers})
        sought = _mark([seeker.seeks for seeker in seekers], offered)
        offers = _mark([seeker.offers for seeker in seekers], offered)
        self._trades = np.hstack([offers, sought]), np.hstack([sought, offers])
        wished, met = self._wish(seekers)
        self._wishes = np.hstack([wished, met]), np.hstack([met, wished])

    @staticmethod
    def _share(sets: Sequence[Collection[str]]) -> Counts:
        return _mark(sets, _shared_by_two(sets))

    def _wish(self, seekers: Sequence[Seeker]) -> tuple[Counts, Counts]:
        """Return two tables: a row of the first times one of the second is how many wishes of one the other meets."""
        hoped = sorted({word for seeker in seekers for word in seeker.hopes})
        most = [sorted(seeker.hopes)[: MOST_WISHES - len(seeker.wishes)] for seeker in seekers]
        wished, met = [_mark(most, hoped)], [_mark([seeker.words for seeker in seekers], hoped)]
        for wish in Wish:
            wishing = np.array([wish in seeker.wishes for seeker in seekers], dtype=np.bool_)[:, None]
            if wishing.any():
                codes = self._aspects[wish.aspect][:, None]
                what = ((codes == np.unique(codes)) & (codes > 0)).astype(np.float32)
                known = (codes > 0).astype(np.float32)
                # Who wishes for another has a point of all of whom it is known, and loses it where it is the same.
                wished += [what * wishing] if wish.is_same else [-what * wishing, known * wishing]
                met += [what] if wish.is_same else [what, known]
        return np.hstack(wished), np.hstack(met)

    def compare(self, rows: slice, columns: slice = EVERYBODY) -> Common:
        """Return what these people share with those: tables of so many rows and columns."""

        def multiply(table: Counts, other: Counts) -> Counts:
            return table[rows] @ other[columns].T

        return self._gather(multiply, {aspect: (codes[rows, None], codes[columns]) for aspect, codes in self._codes()})

    def compare_ground(self, rows: Indices) -> Ground:
        """Return what hard rules ask of each of these people with everybody: tables with a row for each of these."""
        countries, regions = self._aspects[Aspect.COUNTRY], self._aspects[Aspect.REGION]
        return Ground(
            languages=self._languages[rows] @ self._languages.T,
            hours=self._hours[rows] @ self._hours.T,
            countries_differ=_differ(countries[rows, None], countries),
            regions_differ=_differ(regions[rows, None], regions),
        )

    def compare_couples(self, ones: Indices, others: Indices) -> Common:
        """Return what each of the first shares with that of the second at the same position."""

        def multiply(table: Counts, other: Counts) -> Counts:
            return np.einsum("ij,ij->i", table[ones], other[others])

        return self._gather(multiply, {aspect: (codes[ones], codes[others]) for aspect, codes in self._codes()})

    def _codes(self) -> ItemsView[Aspect, Codes]:
        return self._aspects.items()

    def _gather(self, multiply: Multiply, codes: Mapping[Aspect, tuple[Codes, Codes]]) -> Common:
        return Common(
            languages=multiply(self._languages, self._languages),
            interests=multiply(self._interests, self._interests),
            offers=multiply(*self._trades),
            wishes=multiply(*self._wishes),
            hours=multiply(self._hours, self._hours),
            countries_differ=_differ(*codes[Aspect.COUNTRY]),
            regions_differ=_differ(*codes[Aspect.REGION]),
            sectors_alike=_alike(*codes[Aspect.SECTOR]),
            stages_alike=_alike(*codes[Aspect.CAREER_STAGE]),
        )


def _differ(ones: Codes, others: Codes) -> Marks:
    """Return where both are known and differ."""
    marks = ones != others
    for known in (ones > 0, others > 0):
        if not known.all():
            marks &= known
    return marks


def _alike(ones: Codes, others: Codes) -> Marks:
    """Return where both are known and the same."""
    # What is unknown gets another number on either side, so that one look is enough.
    return np.where(ones > 0, ones, -1) == others
