"""What is known of the people who seek a partner, and what they may ask of each other."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from bot.domain.program import Difference

HOURS_OF_DAY = 24

Couple = frozenset[int]
"""Two people by id, in no order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seeker:
    """A person who seeks a partner. What is unknown is empty, and an empty entry never satisfies a rule."""

    id: int
    country: str = ""
    """ISO 3166 alpha-2."""
    region: str = ""
    languages: frozenset[str] = frozenset()
    waking: int = 0
    """The hours of the day in UTC in which they are awake: bit h stands for the hour from h:00. See `waking_hours`."""
    interests: frozenset[str] = frozenset()
    waited: int = 0
    """For how many rounds in a row, just before this one, they had no partner."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """What makes a pair better, in points. None is negative; points never outweigh a tier above quality."""

    language: int = 30
    """For having a language in common at all."""
    interest: int = 10
    """For each interest in common, up to five."""
    country: int = 10
    """For living in different countries."""
    region: int = 10
    """For living in different regions."""
    hour: int = 2
    """For each hour of the day in which both are awake, up to eight."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What makes a pair legal, for how long partners do not meet again, and what makes a pair better."""

    must_differ: frozenset[Difference] = frozenset()
    shared_language: bool = False
    min_shared_hours: int = 0
    """Hours of the day in which both are awake, at least."""
    repeat_gap: int = 0
    """Rounds that should lie between two rounds with the same partner."""
    weights: Weights = field(default_factory=Weights)


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """Who met whom before. Use `history_of` to make one from past rounds."""

    met: Mapping[Couple, tuple[int, ...]] = field(default_factory=dict[Couple, tuple[int, ...]])
    """For each couple that met, how many rounds ago each time; 1 is the round just before."""
    last_trio: frozenset[int] = frozenset()
    """Who was in a trio in the round just before."""


def history_of(rounds: Iterable[Iterable[Iterable[int]]]) -> History:
    """Return the history of these rounds, the latest first. Each is given as its groups, a group as its ids."""
    met: dict[Couple, tuple[int, ...]] = {}
    last_trio: frozenset[int] = frozenset()
    for ago, groups in enumerate(rounds, start=1):
        for group in map(frozenset, groups):
            if ago == 1 and len(group) > 2:
                last_trio |= group
            for couple in {frozenset((one, other)) for one in group for other in group if one != other}:
                met[couple] = (*met.get(couple, ()), ago)
    return History(met=met, last_trio=last_trio)


def waking_hours(utc_offset_minutes: int, first_local_hour: int = 8, last_local_hour: int = 22) -> int:
    """Return the bits of the UTC hours that lie wholly within these local hours; the last one is not included.

    The offset is east of UTC, in minutes. Where it is no whole hour, an hour that is only half awake does not count.
    """
    first = first_local_hour * 60 - utc_offset_minutes
    last = last_local_hour * 60 - utc_offset_minutes
    hours = range(-(-first // 60), last // 60)
    return sum(1 << hour for hour in {hour % HOURS_OF_DAY for hour in hours})
