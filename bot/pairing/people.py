"""What is known of the people who seek a partner, and what they may ask of each other."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from bot.domain.particulars import HOURS_OF_DAY, Aspect, Wish
from bot.domain.program import Difference

Couple = frozenset[int]
"""Two people by id, in no order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seeker:
    """A person who seeks a partner. What is unknown is empty, and an empty entry never satisfies a rule."""

    id: int
    country: str = ""
    """ISO 3166 alpha-2."""
    region: str = ""
    sector: str = ""
    career_stage: str = ""
    languages: frozenset[str] = frozenset()
    waking: int = 0
    """The hours of the day in UTC that suit them: bit h stands for the hour from h:00. See `waking_hours`."""
    interests: frozenset[str] = frozenset()
    offers: frozenset[str] = frozenset()
    seeks: frozenset[str] = frozenset()
    wishes: frozenset[Wish] = frozenset()
    """In what a partner should be like them, or another."""
    hopes: frozenset[str] = frozenset()
    """Words that they would like to find among a partner's interests and offers, or as sector or career stage."""
    waited: int = 0
    """For how many rounds in a row, just before this one, they had no partner."""

    def aspect(self, aspect: Aspect) -> str:
        """Return what this person is in that respect; empty where it is unknown."""
        match aspect:
            case Aspect.COUNTRY:
                return self.country
            case Aspect.REGION:
                return self.region
            case Aspect.SECTOR:
                return self.sector
            case Aspect.CAREER_STAGE:
                return self.career_stage

    @property
    def words(self) -> frozenset[str]:
        """Return the words in which another's hopes may be met."""
        return (self.interests | self.offers | {self.sector, self.career_stage}) - {""}


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """What makes a pair better, in points. None is negative; points never outweigh a tier above quality."""

    language: int = 30
    """For having a language in common at all."""
    interest: int = 10
    """For each interest in common, up to five."""
    offer: int = 12
    """For each thing that one seeks and the other offers, up to three in both directions together."""
    wish: int = 15
    """For each wish of either that the other meets, up to eight wishes of each."""
    country: int = 10
    """For living in different countries."""
    region: int = 10
    """For living in different regions."""
    sector: int = 4
    """For working in the same sector."""
    career_stage: int = 4
    """For being at the same stage of a career."""
    hour: int = 2
    """For each hour of the day that suits both, up to eight."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What makes a pair legal, for how long partners do not meet again, and what makes a pair better."""

    must_differ: frozenset[Difference] = frozenset()
    shared_language: bool = False
    min_shared_hours: int = 0
    """Hours of the day that suit both, at least."""
    repeat_gap: int = 0
    """Rounds that should lie between two rounds with the same partner."""
    group_size: int = 2
    """How many people meet, from 2 to 8. With more than two, groups of one fewer or one more are made where the
    number of people asks for it."""
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
