"""A summary on its way from draft to publication."""

import zlib
from dataclasses import dataclass
from datetime import datetime

from bot.domain.ids import ChannelId, MemberId, MessageId, RoundId, SummaryId
from bot.domain.summary import Summary
from bot.domain.summary_edits import Edit, edits_to_json


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptSummary:
    """A summary as it is kept: a draft until approved, public once posted."""

    id: SummaryId
    round_id: RoundId
    prompt_number: int | None
    """The prompt it is of; None for the round's."""
    summary: Summary
    """As it is read: with the edits in it."""
    made_at: datetime
    approved_by: MemberId | None = None
    approved_at: datetime | None = None
    published_at: datetime | None = None
    channel_id: ChannelId | None = None
    message_id: MessageId | None = None
    draft: Summary | None = None
    """As it was found, before any edit; kept until it is approved."""
    edits: tuple[Edit, ...] = ()
    """What moderators changed, in order."""

    @property
    def version(self) -> int:
        """A number of 32 bits that is another one once it was drafted anew or edited."""
        return zlib.crc32(f"{self.made_at.isoformat()} {edits_to_json(self.edits)}".encode())
