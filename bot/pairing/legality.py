"""Which two people may be paired at all, and which rule keeps a person from a partner."""

from collections.abc import Collection, Mapping

import numpy as np

from bot.domain.program import Difference
from bot.pairing.crowd import Common, Ground, Marks
from bot.pairing.people import Rules
from bot.pairing.reasons import Binding


def forbid(common: Common, rules: Rules) -> Mapping[Binding, Marks]:
    """Return for each hard rule but keeping apart the couples that it forbids."""
    differ: Mapping[Difference, Marks] = {
        Difference.COUNTRY: common.countries_differ,
        Difference.REGION: common.regions_differ,
    }
    same = np.zeros_like(common.countries_differ)
    for difference in rules.must_differ:
        same |= ~differ[difference]
    return {
        Binding.LANGUAGE: (common.languages == 0) & np.bool_(rules.shared_language),
        Binding.DIFFERENCE: same,
        Binding.HOURS: common.hours < rules.min_shared_hours,
    }


def allow(common: Ground, rules: Rules) -> Marks:
    """Return the couples that no hard rule but keeping apart forbids; nobody's own place is looked at."""
    legal = np.ones_like(common.countries_differ)
    if rules.shared_language:
        legal &= common.languages > 0
    if Difference.COUNTRY in rules.must_differ:
        legal &= common.countries_differ
    if Difference.REGION in rules.must_differ:
        legal &= common.regions_differ
    if rules.min_shared_hours > 0:
        legal &= common.hours >= rules.min_shared_hours
    return legal


def find_binding(forbidden: Mapping[Binding, Marks], others: Marks) -> Binding:
    """Return the rule that keeps a person from most of these others all by itself, else from most of them.

    `forbidden` says for each rule whom it keeps from that person.
    """
    rows = {binding: marks & others for binding, marks in forbidden.items()}
    how_many = np.sum(list(rows.values()), axis=0)
    if not others.any() or (others & (how_many == 0)).any():
        return Binding.NOBODY_LEFT

    def measure(rule: Binding) -> tuple[int, int]:
        return int((rows[rule] & (how_many == 1)).sum()), int(rows[rule].sum())

    return max(rows, key=measure)


def couples_among(couples: Collection[frozenset[int]], place_of: Mapping[int, int]) -> list[tuple[int, int]]:
    """Return those couples whose two people both have a place here, by their places, in rising order."""
    found = ([place_of[id_] for id_ in couple] for couple in couples if len(couple) == 2 and couple <= place_of.keys())
    return sorted((min(couple), max(couple)) for couple in found)
