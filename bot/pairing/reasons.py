"""Groups with what speaks for them, and who waits with what speaks against: as values, not as words."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import reduce
from itertools import combinations

from bot.pairing.people import History, Seeker


class Binding(StrEnum):
    """Why somebody waits. For organisers alone: members are never told, for it could betray a keep-apart."""

    KEPT_APART = "kept_apart"
    LANGUAGE = "language"
    DIFFERENCE = "difference"
    HOURS = "hours"
    NOBODY_LEFT = "nobody_left"
    """There are people they could be paired with, but all of these are taken; or there is nobody else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """What all members of a group share and in what every two of them differ."""

    languages: tuple[str, ...]
    interests: tuple[str, ...]
    hours: int
    """Hours of the day in which all are awake."""
    countries_differ: bool
    regions_differ: bool
    met_rounds_ago: int | None
    """When any two of them met last; 1 is the round just before, None means that all are new to each other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A pair or a trio."""

    members: tuple[int, ...]
    """Ids, the smallest first."""
    reason: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """Somebody for whom there is no legal partner now, and the rule that binds: for organisers alone."""

    id: int
    binding: Binding


def _all_differ(names: Sequence[str]) -> bool:
    return all(names) and len(set(names)) == len(names)


def _share(sets: Sequence[frozenset[str]]) -> tuple[str, ...]:
    return tuple(sorted(reduce(frozenset[str].intersection, sets)))


def describe_group(members: Sequence[Seeker], history: History) -> Group:
    """Return these people as a group, with the reason for it."""
    ids = tuple(sorted(seeker.id for seeker in members))
    agos = [ago for couple in combinations(ids, 2) for ago in history.met.get(frozenset(couple), ())]
    return Group(
        members=ids,
        reason=Reason(
            languages=_share([seeker.languages for seeker in members]),
            interests=_share([seeker.interests for seeker in members]),
            hours=reduce(int.__and__, (seeker.waking for seeker in members)).bit_count(),
            countries_differ=_all_differ([seeker.country for seeker in members]),
            regions_differ=_all_differ([seeker.region for seeker in members]),
            met_rounds_ago=min(agos, default=None),
        ),
    )
