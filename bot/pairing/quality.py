"""How well two people fit, in points: the lowest tier of a pairing."""

import numpy as np

from bot.pairing.crowd import MOST_WISHES, Common, Counts
from bot.pairing.people import Weights

MOST_INTERESTS = 5
MOST_OFFERS = 3
MOST_HOURS = 8
LARGEST_QUALITY = 1 << 20
"""Points are reckoned in float32, which holds whole numbers below 2**24."""


def score_quality(common: Common, weights: Weights) -> Counts:
    """Return the points of each couple: whole numbers, never negative."""
    points = np.minimum(common.interests, MOST_INTERESTS) * np.float32(weights.interest)
    points += np.minimum(common.offers, MOST_OFFERS) * np.float32(weights.offer)
    points += np.minimum(common.hours, MOST_HOURS) * np.float32(weights.hour)
    points += common.wishes * np.float32(weights.wish)
    for marks, weight in (
        (common.languages > 0, weights.language),
        (common.countries_differ, weights.country),
        (common.regions_differ, weights.region),
        (common.sectors_alike, weights.sector),
        (common.stages_alike, weights.career_stage),
    ):
        points += marks * np.float32(weight)
    return points


def find_largest_quality(weights: Weights) -> int:
    """Return the points that no couple exceeds. Raises ValueError where they are too many to be reckoned exactly."""
    largest = (
        MOST_INTERESTS * weights.interest
        + MOST_OFFERS * weights.offer
        + MOST_HOURS * weights.hour
        + 2 * MOST_WISHES * weights.wish
        + weights.language
        + weights.country
        + weights.region
        + weights.sector
        + weights.career_stage
    )
    if largest > LARGEST_QUALITY:
        raise ValueError("too many points for exact weights")
    return largest
