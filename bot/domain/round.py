"""A round's phases and the one place where they change."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from bot.domain.errors import RuleError
from bot.domain.ids import MemberId, ProgramId, RoundId


class Phase(StrEnum):
    """Where a round is."""

    PLANNED = "planned"
    ENROLLING = "enrolling"
    PAIRING = "pairing"
    RUNNING = "running"
    CLOSED = "closed"
    PUBLISHED = "published"
    CANCELLED = "cancelled"


ALLOWED: Mapping[Phase, frozenset[Phase]] = {
    Phase.PLANNED: frozenset({Phase.ENROLLING, Phase.CANCELLED}),
    Phase.ENROLLING: frozenset({Phase.PAIRING, Phase.CANCELLED}),
    Phase.PAIRING: frozenset({Phase.RUNNING, Phase.CANCELLED}),
    Phase.RUNNING: frozenset({Phase.CLOSED, Phase.CANCELLED}),
    Phase.CLOSED: frozenset({Phase.PUBLISHED}),
    Phase.PUBLISHED: frozenset(),
    Phase.CANCELLED: frozenset(),
}
"""Which phase may follow which: the whole table."""

OPEN_PHASES = frozenset({Phase.PLANNED, Phase.ENROLLING, Phase.PAIRING, Phase.RUNNING})
"""Phases in which something is still to happen to participants."""

JOINABLE = frozenset({Phase.ENROLLING, Phase.PAIRING, Phase.RUNNING})
"""Phases in which one may join; after enrolment has closed, one joins the reserve."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """One edition of a program."""

    id: RoundId
    program_id: ProgramId
    name: str
    phase: Phase
    starts_on: date
    zone: str
    seed: int
    prompt_numbers: tuple[int, ...]
    created_by: MemberId | None
    created_at: datetime


def advance(current: Round, to: Phase) -> Round:
    """The round is in phase `to`; asked again for the phase it is in, nothing changes.

    Every change of phase goes through here, in the transaction that also stores the steps that follow from it.

    Raises:
        RuleError: `round_phase`, where the table does not allow the change.
    """
    if current.phase is to:
        return current
    if to not in ALLOWED[current.phase]:
        raise RuleError("round_phase", round=current.name, phase=current.phase.value)
    return replace(current, phase=to)
