"""Where everybody of a round stands with a partner: facts in, one standing for each person out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.domain.ids import MemberId, PairId
from bot.domain.participant import Participant
from bot.domain.partnership import CheckInAnswer
from bot.domain.silence import SLACK, Facts, Patience

TALKED = frozenset({CheckInAnswer.YES, CheckInAnswer.ELSEWHERE})
"""Answers of which one is enough: who was asked said that the partners have talked."""


class Standing(StrEnum):
    """Where one person stands, in the order in which it is told."""

    MET = "met"
    """Somebody of the pair said so, or they wrote a reply together."""
    TALKING = "talking"
    """They and a partner wrote in their thread; nobody said yet that they have met."""
    NEW_PARTNER = "new_partner"
    """They lost a partner and have another, of whom nothing more is known yet."""
    INTRODUCED = "introduced"
    """They have their first partner, and nothing more is known yet. Nobody is accused by that."""
    SILENT = "silent"
    """They did not answer a check-in for so long that they are asked in private."""
    AWAY = "away"
    WAITING = "waiting"
    """They take part and have no partner."""
    INACTIVE = "inactive"
    """No partner is looked for until they come back."""
    LEFT = "left"
    WAIT_LISTED = "wait_listed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Together:
    """An approved pair of a round, ended or not, with all that is known of how it gets on."""

    pair_id: PairId
    facts: Mapping[MemberId, Facts]
    """Of everybody who is or was in it."""
    parted_at: Mapping[MemberId, datetime] = field(default_factory=dict[MemberId, datetime])
    """When those who are no longer in it left it, or it ended."""
    answers: Mapping[MemberId, Sequence[CheckInAnswer]] = field(default_factory=dict[MemberId, Sequence[CheckInAnswer]])
    """What each answered to check-ins about it, the latest last."""
    wrote_reply: bool = False
    """Whether there is a reply of theirs that several of them stand by."""

    @property
    def members(self) -> frozenset[MemberId]:
        """Who is in it now; nobody once it has ended."""
        return frozenset(self.facts) - frozenset(self.parted_at)

    def has_met(self) -> bool:
        """Whether its members talked, as far as anybody said so."""
        return self.wrote_reply or any(TALKED.intersection(given) for given in self.answers.values())

    def wrote(self, member_id: MemberId) -> bool:
        """Whether this person ever showed themselves in its thread."""
        return member_id in self.facts and self.facts[member_id].wrote_at is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """One person in a round."""

    member_id: MemberId
    standing: Standing
    at: datetime | None = None
    """Since when, where that matters; of who is away, until when."""
    pair_id: PairId | None = None
    partners: tuple[MemberId, ...] = ()
    """By id."""
    ever_met: bool = False
    """Whether they met any partner of theirs in this round."""
    had_another: bool = False
    """Whether they were in another pair of this round before, and have a partner now."""


def find_position(
    part: Participant, pairs: Sequence[Together], patience: Patience, started_at: datetime, now: datetime
) -> Position:
    """Return where this person stands at `now`.

    `pairs` are all in which they are or were. Who joined before the round started, at `started_at`, waits since then.
    """
    me = part.member_id
    own = next((each for each in pairs if me in each.members and len(each.members) > 1), None)
    partners = own.members - {me} if own else frozenset[MemberId]()
    if part.left_at is not None and part.left_at <= now:
        standing, at = Standing.LEFT, part.left_at
    elif part.inactive_at is not None and own is None:
        standing, at = Standing.INACTIVE, part.inactive_at
    elif part.is_away(now):
        standing, at = Standing.AWAY, part.away_until
    elif own is None:
        standing, at = Standing.WAITING, _alone_since(part, pairs, started_at)
    elif (since := own.facts[me].silent_since) is not None and now + SLACK >= since + patience.question_after:
        standing, at = Standing.SILENT, since
    else:
        standing, at = _get_on(me, partners, pairs), None
    return Position(
        member_id=me,
        standing=standing,
        at=at,
        pair_id=own.pair_id if own else None,
        partners=tuple(sorted(partners)),
        ever_met=any(each.has_met() for each in pairs),
        had_another=own is not None and len(pairs) > 1,
    )


def _alone_since(part: Participant, pairs: Iterable[Together], started_at: datetime) -> datetime:
    parted = [each.parted_at[part.member_id] for each in pairs if part.member_id in each.parted_at]
    return max(started_at, part.joined_at, *parted, *([part.away_until] if part.away_until else []))


def _get_on(me: MemberId, partners: frozenset[MemberId], pairs: Sequence[Together]) -> Standing:
    """Whoever they are with now counts, also from a pair before: two who became a trio met already."""
    shared = [each for each in pairs if partners.intersection(each.facts)]
    if any(each.has_met() for each in shared):
        return Standing.MET
    if any(each.wrote(me) and any(map(each.wrote, partners)) for each in shared):
        return Standing.TALKING
    return Standing.NEW_PARTNER if len(pairs) > 1 else Standing.INTRODUCED
