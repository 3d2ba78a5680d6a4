from collections.abc import Callable
from datetime import time, timedelta
from typing import Any

import pytest

from bot.domain.program import (
    Approval,
    CheckInRhythm,
    PairingRules,
    Program,
    Repeats,
    RoundShape,
    SummaryRules,
    Weekday,
)
from bot.domain.prompt import Prompt

BY_HAND = RoundShape(
    repeats=Repeats.BY_HAND,
    weekday=None,
    participants_stay=False,
    enrolment_opens_days_before=28,
    enrolment_closes_days_before=4,
    day_time=time(9),
    closing_time=time(18),
    first_prompt_after=timedelta(hours=1),
    prompts_per_round=None,
    days_between_prompts=14,
    closes_days_after_last_prompt=14,
    check_in=CheckInRhythm(days_after_prompt=7, every=2),
)
WEEKLY = RoundShape(
    repeats=Repeats.WEEKLY,
    weekday=Weekday.MONDAY,
    participants_stay=True,
    enrolment_opens_days_before=7,
    enrolment_closes_days_before=1,
    day_time=time(9),
    closing_time=time(18),
    first_prompt_after=timedelta(),
    prompts_per_round=1,
    days_between_prompts=7,
    closes_days_after_last_prompt=6,
    check_in=None,
)


def program_of(shape: RoundShape, prompts: int = 3, *, of_each_prompt: bool = True, of_round: bool = True) -> Program:
    deck = tuple(
        Prompt(number=number, slug=f"prompt-{number}", title=f"Prompt {number}", opening="Hello.", questions=("Why?",))
        for number in range(1, prompts + 1)
    )
    return Program(
        slug="reading",
        title="Reading",
        description="We read.",
        language="en",
        zone="UTC",
        code_of_conduct="Be kind.",
        interests={"maps": "Maps", "music": "Music", "film": "Film"},
        photo_activities=True,
        shape=shape,
        pairing=PairingRules(
            approval=Approval.ORGANISER, must_differ=frozenset(), shared_language=True, min_shared_hours=0, repeat_gap=0
        ),
        summary=SummaryRules(approval=Approval.ORGANISER, of_each_prompt=of_each_prompt, of_round=of_round),
        deck=deck,
    )


@pytest.fixture(scope="session")
def by_hand() -> RoundShape:
    return BY_HAND


@pytest.fixture(scope="session")
def weekly() -> RoundShape:
    return WEEKLY


@pytest.fixture(scope="session")
def make_program() -> Callable[..., Any]:
    return program_of
