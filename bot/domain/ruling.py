"""What an organiser rules about a draft of the pairing, for the next draft to keep to."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.ids import MemberId, RoundId


class RulingKind(StrEnum):
    """What is to be of two people, or of one."""

    KEEP = "keep"
    """These two are partners, whatever else changes."""
    APART = "apart"
    """These two are not partners, in this round and in those that follow."""
    OUT = "out"
    """This person has no partner in this round."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """One decision about a round. For a person who is left out, `lower_id` and `higher_id` are the same."""

    round_id: RoundId
    kind: RulingKind
    lower_id: MemberId
    higher_id: MemberId
    ruled_by: MemberId
    ruled_at: datetime

    @property
    def couple(self) -> frozenset[MemberId]:
        """Whom it is about."""
        return frozenset((self.lower_id, self.higher_id))


def contradicts(new: Ruling, old: Ruling) -> bool:
    """Whether the older ruling goes when the newer one is given.

    Two who are kept together are not apart and not left out; who is left out is kept with nobody.
    """
    match new.kind:
        case RulingKind.KEEP:
            is_apart = old.kind is RulingKind.APART and old.couple == new.couple
            return is_apart or (old.kind is RulingKind.OUT and old.couple <= new.couple)
        case RulingKind.APART:
            return old.kind is RulingKind.KEEP and old.couple == new.couple
        case RulingKind.OUT:
            return old.kind is RulingKind.KEEP and new.couple <= old.couple


def rule_anew(old: tuple[Ruling, ...], given: tuple[Ruling, ...]) -> tuple[Ruling, ...]:
    """What is ruled once these were given too, each taking the place of what it contradicts or repeats."""
    standing = old
    for new in given:
        standing = (*(each for each in standing if not (contradicts(new, each) or _same(new, each))), new)
    return standing


def _same(one: Ruling, other: Ruling) -> bool:
    return (one.kind, one.couple) == (other.kind, other.couple)


def pinned_groups(rulings: tuple[Ruling, ...]) -> tuple[frozenset[MemberId], ...]:
    """The groups that are to stay together: couples that share a person are one group. By their smallest id."""
    groups: list[frozenset[MemberId]] = []
    for ruling in rulings:
        if ruling.kind is RulingKind.KEEP:
            touched = [group for group in groups if group & ruling.couple]
            groups = [group for group in groups if not group & ruling.couple]
            groups.append(ruling.couple.union(*touched))
    return tuple(sorted(groups, key=min))
