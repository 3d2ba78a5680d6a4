"""What partners settle at the start: how often they talk, by which channel, and one line of hopes."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.ids import MemberId, PairId

LONGEST_HOPES = 300
"""Characters of the line of hopes."""


class HowOften(StrEnum):
    """How often partners mean to talk."""

    WEEKLY = "weekly"
    FORTNIGHTLY = "fortnightly"
    MONTHLY = "monthly"
    EACH_PROMPT = "each_prompt"
    AS_IT_COMES = "as_it_comes"


class Medium(StrEnum):
    """By which channel partners mean to talk."""

    THREAD = "thread"
    VIDEO = "video"
    VOICE = "voice"
    EMAIL = "email"
    MESSENGER = "messenger"


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """What one partner proposed and who has said yes to it; who proposes has said yes."""

    pair_id: PairId
    how_often: HowOften
    medium: Medium
    hopes: str
    proposed_by: MemberId
    proposed_at: datetime
    accepted_by: tuple[MemberId, ...] = ()
    """By id."""

    def holds_for(self, members: tuple[MemberId, ...]) -> bool:
        """Whether all of these people have said yes."""
        return set(members) <= set(self.accepted_by)
