"""What came of a rehearsal, judged by what the sandbox saw and what people did, and by nothing that the bot keeps.

- `hearing.py` what each message said to whom; `evidence.py` who joined, left and was brought together
- `placing.py`, `pairing.py`, `telling.py`, `who_met.py` hold it against what was promised
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.domain.program import Program
from bot.rehearsal.company import Company
from bot.rehearsal.verdict.evidence import Evidence
from bot.rehearsal.verdict.hearing import words_said, written_in_threads
from bot.rehearsal.verdict.pairing import judge_pairs, judge_who_waits
from bot.rehearsal.verdict.placing import judge_places, reckon_places
from bot.rehearsal.verdict.standing import Standing, standings
from bot.rehearsal.verdict.telling import (
    judge_introductions,
    judge_marks,
    judge_notifications,
    judge_partings,
    judge_silence_about_who_left,
    judge_start,
    judge_the_end,
)
from bot.rehearsal.verdict.who_met import judge_looks
from bot.sandbox import World

__all__ = ["Evidence", "Standing", "Verdict", "gather_evidence", "judge"]

JUDGES = (
    judge_places,
    judge_start,
    judge_introductions,
    judge_pairs,
    judge_who_waits,
    judge_partings,
    judge_the_end,
    judge_silence_about_who_left,
    judge_marks,
    judge_looks,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What is wrong, and where everybody stands at the end."""

    faults: tuple[str, ...]
    """Each in words; none is right."""
    standing: dict[int, Standing]
    places: int
    """Who had a place when the round started."""
    wait_listed: int
    """Who waited for one then."""
    groups: int
    """That were brought together, first and later."""

    def count(self) -> Counter[Standing]:
        """How many stand where."""
        return Counter(self.standing.values())


def gather_evidence(
    world: World, company: Company, program: Program, *, starts_at: datetime, ends_at: datetime
) -> Evidence:
    """Everything that is known from outside the bot."""
    return Evidence(
        program=program,
        players=company.players,
        kept_apart=company.kept_apart(),
        words=sorted(words_said(world), key=lambda word: word.message.id),
        closed_dms=frozenset(world.closed_dms),
        starts_at=starts_at,
        ends_at=ends_at,
        looks=tuple(company.team.looks),
        written=written_in_threads(world),
    )


def judge(evidence: Evidence, world: World) -> Verdict:
    """The verdict on a round that is over. Written for rounds made by hand: one start, then new partners one by one."""
    placed, listed = reckon_places(evidence)
    return Verdict(
        faults=tuple(_faults(evidence, world)),
        standing=standings(evidence),
        places=len(placed),
        wait_listed=len(listed),
        groups=len(evidence.groups),
    )


def _faults(evidence: Evidence, world: World) -> Iterator[str]:
    for judge_one in JUDGES:
        yield from judge_one(evidence)
    yield from judge_notifications(evidence, world)
