from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.hosting import HostedProgram, Staff
from bot.domain.program import Repeats
from bot.domain.setup import Question, Setup, is_too_soon, starts_offered
from bot.programs import load_programs, shipped_programs_folder

PROGRAMS = load_programs(shipped_programs_folder())
LIBRARY, COFFEE = PROGRAMS["library-leadership"], PROGRAMS["weekly-coffee"]
EMPTY = Setup(guild_id=1)
HOSTED = HostedProgram(
    id=3,
    guild_id=1,
    slug="library-leadership",
    channel_id=10,
    desk_channel_id=11,
    zone="Asia/Tokyo",
    locale="en",
    added_by=9,
    added_at=datetime(2026, 1, 1, tzinfo=UTC),
    organiser_role_id=20,
    moderator_role_id=21,
)
DAYS = st.dates(date(2025, 1, 1), date(2030, 1, 1))


def test_questions_come_in_order_and_end():
    asked = []
    answers = {
        Question.PROGRAM: {"slug": "x"},
        Question.CHANNEL: {"channel_id": 2},
        Question.PEOPLE: {"people_named": True},
        Question.DESK: {"desk_channel_id": 3},
    }
    setup = EMPTY
    while question := setup.next_question():
        asked.append(question)
        setup = replace(setup, **answers[question])
    assert asked == list(Question)


@pytest.mark.parametrize("staff", Staff)
def test_role_is_kept_for_those_it_was_named_for(staff):
    named = EMPTY.with_role(staff, 5)
    assert {each: named.role_of(each) for each in Staff} == {each: 5 if each is staff else None for each in Staff}
    assert named.with_role(staff, None) == EMPTY


def test_program_that_is_new_is_asked_all_else():
    begun = replace(EMPTY, slug="weekly-coffee", starts_on=date(2026, 1, 5), zone="Europe/Berlin", channel_id=4)
    chosen = begun.with_program(LIBRARY, None)
    assert chosen == replace(begun, slug="library-leadership", starts_on=None, zone=None)
    assert chosen.with_program(LIBRARY, HOSTED) is chosen


def test_program_that_is_hosted_has_its_answers():
    chosen = EMPTY.with_program(LIBRARY, HOSTED)
    assert chosen.next_question() is None
    assert (chosen.channel_id, chosen.desk_channel_id, chosen.zone) == (10, 11, "Asia/Tokyo")
    assert [chosen.role_of(staff) for staff in Staff] == [20, 21] == [HOSTED.role_of(staff) for staff in Staff]


@given(DAYS)
def test_starts_offered_are_the_next_mondays_with_a_whole_enrolment(today):
    first, *others = starts_offered(LIBRARY, today)
    opens = first - timedelta(days=LIBRARY.shape.enrolment_opens_days_before)
    assert timedelta(days=1) <= opens - today <= timedelta(days=7)
    assert others == [first + timedelta(days=7), first + timedelta(days=14)]
    assert {day.weekday() for day in (first, *others)} == {0}
    assert not any(is_too_soon(LIBRARY, day, today) for day in (first, *others))


@given(DAYS)
def test_program_that_makes_its_rounds_offers_the_next_of_them(today):
    (first,) = starts_offered(COFFEE, today)
    assert not is_too_soon(COFFEE, first, today)
    assert first.weekday() == COFFEE.shape.weekday.number


def test_program_whose_weekday_is_unknown_offers_nothing():
    nowhen = replace(COFFEE, shape=replace(COFFEE.shape, repeats=Repeats.WEEKLY, weekday=None))
    assert starts_offered(nowhen, date(2026, 1, 1)) == ()
