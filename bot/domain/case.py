"""Requests for help and complaints, private to moderators."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.ids import CaseId, ChannelId, GuildId, MemberId, PairId, ProgramId, RoundId


class CaseKind(StrEnum):
    """What a person asks for."""

    QUESTION = "question"
    PARTNER = "partner"
    MODERATOR = "moderator"
    """Something else that a moderator should know."""
    KEEP_APART = "keep_apart"


class Deed(StrEnum):
    """What was done about a case, or said in it."""

    ANSWERED = "answered"
    WROTE_AGAIN = "wrote_again"
    """The person who asked, once more."""
    REPAIRED = "repaired"
    """The pair was ended, and new partners are looked for."""
    ENDED = "ended"
    """The pair was ended; who was in it asks for a new partner when they want one."""
    SWAPPED = "swapped"
    REMOVED = "removed"
    KEPT_APART = "kept_apart"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseEvent:
    """One thing that was done about a case."""

    case_id: CaseId
    deed: Deed
    by_id: MemberId | None
    """Who did it; the subject of words that were said."""
    about_id: MemberId | None
    """Whom it was done to, where that is one person."""
    words: str
    at: datetime
    id: int = 0
    """Given once it is kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One request, until it is closed."""

    id: CaseId
    guild_id: GuildId
    program_id: ProgramId
    round_id: RoundId | None
    member_id: MemberId
    kind: CaseKind
    words: str
    opened_at: datetime
    closed_at: datetime | None = None
    pair_id: PairId | None = None
    """The pair in which the person was when they asked."""
    room_id: ChannelId | None = None
    """A thread for this person alone, where their direct messages are closed."""


def is_answered(events: Iterable[CaseEvent]) -> bool:
    """Return whether the last word in a case is a moderator's; events come in the order of time."""
    spoken = [each.deed for each in events if each.deed in (Deed.ANSWERED, Deed.WROTE_AGAIN)]
    return spoken[-1:] == [Deed.ANSWERED]
