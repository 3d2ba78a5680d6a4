"""Pairs and trios, what their members share, and how they say they get on."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.ids import ChannelId, MemberId, PairId, RoundId


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """Why these people were paired: what all of them have in common."""

    languages: tuple[str, ...] = ()
    interests: tuple[str, ...] = ()
    hours: int = 0
    """Hours of the day in which all are awake."""
    met_before: bool = False
    quality: int = 0
    """Points, see `bot.pairing.Weights`; 0 too for pairs that are older than this figure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two or three participants matched for a round; a draft until approved, over when ended."""

    id: PairId
    round_id: RoundId
    members: tuple[MemberId, ...]
    """Who is in it now, by id; who left is no longer here."""
    shared: Shared
    thread_id: ChannelId | None = None
    approved_at: datetime | None = None
    ended_at: datetime | None = None

    def partners_of(self, member_id: MemberId) -> tuple[MemberId, ...]:
        """The others."""
        return tuple(other for other in self.members if other != member_id)


class CheckInAnswer(StrEnum):
    """What can be said to "have you two talked?"."""

    YES = "yes"
    NOT_YET = "not_yet"
    ELSEWHERE = "elsewhere"
    SILENT = "silent"
    AWAY = "away"
    STOP = "stop"


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckIn:
    """One person's answer to one check-in."""

    round_id: RoundId
    prompt_number: int
    pair_id: PairId
    member_id: MemberId
    answer: CheckInAnswer
    answered_at: datetime
