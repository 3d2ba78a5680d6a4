"""What one step of each tier is worth, so that the tiers are one whole number.

Each tier counts something of a couple, and its unit is larger than all that the tiers below can add up to in one
pairing. So the numbers compare as the tiers do, one after the other, and one run of a matching solver settles all.
"""

from collections.abc import Sequence
from dataclasses import dataclass

MOST_MEETINGS = 15
"""More meetings than this count as this many."""
LONGEST_AGO = 31
"""What is longer ago than this counts as this long ago."""
LARGEST_WEIGHT = 1 << 122
"""rustworkx reckons in signed 128 bits and with up to four times a weight."""
MOST_TIE_BITS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Meetings:
    """What a couple that met before lacks, the highest tier first; nothing for a couple that never met."""

    within_gap: int = 0
    seen: int = 0
    often: int = 0
    lately: int = 0


def recall(agos: Sequence[int], repeat_gap: int) -> Meetings:
    """Return what a couple lacks that met so many rounds ago each time."""
    return Meetings(
        within_gap=int(min(agos) <= repeat_gap),
        seen=1,
        often=min(len(agos), MOST_MEETINGS),
        lately=LONGEST_AGO + 1 - min(*agos, LONGEST_AGO),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """What one step of each tier is worth, and the largest lack of each. A tier that never varies takes no room."""

    largest: Meetings
    quality: int
    lately: int
    often: int
    again: int
    seen: int
    within_gap: int
    cover: int
    lot_bits: int

    def lacking(self, meetings: Meetings) -> int:
        """Return what these meetings take off the worth of a couple."""
        return (
            meetings.within_gap * self.within_gap
            + meetings.seen * self.seen
            + meetings.often * self.often
            + meetings.lately * self.lately
        )


def make_scale(largest: Meetings, largest_quality: int, couples: int, waits: int, again: int = 1) -> Scale:
    """Return the scale for at most so many couples in a pairing and so many different lengths of waiting.

    Raises ValueError where the tiers need more than 122 bits, as they would with far more than ten thousand people.
    """
    tiers = [largest_quality, largest.lately, largest.often, again, largest.seen, largest.within_gap]
    units = find_units(tiers, couples)
    bits = fit_lots((waits + 1) * 2 * units[-1], couples)
    quality, lately, often, again, seen, within_gap, cover = (unit * (couples << bits) for unit in units)
    return Scale(
        largest=largest,
        quality=quality,
        lately=lately,
        often=often,
        again=again,
        seen=seen,
        within_gap=within_gap,
        cover=cover,
        lot_bits=bits,
    )


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
