"""Replies: what was said to a prompt, by whom, and how it may be used."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.consent import Consent, strictest
from bot.domain.harmless import storable
from bot.domain.ids import ChannelId, MemberId, MessageId, PairId, ReplyId, RoundId
from bot.domain.kind import Kind

LONGEST = 4_000
"""Characters a reply may have: what a form takes."""
MOST_OF_ONE = 100
"""Replies to one prompt that are kept of one person: each message in its thread is one."""
MOST_OF_PAIR = 5
"""Replies of a pair to one prompt, and how often a partner is asked to confirm one of them: each asking pings."""


class Source(StrEnum):
    """By which way a reply came."""

    FORM = "form"
    THREAD = "thread"
    PAIR = "pair"
    DIRECT = "direct"
    """Written to the bot by DM; its message is read by nobody else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """One of the people a reply is by."""

    member_id: MemberId
    name: str
    guest: bool
    consent: Consent | None
    """Chosen for this reply or, where nothing was, remembered from before; None while never asked."""
    confirmed_at: datetime | None
    """When they said that these are their words; a partner may not have said so yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What somebody, alone or with the partner, wrote to a prompt."""

    id: ReplyId
    round_id: RoundId
    prompt_number: int
    source: Source
    source_id: int
    """The id of the message, or of the interaction that handed in the form: unique, so nothing is kept twice."""
    text: str
    said_at: datetime
    authors: tuple[Author, ...]
    digest: str
    edited_at: datetime | None = None
    withdrawn_at: datetime | None = None
    forgotten_at: datetime | None = None
    """When its words were deleted, long after the round; it still counts."""
    kind: Kind | None = None
    """As its writer chose; None where they did not."""
    answers: MessageId | None = None
    """The message that it answers, where its own is Discord's reply to one."""
    pair_id: PairId | None = None
    channel_id: ChannelId | None = None
    message_id: MessageId | None = None
    """Where it can be read in the server, if it can."""

    def consent(self) -> Consent:
        """The strictest of its authors' consents; who was never asked counts as count only."""
        return strictest(*(author.consent or Consent.COUNT_ONLY for author in self.authors))

    def consent_of(self, member_id: MemberId) -> Consent:
        """What this author allows, whatever the others do."""
        mine = (author.consent for author in self.authors if author.member_id == member_id)
        return next(mine, None) or Consent.COUNT_ONLY

    def counts(self) -> bool:
        """Whether it stands: not withdrawn, not damaged, and every author has confirmed it."""
        confirmed = all(author.confirmed_at is not None for author in self.authors)
        return self.withdrawn_at is None and confirmed and (self.forgotten() or self.digest == digest_of(self.text))

    def forgotten(self) -> bool:
        """Whether its words were deleted, long after the round, and only the digest of them is left."""
        return self.forgotten_at is not None


def keepable(text: str) -> str:
    """The words without what surrounds them, as far as they can be stored."""
    return storable(text).strip()


def digest_of(text: str) -> str:
    """SHA-256 of the text in UTF-8, as hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
