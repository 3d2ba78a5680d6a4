"""What must fit together in a program.toml, beyond each value by itself."""

from datetime import date
from typing import Any, cast
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from bot.domain.attention import find_crowded_weeks
from bot.domain.program import Program, Repeats
from bot.domain.timetable import plan_round
from bot.programs.mistakes import Notebook
from bot.programs.program_model import RoundPart

_DAYS_OF_A_WEEK = 7
_STAND_INS = {
    "repeats": "by_hand",
    "enrolment_opens_days_before": 2,
    "enrolment_closes_days_before": 1,
    "time": "09:00",
    "closing_time": "18:00",
    "first_prompt_minutes": 0,
    "days_between_prompts": 1,
    "closes_days_after_last_prompt": 1,
}
"""For wrong values, so that the right ones can be read; no rule ever sees them."""


def check_round(values: object, prompts_in_deck: int, notes: Notebook) -> None:
    """Note what contradicts itself in a table [round], as it was read, of a program with so many prompts.

    Values that are wrong by themselves are left out, so that all mistakes come at once.
    """
    known = _find_sound_values(values)
    known |= {"deck": prompts_in_deck, "prompts": known.get("prompts") or prompts_in_deck}
    for rule in (_check_enrolment, _check_first_prompt, _check_deck, _check_weekday, _check_length, _check_check_in):
        try:
            rule(known, notes)
        except KeyError:
            # A value that the rule needs is missing or wrong, which was noted where it stands.
            continue


def check_attention(program: Program, notes: Notebook) -> None:
    """Note a rhythm in which one person would hear from us too often."""
    # Any start will do: days are counted as whole local days. This one is a Monday.
    timetable = plan_round(program, date(2026, 2, 2), ZoneInfo(program.zone))
    crowded = find_crowded_weeks(timetable, says_goodbye=program.ending.says_goodbye)
    if crowded:
        most = max(crowded, key=lambda week: week.notifications)
        notes.note(
            ("round",),
            f"sends one person {most.notifications} notifications in seven days",
            f"at most {most.allowed} in such a week: more days between prompts, fewer check-ins or summaries",
        )


def _find_sound_values(values: object) -> dict[str, Any]:
    """Return the values of a table [round] that are right by themselves, in the types of `RoundPart`."""
    given: dict[str, Any] = dict(cast("dict[str, Any]", values)) if isinstance(values, dict) else {}
    try:
        return dict(RoundPart.model_validate(given))
    except ValidationError as refused:
        wrong = {error["loc"][0] for error in refused.errors()}
    right = {key: value for key, value in given.items() if key not in wrong}
    return {key: value for key, value in RoundPart.model_validate(_STAND_INS | right) if key not in wrong}


def _check_enrolment(known: dict[str, Any], notes: Notebook) -> None:
    opens, closes = known["enrolment_opens_days_before"], known["enrolment_closes_days_before"]
    if closes >= opens:
        allowed = f"fewer days than enrolment_opens_days_before, which is {opens}"
        notes.note(("round", "enrolment_closes_days_before"), f"is {closes}", allowed)


def _check_first_prompt(known: dict[str, Any], notes: Notebook) -> None:
    minutes = known["first_prompt_minutes"]
    if known["time"].hour * 60 + known["time"].minute + minutes >= 24 * 60:
        notes.note(("round", "first_prompt_minutes"), f"is {minutes}", "minutes that end on the day of the start")


def _check_deck(known: dict[str, Any], notes: Notebook) -> None:
    if known["prompts"] > known["deck"]:
        what = f"is {known['prompts']}"
        notes.note(("round", "prompts"), what, f"at most the {known['deck']} prompts of the deck")


def _check_weekday(known: dict[str, Any], notes: Notebook) -> None:
    weekly, weekday = known["repeats"] is Repeats.WEEKLY, known["starts_on"]
    if weekly and weekday is None:
        notes.note(("round", "starts_on"), "is missing", 'the day on which weekly rounds start, such as "monday"')
    elif weekday and not weekly:
        notes.note(("round", "starts_on"), f'is "{weekday}"', 'a day only where repeats = "weekly"')


def _check_length(known: dict[str, Any], notes: Notebook) -> None:
    days = (known["prompts"] - 1) * known["days_between_prompts"] + known["closes_days_after_last_prompt"]
    if known["repeats"] is Repeats.WEEKLY and days >= _DAYS_OF_A_WEEK:
        what = f"makes a weekly round last {days} days"
        notes.note(("round", "closes_days_after_last_prompt"), what, "a round of less than 7 days")


def _check_check_in(known: dict[str, Any], notes: Notebook) -> None:
    days, longest = known["check_in_days_after"], known["closes_days_after_last_prompt"]
    if known["prompts"] > 1:
        longest = min(longest, known["days_between_prompts"])
    if days is not None and days >= longest:
        allowed = f"fewer than the {longest} days until the next prompt or the end"
        notes.note(("round", "check_in_days_after"), f"is {days}", allowed)
