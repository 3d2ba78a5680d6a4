from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.domain.program import Program, RoundShape, Weekday, choose_prompts
from bot.domain.prompt import count_text

MakeProgram = Callable[..., Program]


def test_prompt_of_a_program_is_found_by_its_number(make_program: MakeProgram, by_hand: RoundShape) -> None:
    assert make_program(by_hand).prompt(3).title == "Prompt 3"


@pytest.mark.parametrize("number", [-1, 0, 4])
def test_prompt_with_a_number_outside_the_deck_is_refused(
    make_program: MakeProgram, by_hand: RoundShape, number: int
) -> None:
    with pytest.raises(KeyError):
        make_program(by_hand).prompt(number)


def test_prompts_of_a_round_are_the_whole_deck_by_default(make_program: MakeProgram, by_hand: RoundShape) -> None:
    program = make_program(by_hand)
    assert choose_prompts(program, 5) == program.deck


def test_prompts_of_a_round_go_round_the_deck_in_turn(make_program: MakeProgram, weekly: RoundShape) -> None:
    one, two = make_program(weekly, 3), make_program(replace(weekly, prompts_per_round=2), 3)
    assert [[prompt.number for prompt in choose_prompts(one, k)] for k in range(4)] == [[1], [2], [3], [1]]
    assert [[prompt.number for prompt in choose_prompts(two, k)] for k in range(3)] == [[1, 2], [3, 1], [2, 3]]


def test_weekdays_are_numbered_from_monday() -> None:
    assert (Weekday.MONDAY.number, Weekday.SUNDAY.number) == (0, 6)


def test_text_of_a_prompt_counts_opening_and_numbered_questions() -> None:
    assert count_text("Hello.", ("Why?", "How?")) == len("Hello.\n1. Why?\n2. How?")
