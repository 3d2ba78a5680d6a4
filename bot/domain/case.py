"""Requests for help and complaints, private to moderators."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.ids import CaseId, GuildId, MemberId, ProgramId, RoundId


class CaseKind(StrEnum):
    """What a person asks for."""

    QUESTION = "question"
    PARTNER = "partner"
    KEEP_APART = "keep_apart"


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
