"""When somebody is silent, and what follows from it: facts in, next step out.

Silence in a thread accuses nobody, since partners may talk elsewhere. Only a check-in that reached a person and was
not answered does, and any sign of life ends it.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

A_WHILE = timedelta(days=7)
"""How long ago a sign of life still shows that somebody is there."""
A_START = timedelta(days=3)
"""How long partners have to find time for a first word."""
SLACK = timedelta(hours=12)
"""What was sent some minutes after nine is as many days old at nine as what was sent at nine."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long somebody who does not answer is waited for: days after the check-in that was not answered."""

    question_after: timedelta = timedelta(days=3)
    """Then they are asked in private how they are."""
    offer_after: timedelta = timedelta(days=7)
    """Then the partner is offered a new one."""
    end_after: timedelta = timedelta(days=14)
    """Then the pair ends, and who was silent is inactive."""
    inactive_after_rounds: int = 1
    """After so many rounds in a row without a sign of life somebody is not taken into the next."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known of one person in one pair. All instants are aware UTC, in any order."""

    asked_at: tuple[datetime, ...] = ()
    """Check-ins that reached them."""
    signs_at: tuple[datetime, ...] = ()
    """Signs of life: words in the pair's thread, answers, replies, the end of being away."""
    joined_at: datetime | None = None
    """Since when they are in the pair."""
    wrote_at: datetime | None = None
    """When they last wrote in the pair's thread."""
    questions_at: tuple[datetime, ...] = ()
    """Private questions that reached them."""
    offers_at: tuple[datetime, ...] = ()
    """When the partner was offered a new one because of them."""

    @property
    def silent_since(self) -> datetime | None:
        """Return the first check-in after the last sign of life; None while there is none to be answered."""
        last = max((*self.signs_at, *([self.joined_at] if self.joined_at else ())), default=None)
        return min((at for at in self.asked_at if last is None or at > last), default=None)

    @property
    def questioned_at(self) -> datetime | None:
        """Return when they were asked in private since they are silent."""
        since = self.silent_since
        return None if since is None else min((at for at in self.questions_at if at >= since), default=None)

    @property
    def was_offered(self) -> bool:
        """Return whether the partner was offered a new one since they are silent."""
        since = self.silent_since
        return since is not None and any(at >= since for at in self.offers_at)

    @property
    def showed_no_life(self) -> bool:
        """Return whether they were asked and never gave a sign."""
        return bool(self.asked_at) and not self.signs_at


class Next(StrEnum):
    """What is to be done about a silence now."""

    QUESTION = "question"
    OFFER = "offer"
    END = "end"


def next_step(facts: Facts, patience: Patience, now: datetime) -> Next | None:
    """Return what is due about this person's silence; None where nothing is.

    However late a question came, who was asked has as long to answer it as they would have had in time.
    """
    since, questioned_at = facts.silent_since, facts.questioned_at
    if since is None or now + SLACK < since + patience.question_after:
        return None
    if questioned_at is None:
        return Next.QUESTION
    late = max(questioned_at - since - patience.question_after, timedelta(0))
    if now + SLACK >= since + patience.end_after + late:
        return Next.END
    if now + SLACK >= since + patience.offer_after + late and not facts.was_offered:
        return Next.OFFER
    return None


class Claim(StrEnum):
    """What the facts say to "my partner is silent"."""

    HOLDS = "holds"
    TOO_SOON = "too_soon"
    """They have been partners for a few days only."""
    WROTE = "wrote"
    """The partner wrote in the thread a short time ago."""
    ANSWERED = "answered"
    """The partner gave another sign of life a short time ago."""


def judge_claim(facts: Facts, now: datetime) -> Claim:
    """Return whether what is known of the partner agrees with the claim that they are silent."""
    if facts.wrote_at is not None and now - facts.wrote_at < A_WHILE:
        return Claim.WROTE
    if any(now - at < A_WHILE for at in facts.signs_at if at <= now):
        return Claim.ANSWERED
    if facts.joined_at is not None and now - facts.joined_at < A_START:
        return Claim.TOO_SOON
    return Claim.HOLDS
