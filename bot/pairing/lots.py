"""What decides between pairings that are equally good: a lot for each couple, drawn by the seed."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from bot.pairing.crowd import Indices


class Lots:
    """A number for each couple, which depends on nothing but the seed and the two ids.

    The mixing function is SplitMix64's (Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014).
    """

    def __init__(self, ids: Sequence[int], seed: int) -> None:
        numbers = np.array([id_ % (1 << 64) for id_ in ids], dtype=np.uint64)
        self._people = _mix(numbers ^ _mix(np.array([seed % (1 << 64)], dtype=np.uint64)))

    def draw(self, ones: Indices, others: Indices, bits: int) -> Indices:
        """Return a number of so many bits for each couple, at most 62."""
        both = _mix(self._people[ones] + self._people[others])
        return (both >> np.uint64(64 - bits)).astype(np.int64)


def _mix(numbers: NDArray[np.uint64]) -> NDArray[np.uint64]:
    numbers = numbers + np.uint64(0x9E37_79B9_7F4A_7C15)
    numbers = (numbers ^ (numbers >> np.uint64(30))) * np.uint64(0xBF58_476D_1CE4_E5B9)
    numbers = (numbers ^ (numbers >> np.uint64(27))) * np.uint64(0x94D0_49BB_1331_11EB)
    return numbers ^ (numbers >> np.uint64(31))
