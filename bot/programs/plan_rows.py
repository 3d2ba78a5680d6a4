"""A timetable as rows that people read before a round exists."""

from dataclasses import dataclass
from datetime import datetime
from typing import assert_never

from bot.domain.places import PlaceRules
from bot.domain.program import Approval, Program
from bot.domain.timetable import EntryKind, Timetable, TimetableEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class TimetableRow:
    """One line of a plan."""

    local: str
    """Weekday, date and time in the round's zone: "Mon 2026-02-02 09:00"."""
    due_at: datetime
    """Aware, UTC."""
    what: str


def plan_rows(program: Program, timetable: Timetable) -> list[TimetableRow]:
    """Return a row for each entry of the timetable, in its order."""
    return [
        TimetableRow(
            local=f"{entry.local_date:%a} {entry.local_date} {entry.local_time:%H:%M}",
            due_at=entry.due_at,
            what=_say(program, entry),
        )
        for entry in timetable.entries
    ]


def _say(program: Program, entry: TimetableEntry) -> str:
    about = f" {entry.prompt}: {program.prompt(entry.prompt).title}" if entry.prompt else ""
    match entry.kind:
        case EntryKind.ENROLMENT_OPENS:
            return f"Enrolment opens{_places(program.places)}"
        case EntryKind.ENROLMENT_CLOSES:
            return f"Enrolment closes. The pairing is drafted{_approval(program.pairing.approval)}"
        case EntryKind.START:
            return "The round starts. Partners are introduced"
        case EntryKind.PROMPT:
            return f"Prompt{about}"
        case EntryKind.CHECK_IN:
            return "Check-in: have you two talked?"
        case EntryKind.ROUND_CLOSES:
            return "The round closes"
        case EntryKind.SUMMARY_DRAFT:
            return f"Summary of {'prompt' + about if about else 'the round'}{_approval(program.summary.approval)}"
    assert_never(entry.kind)


def _places(rules: PlaceRules) -> str:
    if rules.total is None:
        return ""
    of_a_country = rules.country_places()
    share = "" if of_a_country is None else f", at most {of_a_country:,} for one country"
    return f". {rules.total:,} places{share}"


def _approval(approval: Approval) -> str:
    return " (an organiser approves)" if approval is Approval.ORGANISER else " (by itself)"
