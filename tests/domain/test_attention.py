from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from bot.domain.attention import find_crowded_weeks
from bot.domain.program import CheckInRhythm, Program, RoundShape
from bot.domain.timetable import plan_round

MakeProgram = Callable[..., Program]
STARTS_ON = date(2026, 2, 2)


def crowded(program: Program, *, says_goodbye: bool = False) -> list[tuple[str, int, int]]:
    weeks = find_crowded_weeks(plan_round(program, STARTS_ON, ZoneInfo("UTC")), says_goodbye=says_goodbye)
    return [(f"{week.begins_on}", week.notifications, week.allowed) for week in weeks]


def test_fortnightly_round_leaves_people_in_peace(make_program: MakeProgram, by_hand: RoundShape) -> None:
    assert crowded(make_program(by_hand, 8), says_goodbye=True) == []


def test_goodbye_at_the_end_is_one_more(make_program: MakeProgram, by_hand: RoundShape) -> None:
    shape = replace(by_hand, check_in=CheckInRhythm(days_after_prompt=10, every=1))
    program = make_program(shape, 1)
    assert crowded(program) == []
    assert crowded(program, says_goodbye=True) == [("2026-02-12", 3, 2)]


def test_weekly_round_with_a_check_in_leaves_people_in_peace(make_program: MakeProgram, weekly: RoundShape) -> None:
    shape = replace(weekly, check_in=CheckInRhythm(days_after_prompt=4, every=1))
    assert crowded(make_program(shape, of_each_prompt=False)) == []


def test_prompt_apart_from_the_introduction_is_one_more(make_program: MakeProgram, weekly: RoundShape) -> None:
    shape = replace(
        weekly, check_in=CheckInRhythm(days_after_prompt=4, every=1), first_prompt_after=timedelta(minutes=30)
    )
    assert crowded(make_program(shape)) == [("2026-02-02", 4, 3)]


def test_prompts_every_third_day_are_too_many(make_program: MakeProgram, by_hand: RoundShape) -> None:
    shape = replace(by_hand, days_between_prompts=3, check_in=None)
    assert crowded(make_program(shape, 2)) == [("2026-02-02", 4, 3)]
    assert crowded(make_program(shape, 4)) == [("2026-02-02", 6, 3), ("2026-02-05", 6, 2), ("2026-02-08", 4, 2)]
