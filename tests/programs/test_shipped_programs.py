"""What comes with the bot: the texts that people read, and the rhythm they live by."""

import re
import statistics
from datetime import date, datetime
from itertools import chain
from zoneinfo import ZoneInfo

import pytest

from bot.domain.attention import find_crowded_weeks
from bot.domain.program import Approval, Difference, Program, Repeats
from bot.domain.timetable import EntryKind, plan_round
from bot.programs import load_programs, plan_rows, shipped_programs_folder

PROGRAMS = load_programs(shipped_programs_folder())


def sentences_of(program: Program) -> list[str]:
    """Return all that people read of a program, cut into sentences."""
    texts = [program.description, program.code_of_conduct]
    for prompt in program.deck:
        texts += [prompt.opening, *prompt.questions, prompt.photo_activity or ""]
    sentences = chain.from_iterable(re.split(r"(?<=[.!?:])\s+|\n\n", text) for text in texts)
    return [sentence for sentence in sentences if sentence]


def test_two_programs_come_with_the_bot() -> None:
    assert list(PROGRAMS) == ["library-leadership", "weekly-coffee"]


@pytest.mark.parametrize("program", PROGRAMS.values(), ids=str)
def test_sentences_are_short_enough_for_readers_with_little_english(program: Program) -> None:
    lengths = {sentence: len(sentence.split()) for sentence in sentences_of(program)}
    assert statistics.mean(lengths.values()) <= 10
    assert [sentence for sentence, words in lengths.items() if words > 15] == []


@pytest.mark.parametrize("program", PROGRAMS.values(), ids=str)
def test_every_prompt_asks_three_to_five_questions(program: Program) -> None:
    assert all(3 <= len(prompt.questions) <= 5 for prompt in program.deck)
    assert all(question.endswith(("?", ".")) for prompt in program.deck for question in prompt.questions)


@pytest.mark.parametrize("program", PROGRAMS.values(), ids=str)
@pytest.mark.parametrize("zone", ["UTC", "Pacific/Apia", "America/Sao_Paulo", "Africa/Cairo"])
def test_shipped_rhythm_never_writes_too_often(program: Program, zone: str) -> None:
    for month in range(1, 13):
        timetable = plan_round(program, date(2026, month, 5), ZoneInfo(zone))
        assert find_crowded_weeks(timetable, says_goodbye=program.ending.says_goodbye) == ()


def test_library_leadership_is_eight_prompts_in_four_months() -> None:
    program = PROGRAMS["library-leadership"]
    timetable = plan_round(program, date(2026, 9, 7), ZoneInfo("Europe/Vienna"))
    days = [(entry.local_date - timetable.starts_on).days for entry in timetable.prompts()]
    assert days == [0, 14, 28, 42, 56, 70, 84, 98]
    assert (timetable.entry(EntryKind.ROUND_CLOSES).local_date - timetable.starts_on).days == 112
    assert [entry.prompt for entry in timetable.entries if entry.kind is EntryKind.CHECK_IN] == [1, 3, 5, 7]
    assert program.pairing.must_differ == {Difference.COUNTRY}
    assert (program.shape.repeats, program.pairing.approval) == (Repeats.BY_HAND, Approval.ORGANISER)


def test_weekly_coffee_makes_itself_and_takes_each_prompt_in_turn() -> None:
    program = PROGRAMS["weekly-coffee"]
    assert (program.shape.repeats, program.shape.participants_stay) == (Repeats.WEEKLY, True)
    assert (program.pairing.approval, program.summary.approval) == (Approval.AUTOMATIC, Approval.AUTOMATIC)
    numbers = [plan_round(program, date(2026, 9, 7), ZoneInfo("UTC"), k).prompts()[0].prompt for k in range(9)]
    assert numbers == [1, 2, 3, 4, 5, 6, 7, 8, 1]


def test_weekly_coffee_closes_before_the_next_pairing_is_drafted() -> None:
    program = PROGRAMS["weekly-coffee"]
    this, following = (plan_round(program, date(2026, 9, day), ZoneInfo("UTC")) for day in (7, 14))
    assert this.entry(EntryKind.ROUND_CLOSES).due_at <= following.entry(EntryKind.ENROLMENT_CLOSES).due_at
    assert this.entry(EntryKind.START).due_at == following.entry(EntryKind.ENROLMENT_OPENS).due_at


def test_plan_of_a_round_reads_as_a_list_of_dates() -> None:
    program = PROGRAMS["weekly-coffee"]
    rows = plan_rows(program, plan_round(program, date(2026, 9, 7), ZoneInfo("Africa/Nairobi")))
    assert [(row.local, row.what) for row in rows] == [
        ("Mon 2026-08-31 09:00", "Enrolment opens"),
        ("Sun 2026-09-06 18:00", "Enrolment closes. The pairing is drafted (by itself)"),
        ("Mon 2026-09-07 09:00", "The round starts. Partners are introduced"),
        ("Mon 2026-09-07 09:00", "Prompt 1: Your cup"),
        ("Fri 2026-09-11 09:00", "Check-in: have you two talked?"),
        ("Sun 2026-09-13 18:00", "The round closes"),
        ("Sun 2026-09-13 18:00", "Summary of the round (by itself)"),
    ]
    assert rows[0].due_at == datetime.fromisoformat("2026-08-31T06:00:00+00:00")


def test_plan_of_a_round_by_hand_names_each_prompt_and_who_approves() -> None:
    program = PROGRAMS["library-leadership"]
    said = [row.what for row in plan_rows(program, plan_round(program, date(2026, 9, 7), ZoneInfo("UTC")))]
    assert "Prompt 2: Learning to lead" in said
    assert "Summary of prompt 1: Getting to know you (an organiser approves)" in said
    assert said[-1] == "Summary of the round (an organiser approves)"
