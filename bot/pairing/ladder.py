"""The tiers of a pairing as whole numbers: a sum of weights is larger exactly where a higher tier is better.

Each tier counts something of a couple, and its unit is larger than all that the tiers below can add up to in one
pairing. So the numbers compare as the tiers do, one after the other, and one run of a matching solver settles all.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.pairing.legality import Common, Counts, Marks
from bot.pairing.people import History, Rules, Seeker, Weights

Integers = NDArray[np.object_]
"""Python's integers: the tiers need more than 64 bits."""
MOST_INTERESTS = 5
MOST_HOURS = 8
MOST_MEETINGS = 15
"""More meetings than this count as this many."""
LONGEST_AGO = 31
"""What is longer ago than this counts as this long ago."""
LONGEST_WAIT = 15
LARGEST_WEIGHT = 1 << 122
"""rustworkx reckons in signed 128 bits and with up to four times a weight."""
MOST_TIE_BITS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Ladder:
    """The worth of covering each person and of each couple, by places. All sums are to be compared as wholes."""

    legal: Marks
    worth: list[list[int]]
    """Of each couple: no repeat within the gap, unseen, fewer meetings, longest ago, quality, the seed's lot."""
    cover: list[int]
    """Of each person who gets a partner: larger than all couples together, and the more the longer they waited."""
    again: list[int]
    """What is taken off for each person who is in a trio again: less than for a seen couple, more than for meetings."""

    def weigh(self, group: Sequence[int]) -> int:
        """Return the worth of a pair or trio: that of its people and of all its couples."""
        if len(group) == 2:
            one, other = group
            return self.cover[one] + self.cover[other] + self.worth[one][other]
        one, other, third = group
        couples = self.worth[one][other] + self.worth[one][third] + self.worth[other][third]
        return couples + sum(self.cover[place] - self.again[place] for place in group)

    def allows(self, group: Sequence[int]) -> bool:
        """Whether every two people of this trio may be paired."""
        one, other, third = group
        return bool(self.legal[one, other] and self.legal[one, third] and self.legal[other, third])


def score_quality(common: Common, weights: Weights) -> Counts:
    """Return the points of each couple."""
    return (
        weights.language * (common.languages > 0)
        + weights.interest * np.minimum(common.interests, MOST_INTERESTS)
        + weights.country * common.countries_differ
        + weights.region * common.regions_differ
        + weights.hour * np.minimum(common.hours, MOST_HOURS)
    )


def draw_lots(ids: Sequence[int], seed: int, bits: int) -> Counts:
    """Return a number of so many bits for each couple, which depends on nothing but the seed and the two ids.

    The mixing function is SplitMix64's (Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014).
    """
    numbers = np.array([id_ % (1 << 64) for id_ in ids], dtype=np.uint64)
    person = _mix(numbers ^ _mix(np.array([seed % (1 << 64)], dtype=np.uint64)))
    both = _mix(person[:, None] + person[None, :])
    return (both >> np.uint64(64 - bits)).astype(np.int64)


def _mix(numbers: NDArray[np.uint64]) -> NDArray[np.uint64]:
    numbers = numbers + np.uint64(0x9E37_79B9_7F4A_7C15)
    numbers = (numbers ^ (numbers >> np.uint64(30))) * np.uint64(0xBF58_476D_1CE4_E5B9)
    numbers = (numbers ^ (numbers >> np.uint64(27))) * np.uint64(0x94D0_49BB_1331_11EB)
    return numbers ^ (numbers >> np.uint64(31))


def _count_meetings(seekers: Sequence[Seeker], rules: Rules, history: History) -> Mapping[str, Counts]:
    """Return for each couple: whether it would repeat within the gap, has met, how often, and how lately."""
    place_of = {seeker.id: place for place, seeker in enumerate(seekers)}
    tiers = {name: np.zeros((len(seekers),) * 2, dtype=np.int64) for name in ("gap", "seen", "often", "lately")}
    for couple, agos in history.met.items():
        if agos and couple <= place_of.keys():
            one, other = (place_of[id_] for id_ in couple)
            marks = (
                int(min(agos) <= rules.repeat_gap),
                1,
                min(len(agos), MOST_MEETINGS),
                LONGEST_AGO + 1 - min(*agos, LONGEST_AGO),
            )
            for tier, mark in zip(tiers.values(), marks, strict=True):
                tier[one, other] = tier[other, one] = mark
    return tiers


def build_ladder(
    seekers: Sequence[Seeker], common: Common, legal: Marks, rules: Rules, history: History, seed: int
) -> Ladder:
    """Return the worth of everybody and every couple for these people, who stand in the order of their ids.

    Raises ValueError where the tiers need more than 122 bits, as they would with far more than ten thousand people.
    """
    met = _count_meetings(seekers, rules, history)
    quality = score_quality(common, rules.weights)
    most = len(seekers) + 1  # Couples in one pairing are no more than people: a trio has three, a pair one.
    lower = [quality, _turn(met["lately"]), _turn(met["often"])]
    upper = [_turn(met["seen"]), _turn(met["gap"])]
    waits = sorted({min(seeker.waited, LONGEST_WAIT) for seeker in seekers})
    # The unit of each tier in units of the lots: above the three lower tiers comes a place for trios again.
    units = find_units([*(int(tier.max(initial=0)) for tier in lower), 1, 1, 1], most)
    lots_bits = fit_lots((len(waits) + 1) * 2 * units[-1], most)
    lots_unit = most << lots_bits
    worth: Integers = draw_lots([seeker.id for seeker in seekers], seed, lots_bits).astype(object)
    for tier, unit in zip([*lower, *upper], [*units[:3], *units[4:6]], strict=True):
        worth = worth + tier.astype(object) * (unit * lots_unit)
    in_trio_before = [seeker.id in history.last_trio for seeker in seekers]
    return Ladder(
        legal=legal,
        worth=worth.tolist(),
        cover=[(waits.index(min(seeker.waited, LONGEST_WAIT)) + 1) * units[6] * lots_unit for seeker in seekers],
        again=[before * units[3] * lots_unit for before in in_trio_before],
    )


def _turn(penalty: Counts) -> Counts:
    """Return what is left of the largest penalty: the larger the better, and never negative."""
    return penalty.max(initial=0) - penalty


def find_units(largest: Sequence[int], most: int) -> list[int]:
    """Return the unit of each tier, the lowest first, and one more for what stands above them all."""
    units = [1]
    for mark in largest:
        units.append(units[-1] * (mark * most + 1))
    return units


def fit_lots(heaviest: int, most: int) -> int:
    """Return how many bits of lot a couple gets below a weight like this: enough that no two pairings draw level."""
    bits = min(MOST_TIE_BITS, (LARGEST_WEIGHT // (heaviest * most)).bit_length() - 1)
    if bits < 1:
        raise ValueError("too many people for exact weights")
    return bits
