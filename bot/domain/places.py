"""Fair places: how many a round has, in all and for one country, and who gets the next one."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from bot.domain.ids import MemberId

MOST_PLACES = 20_000
HELD_LONGEST_DAYS = 14
KEPT_AFTER_ROUND = timedelta(days=180)
"""How long the wait-list of a round that is over is kept where no other round opens, which invites who is on it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRules:
    """How many people take part in a round of a program. By default as many as like to."""

    total: int | None = None
    """Places in all; none sets no cap."""
    country_percent: int | None = None
    """The share of these places that people of one country get, first come first served; none sets no cap."""
    held: timedelta = timedelta(days=7)
    """For how long, from the opening of the next round, a place is kept for who was left on the wait-list."""

    def country_places(self) -> int | None:
        """Return how many places one country gets: the share rounded down, at least one; None without a cap."""
        if self.total is None or self.country_percent is None:
            return None
        return max(1, self.total * self.country_percent // 100)

    def has_room(self, taken: Mapping[str, int], country: str) -> bool:
        """Whether somebody of this country still gets a place where so many are taken by people of each country."""
        most = self.country_places()
        return (self.total is None or sum(taken.values()) < self.total) and (
            most is None or taken.get(country, 0) < most
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Queued:
    """Somebody who would like a place."""

    member_id: MemberId
    country: str


def choose_next(rules: PlaceRules, taken: Mapping[str, int], queue: Iterable[Queued]) -> tuple[Queued, ...]:
    """Return who of a queue gets a place now, in its order: each the first whom no cap keeps out."""
    counted = Counter(taken)
    chosen: list[Queued] = []
    for each in queue:
        if rules.has_room(counted, each.country):
            counted[each.country] += 1
            chosen.append(each)
    return tuple(chosen)
