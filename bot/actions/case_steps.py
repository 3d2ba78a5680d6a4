"""The steps of cases: they belong to the program, whatever becomes of the round."""

from datetime import datetime, timedelta

from bot.actions.planning import desk_note
from bot.domain.case import Case
from bot.domain.hosting import HostedProgram
from bot.domain.ids import MemberId
from bot.domain.steps import NewStep, StepKind

A_DAY = timedelta(days=1)


def case_key(case: Case, kind: StepKind, *about: object) -> str:
    """The key of a step about a case, as in `3/cases/post_case/case:7`."""
    return "/".join([str(case.program_id), "cases", kind.value, f"case:{case.id}", *map(str, about)])


def case_step(
    case: Case, kind: StepKind, at: datetime, *about: object, recipient_id: MemberId | None = None
) -> NewStep:
    """A step about a case."""
    return NewStep(
        key=case_key(case, kind, *about),
        kind=kind,
        due_at=at,
        program_id=case.program_id,
        recipient_id=recipient_id,
        subject_id=case.id,
    )


def answer_step(case: Case, event_id: int, at: datetime, *about: object) -> NewStep:
    """What was said to who asked: its subject is the event."""
    return NewStep(
        key=case_key(case, StepKind.TELL_ANSWER, f"event:{event_id}", *about),
        kind=StepKind.TELL_ANSWER,
        due_at=at,
        program_id=case.program_id,
        recipient_id=case.member_id,
        subject_id=event_id,
    )


def reminder_step(hosted: HostedProgram, now: datetime) -> NewStep:
    """Tomorrow the organisers are reminded of cases that are open then; at most once a day for a program."""
    at = now + A_DAY
    return desk_note(hosted, "cases_wait", at, f"on:{at.date().isoformat()}", fields={})
