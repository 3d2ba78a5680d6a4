"""Questions with which partners can begin, drawn from what they say of themselves."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import permutations
from random import Random
from typing import Protocol

MOST = 3
GENERAL = 10
"""Questions that suit everybody, numbered from 1: texts `notice.opener.1` and on."""


class Teller(Protocol):
    """Somebody who says what they like, offer and seek, in words."""

    @property
    def name(self) -> str:
        """What they are called."""
        ...

    @property
    def interests(self) -> tuple[str, ...]:
        """What they like."""
        ...

    @property
    def offers(self) -> tuple[str, ...]:
        """What they can help with."""
        ...

    @property
    def seeks(self) -> tuple[str, ...]:
        """What they would like to learn."""
        ...


class OpenerKind(StrEnum):
    """From what a question is drawn."""

    OFFER = "offer"
    """One offers what the other seeks."""
    SHARED = "shared"
    """All like it."""
    OWN = "own"
    """One likes it."""
    GENERAL = "general"


@dataclass(frozen=True, slots=True, kw_only=True)
class Opener:
    """One question."""

    kind: OpenerKind
    topic: str = ""
    name: str = ""
    """Who offers or likes it."""
    other: str = ""
    """Who seeks it."""
    number: int = 0
    """Of a general question."""


def choose_openers(people: Sequence[Teller], lot: int) -> tuple[Opener, ...]:
    """Return three questions for these partners, those drawn from their profiles first; the same for the same lot."""
    # No secret depends on it: the lot only makes the choice the same wherever it is shown.
    dice = Random(lot)
    own = [*_pick(dice, list(_offered(people)), 1), *_pick(dice, list(_shared(people)), 1)]
    liked = list(_liked(people, {each.topic for each in own}))
    of_each = {each.name: each for each in _pick(dice, liked, len(liked))}
    own += list(of_each.values())[: MOST - 1 - len(own)]
    numbers = dice.sample(range(1, GENERAL + 1), MOST - len(own))
    return (*own, *(Opener(kind=OpenerKind.GENERAL, number=number) for number in numbers))


def _pick(dice: Random, openers: list[Opener], most: int) -> list[Opener]:
    return dice.sample(openers, min(len(openers), most))


def _offered(people: Sequence[Teller]) -> Iterator[Opener]:
    for one, other in permutations(people, 2):
        for topic in one.offers:
            if topic in other.seeks:
                yield Opener(kind=OpenerKind.OFFER, topic=topic, name=one.name, other=other.name)


def _shared(people: Sequence[Teller]) -> Iterator[Opener]:
    for topic in people[0].interests if len(people) > 1 else ():
        if all(topic in each.interests for each in people):
            yield Opener(kind=OpenerKind.SHARED, topic=topic)


def _liked(people: Sequence[Teller], known: Collection[str]) -> Iterator[Opener]:
    for one in people:
        for topic in one.interests:
            if topic not in known and not all(topic in each.interests for each in people):
                yield Opener(kind=OpenerKind.OWN, topic=topic, name=one.name)
