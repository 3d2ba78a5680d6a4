"""What is held against what was said: who joined, left and asked for what, and which groups were brought together."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property

from bot.domain.program import Program
from bot.rehearsal.company.player import Player
from bot.rehearsal.company.sheets import Look
from bot.rehearsal.cues import verbs_in
from bot.rehearsal.verdict.hearing import Said, Word

A_DAY = timedelta(days=1)
A_MOMENT = timedelta(minutes=1)
ABOUT_PARTNERS = frozenset(
    {Said.GREETING, Said.WAITING, Said.PARTED, Said.FEWER, Said.RESTS, Said.PLACE, Said.INTRODUCTION}
)
"""What tells somebody where they stand."""
APART = frozenset({Said.PARTED, Said.RESTS, Said.WAITING})
"""After which somebody knows that they are without a partner."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Partners as the greeting in their thread names them."""

    thread: int
    pair: int
    """The number of the pair, as buttons carry it."""
    members: frozenset[int]
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """Everything that is known of a rehearsal from outside the bot."""

    program: Program
    players: Mapping[int, Player]
    kept_apart: Sequence[tuple[frozenset[int], datetime]]
    words: Sequence[Word]
    """In the order in which they were said."""
    closed_dms: frozenset[int]
    starts_at: datetime
    ends_at: datetime
    looks: Sequence[Look] = ()
    """What the organiser read of who met, and when."""
    written: Mapping[tuple[int, int], Sequence[datetime]] = field(
        default_factory=dict[tuple[int, int], Sequence[datetime]]
    )
    """When somebody wrote in a private thread, by thread and person."""

    @cached_property
    def groups(self) -> list[Group]:
        """All that were greeted, the oldest first."""
        return [
            Group(
                thread=word.channel.id,
                pair=int(verbs_in(word.message)["agree"][1]),
                members=word.to,
                at=word.at,
            )
            for word in self.words
            if word.said is Said.GREETING
        ]

    @cached_property
    def groups_of(self) -> dict[int, list[Group]]:
        """The groups of each person, the oldest first."""
        found: dict[int, list[Group]] = defaultdict(list)
        for group in self.groups:
            for member in group.members:
                found[member].append(group)
        return found

    @cached_property
    def heard(self) -> dict[int, list[Word]]:
        """What reached each person, the oldest first."""
        found: dict[int, list[Word]] = defaultdict(list)
        for word in self.words:
            for person in word.to:
                found[person].append(word)
        return found

    def joined(self) -> Iterator[tuple[int, Player]]:
        """Who read that they had joined, or were on the wait-list, in the order in which they came."""
        came = [(person, player) for person, player in self.players.items() if player.joined_at is not None]
        yield from sorted(came, key=lambda each: each[1].came_as)

    def name(self, person: int) -> str:
        """How they are called, for who reads the verdict."""
        return self.players[person].role.name if person in self.players else str(person)

    def names(self, people: frozenset[int]) -> str:
        """The same of several."""
        return " & ".join(sorted(map(self.name, people)))

    def has_left_by(self, person: int, instant: datetime) -> bool:
        """Whether the person had left by then."""
        left_at = self.players[person].left_at
        return left_at is not None and left_at <= instant

    def group_at(self, person: int, instant: datetime) -> Group | None:
        """The group in which the person is at this instant: their youngest, unless they know that it has ended."""
        group = next((each for each in reversed(self.groups_of.get(person, [])) if each.at <= instant), None)
        # The end of a pair and the next one are told at the same virtual instant, in either order.
        if group is None or self.was_told(person, APART, group.at + A_MOMENT, instant):
            return None
        return group

    def partners_at(self, person: int, instant: datetime) -> frozenset[int]:
        """With whom the person is at this instant; nobody, once they have left."""
        group = self.group_at(person, instant)
        if group is None or self.has_left_by(person, instant):
            return frozenset()
        others = group.members - {person}
        here = (each for each in others if not self.has_left_by(each, instant))
        return frozenset(each for each in here if self.group_at(each, instant) == group)

    def was_told(self, person: int, what: frozenset[Said], since: datetime, until: datetime) -> bool:
        """Whether the person was told something of this in that time."""
        return any(word.said in what and since <= word.at <= until for word in self.heard.get(person, []))
