"""What is said when a round ends, and what follows from what people answer."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.ids import ChannelId, PairId, RoundId


@dataclass(frozen=True, slots=True, kw_only=True)
class NextRound:
    """The round that can be joined now."""

    round_id: RoundId
    starts_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Goodbye:
    """To who took part, when the round has ended: thanks, what was, and all that is asked at the end."""

    round_id: RoundId
    title: str
    reflection: str
    """The question to look back with; empty for the usual one."""
    answered: int
    """Prompts that they answered."""
    prompts: int
    together: int
    """Replies that they wrote with their partner."""
    open_until: datetime
    """How long they can answer."""
    pair_id: PairId | None
    """The pair that ends with the round; None for who has no partner."""
    partner_names: tuple[str, ...]
    thread_id: ChannelId | None
    next_round: NextRound | None
    stays: bool
    """Whether they are in the next round by themselves, so that there is nothing to join."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StayInTouch:
    """To partners who all said that they want to stay in touch."""

    round_id: RoundId
    names: tuple[str, ...]
    """All of them in their thread; the others, where it is said to one."""
    in_thread: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitedAgain:
    """To who asked to be told: the next round is open."""

    round_id: RoundId
    title: str
    closes_at: datetime
