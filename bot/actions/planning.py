"""The steps of a round: what is stored with it when it is made, and the dates read back from them."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.domain.hosting import HostedProgram
from bot.domain.ids import MemberId, PairId, ProgramId, RoundId
from bot.domain.program import Program
from bot.domain.round import Round
from bot.domain.steps import NewStep, StepKind
from bot.domain.timetable import EntryKind, Timetable, TimetableEntry
from bot.store import Tx, steps

_STEP_OF = {
    EntryKind.ENROLMENT_OPENS: StepKind.OPEN_ENROLMENT,
    EntryKind.ENROLMENT_CLOSES: StepKind.CLOSE_ENROLMENT,
    EntryKind.START: StepKind.START_ROUND,
    EntryKind.PROMPT: StepKind.OPEN_PROMPT,
    EntryKind.CHECK_IN: StepKind.ASK_CHECK_INS,
    EntryKind.SUMMARY_DRAFT: StepKind.DRAFT_SUMMARY,
    EntryKind.ROUND_CLOSES: StepKind.CLOSE_ROUND,
}


def key_of(program_id: ProgramId, round_name: str, kind: StepKind, *about: object) -> str:
    """The unique and readable key of a step, as in `3/2016A/introduce/pair:17/member:5`."""
    return "/".join([str(program_id), round_name, kind.value, *(str(part) for part in about)])


def plan_step(
    current: Round,
    kind: StepKind,
    at: datetime,
    *about: object,
    recipient_id: MemberId | None = None,
    pair_id: PairId | None = None,
    prompt_number: int | None = None,
    subject_id: int | None = None,
) -> NewStep:
    """A step of this round, keyed by its kind and what it is about."""
    return NewStep(
        key=key_of(current.program_id, current.name, kind, *about),
        kind=kind,
        due_at=at,
        program_id=current.program_id,
        round_id=current.id,
        recipient_id=recipient_id,
        pair_id=pair_id,
        prompt_number=prompt_number,
        subject_id=subject_id,
    )


def milliseconds(at: datetime) -> int:
    """The instant as a number, for the key of what may be to do again."""
    return int(at.timestamp() * 1000)


def desk_note(
    hosted: HostedProgram,
    note: str,
    at: datetime,
    *about: object,
    round_id: RoundId | None = None,
    subject_id: int | None = None,
    fields: Mapping[str, str | int],
) -> NewStep:
    """A note to the organisers, told once for what it is about.

    `subject_id` is the summary, the case or the step it is about. People stand in the fields as `member_field`, by id.
    """
    return NewStep(
        key="/".join([str(hosted.id), "desk", note, *(str(part) for part in about)]),
        kind=StepKind.TELL_DESK,
        due_at=at,
        program_id=hosted.id,
        round_id=round_id,
        subject_id=subject_id,
        words=json.dumps({"key": note, "fields": dict(fields)}),
    )


def member_field(member_id: MemberId) -> str:
    """A person in a note's field: their name is put in when the note is told, and kept nowhere with it."""
    return f"<@{member_id}>"


def steps_of(current: Round, timetable: Timetable) -> Iterator[NewStep]:
    """The steps that are stored in the transaction that makes the round."""
    for entry in timetable.entries:
        yield _step_of(current, entry)


def forget_step(current: Round, program: Program, ended_at: datetime) -> NewStep:
    """The words of the round's replies are deleted once they were kept long enough."""
    return plan_step(current, StepKind.FORGET_REPLIES, ended_at + program.summary.replies_kept)


def _step_of(current: Round, entry: TimetableEntry) -> NewStep:
    kind = _STEP_OF[entry.kind]
    return NewStep(
        key=key_of(
            current.program_id, current.name, kind, *(() if entry.prompt is None else (f"prompt:{entry.prompt}",))
        ),
        kind=kind,
        due_at=entry.due_at,
        program_id=current.program_id,
        round_id=current.id,
        prompt_number=entry.prompt,
        local_date=entry.local_date,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Dates:
    """When things happen in a round, as its steps say; all aware, UTC."""

    enrolment_opens_at: datetime
    enrolment_closes_at: datetime
    starts_at: datetime
    prompts: tuple[tuple[int, datetime], ...]
    """Number and opening of each prompt, in order."""
    closes_at: datetime

    def prompt_closes_at(self, number: int) -> datetime:
        """Until when a reply to this prompt is in time: the next prompt opens, or the round closes."""
        numbers = [each for each, _ in self.prompts]
        following = self.prompts[numbers.index(number) + 1 :]
        return following[0][1] if following else self.closes_at

    def is_last(self, number: int) -> bool:
        """Whether no prompt follows this one."""
        return self.prompts[-1][0] == number


_DATED = (
    StepKind.OPEN_ENROLMENT,
    StepKind.CLOSE_ENROLMENT,
    StepKind.START_ROUND,
    StepKind.OPEN_PROMPT,
    StepKind.CLOSE_ROUND,
)


async def dates_of(tx: Tx, round_id: RoundId) -> Dates:
    """The dates of a round, read from its steps."""
    planned = await steps.of_kinds(tx, round_id, _DATED)
    at = {step.kind: step.due_at for step in planned}
    opened = [(step.prompt_number or 0, step.due_at) for step in planned if step.kind is StepKind.OPEN_PROMPT]
    return Dates(
        enrolment_opens_at=at[StepKind.OPEN_ENROLMENT],
        enrolment_closes_at=at[StepKind.CLOSE_ENROLMENT],
        starts_at=at[StepKind.START_ROUND],
        prompts=tuple(sorted(opened, key=lambda entry: entry[1])),
        closes_at=at[StepKind.CLOSE_ROUND],
    )
