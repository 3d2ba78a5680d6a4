"""A published summary, and what came of each one's words."""

from dataclasses import dataclass

from bot.domain.ids import ChannelId, MessageId, RoundId, SummaryId
from bot.domain.summary import Summary


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryPost:
    """A published summary."""

    summary_id: SummaryId
    round_id: RoundId
    title: str
    summary: Summary
    draft: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class HeardBack:
    """To a writer: what came of their words."""

    round_id: RoundId
    summary_title: str
    theme: str | None
    others: int
    quoted: bool
    people: int
    replies: int
    channel_id: ChannelId | None
    message_id: MessageId | None
