"""What the solver finds, as values; they cost nothing to import."""

from dataclasses import dataclass

from bot.pairing.reasons import Group, Waiting


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairing:
    """A round's groups. Everybody is in exactly one of them, or waits."""

    groups: tuple[Group, ...]
    """By their members' ids."""
    waiting: tuple[Waiting, ...]
    """By their ids."""
    seed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What is to be said of a group, whoever brought it together."""

    legal: bool
    """Whether every two of them may be paired."""
    quality: int
    """The points of all its couples, see `Weights`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """What changes in the middle of a round. Each person without a partner is in exactly one group, or waits."""

    formed: tuple[Group, ...]
    """New pairs; a trio where a second person joined a new pair."""
    enlarged: tuple[Group, ...]
    """Former pairs with a third person."""
    waiting: tuple[Waiting, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ahead:
    """One coming round: who meets a former partner in it, and who waits. By ids, the smallest first."""

    again: tuple[int, ...]
    waiting: tuple[int, ...]
