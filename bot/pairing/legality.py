"""Which two people may be paired at all, and which rule keeps a person from a partner."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from bot.domain.program import Difference
from bot.pairing.people import HOURS_OF_DAY, Couple, Rules, Seeker

Counts = NDArray[np.int64]
Marks = NDArray[np.bool_]


class Binding(StrEnum):
    """Why somebody waits. For organisers alone: members are never told, for it could betray a keep-apart."""

    KEPT_APART = "kept_apart"
    LANGUAGE = "language"
    DIFFERENCE = "difference"
    HOURS = "hours"
    NOBODY_LEFT = "nobody_left"
    """There are people they could be paired with, but all of these are taken; or there is nobody else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Common:
    """For every two people, by their places in the sequence: square and symmetric."""

    languages: Counts
    interests: Counts
    hours: Counts
    countries_differ: Marks
    regions_differ: Marks


def _count_shared(sets: Sequence[Collection[object]]) -> Counts:
    """Return how many entries each two of these sets share."""
    columns = {entry: column for column, entry in enumerate({entry for entries in sets for entry in entries})}
    marks = np.zeros((len(sets), len(columns)), dtype=np.float32)
    for row, entries in enumerate(sets):
        marks[row, [columns[entry] for entry in entries]] = 1
    # Whole numbers below 2**24 are exact in float32, and only floats are multiplied by a fast routine.
    return (marks @ marks.T).astype(np.int64)


def _mark_different(names: Sequence[str]) -> Marks:
    """Return for each two names whether both are known and they differ."""
    codes = {name: code for code, name in enumerate(set(names))}
    column = np.array([codes[name] for name in names], dtype=np.int64)
    known = np.array([bool(name) for name in names], dtype=np.bool_)
    return (column[:, None] != column[None, :]) & known[:, None] & known[None, :]


def compare(seekers: Sequence[Seeker]) -> Common:
    """Return what every two of these people share and in what they differ."""
    awake = [[hour for hour in range(HOURS_OF_DAY) if seeker.waking >> hour & 1] for seeker in seekers]
    return Common(
        languages=_count_shared([seeker.languages for seeker in seekers]),
        interests=_count_shared([seeker.interests for seeker in seekers]),
        hours=_count_shared(awake),
        countries_differ=_mark_different([seeker.country for seeker in seekers]),
        regions_differ=_mark_different([seeker.region for seeker in seekers]),
    )


def _mark_kept_apart(seekers: Sequence[Seeker], kept_apart: Collection[Couple]) -> Marks:
    place_of = {seeker.id: place for place, seeker in enumerate(seekers)}
    marks = np.zeros((len(seekers), len(seekers)), dtype=np.bool_)
    for one, other in map(sorted, kept_apart):
        if one in place_of and other in place_of:
            marks[place_of[one], place_of[other]] = marks[place_of[other], place_of[one]] = True
    return marks


def forbid(
    seekers: Sequence[Seeker], common: Common, rules: Rules, kept_apart: Collection[Couple]
) -> Mapping[Binding, Marks]:
    """Return for each hard rule the couples that it forbids, by their places in `seekers`."""
    differ: Mapping[Difference, Marks] = {
        Difference.COUNTRY: common.countries_differ,
        Difference.REGION: common.regions_differ,
    }
    same = np.zeros((len(seekers), len(seekers)), dtype=np.bool_)
    for difference in rules.must_differ:
        same |= ~differ[difference]
    return {
        Binding.KEPT_APART: _mark_kept_apart(seekers, kept_apart),
        Binding.LANGUAGE: (common.languages == 0) & rules.shared_language,
        Binding.DIFFERENCE: same,
        Binding.HOURS: common.hours < rules.min_shared_hours,
    }


def mark_legal(forbidden: Mapping[Binding, Marks]) -> Marks:
    """Return the couples that no hard rule forbids; nobody is legal with themselves."""
    legal = ~np.logical_or.reduce(list(forbidden.values()))
    np.fill_diagonal(legal, val=False)
    return legal


def find_binding(forbidden: Mapping[Binding, Marks], place: int) -> Binding:
    """Return the rule that keeps the person at this place from most others all by itself, else from most others."""
    if mark_legal(forbidden)[place].any() or len(forbidden[Binding.KEPT_APART]) == 1:
        return Binding.NOBODY_LEFT
    others = np.arange(len(forbidden[Binding.KEPT_APART])) != place
    rows = {binding: marks[place] & others for binding, marks in forbidden.items()}
    how_many = np.sum(list(rows.values()), axis=0)

    def measure(rule: Binding) -> tuple[int, int]:
        return int((rows[rule] & (how_many == 1)).sum()), int(rows[rule].sum())

    return max(rows, key=measure)
