"""What must fit together in a program.toml, beyond each value by itself."""

from collections.abc import Iterator
from datetime import date
from zoneinfo import ZoneInfo

from bot.domain.attention import find_crowded_weeks
from bot.domain.program import Program, Repeats
from bot.domain.timetable import plan_round
from bot.programs.mistakes import Notebook
from bot.programs.program_model import RoundPart

_DAYS_OF_A_WEEK = 7


def check_round(part: RoundPart, prompts_in_deck: int, notes: Notebook) -> None:
    """Note what contradicts itself in the table [round] of a program with so many prompts."""
    for key, what, allowed in _contradictions(part, part.prompts or prompts_in_deck):
        notes.note(("round", key), what, allowed)
    if part.prompts and part.prompts > prompts_in_deck:
        notes.note(("round", "prompts"), f"is {part.prompts}", f"at most the {prompts_in_deck} prompts of the deck")


def check_attention(program: Program, notes: Notebook) -> None:
    """Note a rhythm in which one person would hear from us too often."""
    # Any start will do: days are counted as whole local days. This one is a Monday.
    crowded = find_crowded_weeks(plan_round(program, date(2026, 2, 2), ZoneInfo(program.zone)))
    if crowded:
        most = max(crowded, key=lambda week: week.notifications)
        notes.note(
            ("round",),
            f"sends one person {most.notifications} notifications in seven days",
            f"at most {most.allowed} in such a week: more days between prompts, fewer check-ins or summaries",
        )


def _contradictions(part: RoundPart, prompts: int) -> Iterator[tuple[str, str, str]]:
    """Yield key, what is wrong and what is allowed."""
    opens, closes = part.enrolment_opens_days_before, part.enrolment_closes_days_before
    if closes >= opens:
        yield "enrolment_closes_days_before", f"is {closes}", f"fewer days than enrolment_opens_days_before ({opens})"
    if part.time.hour * 60 + part.time.minute + part.first_prompt_minutes >= 24 * 60:
        yield "first_prompt_minutes", f"is {part.first_prompt_minutes}", "minutes that end on the day of the start"
    yield from _contradictions_of_weeks(part, prompts)
    longest = part.closes_days_after_last_prompt
    if prompts > 1:
        longest = min(longest, part.days_between_prompts)
    if part.check_in_days_after is not None and part.check_in_days_after >= longest:
        what = f"is {part.check_in_days_after}"
        yield "check_in_days_after", what, f"fewer than the {longest} days until the next prompt or the end"


def _contradictions_of_weeks(part: RoundPart, prompts: int) -> Iterator[tuple[str, str, str]]:
    if part.repeats is Repeats.BY_HAND:
        if part.starts_on:
            yield "starts_on", f'is "{part.starts_on}"', 'a day only where repeats = "weekly"'
        return
    if not part.starts_on:
        yield "starts_on", "is missing", "the day on which weekly rounds start, such as monday"
    days = (prompts - 1) * part.days_between_prompts + part.closes_days_after_last_prompt
    if days >= _DAYS_OF_A_WEEK:
        yield "closes_days_after_last_prompt", f"makes a weekly round last {days} days", "a round of less than 7 days"
