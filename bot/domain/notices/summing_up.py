"""A published summary, and what came of each one's words."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.domain.ids import ChannelId, MessageId, RoundId, SummaryId
from bot.domain.summary import Summary


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryPost:
    """A summary, published or a draft.

    `names` are, for each field that themes are crossed with, what readers call its values.
    """

    summary_id: SummaryId
    round_id: RoundId
    title: str
    summary: Summary
    draft: bool = False
    version: int = 0
    """Of a draft, see `KeptSummary.version`."""
    names: Mapping[str, Mapping[str, str]] = field(default_factory=dict[str, Mapping[str, str]])
    pictured: bool = True
    """Whether its charts go with it; where files are forbidden they cannot."""


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
