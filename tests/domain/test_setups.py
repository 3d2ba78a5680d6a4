from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.hosting import HostedProgram, Staff
from bot.domain.program import Repeats
from bot.domain.setup import Question, Reason, Setup, are_holidays, is_too_soon, reason_of, starts_offered
from bot.domain.timetable import EntryKind, plan_round
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


def key_days_of(starts_on):
    timetable = plan_round(LIBRARY, starts_on, ZoneInfo("Asia/Tokyo"))
    opens, closes = (timetable.entry(kind) for kind in (EntryKind.ENROLMENT_OPENS, EntryKind.ROUND_CLOSES))
    return [entry.local_date for entry in (opens, timetable.prompts()[0], closes)]


def is_away(day):
    return (day.month == 12 and day.day >= 20) or (day.month == 1 and day.day <= 6)


@given(DAYS)
def test_starts_offered_are_the_next_mondays_with_a_whole_enrolment_and_no_key_day_in_the_holidays(today):
    offered = starts_offered(LIBRARY, today)
    assert not any(is_away(day) for start in offered for day in key_days_of(start))
    first_opening = today + timedelta(days=1)
    opening = timedelta(days=LIBRARY.shape.enrolment_opens_days_before)
    every = [first_opening + opening + timedelta(days=each) for each in range(7 * 40)]
    mondays = [day for day in every if day.weekday() == 0]
    good = [day for day in mondays if not any(is_away(each) for each in key_days_of(day))]
    assert list(offered) == good[:3]
    assert not any(is_too_soon(LIBRARY, day, today) for day in offered)


@pytest.mark.parametrize(
    ("day", "away"),
    [("12-19", False), ("12-20", True), ("12-31", True), ("01-01", True), ("01-06", True), ("01-07", False)],
)
def test_holidays_are_from_20_december_to_6_january(day, away):
    assert are_holidays(date.fromisoformat(f"2026-{day}")) is away


@pytest.mark.parametrize(
    ("starts_on", "today", "reason"),
    [
        (date(2026, 3, 30), date(2026, 3, 1), Reason.FIRST),
        (date(2026, 4, 13), date(2026, 3, 1), None),
        (date(2027, 1, 4), date(2026, 3, 1), Reason.IN_HOLIDAYS),
        (date(2027, 1, 11), date(2026, 11, 22), Reason.AFTER_HOLIDAYS),
    ],
)
def test_reason_of_a_first_day_is_told(starts_on, today, reason):
    assert reason_of(LIBRARY, starts_on, today) is reason


def test_first_day_of_a_program_that_makes_its_rounds_needs_no_reason():
    assert reason_of(COFFEE, date(2027, 1, 4), date(2026, 12, 20)) is None


@given(DAYS)
def test_program_that_makes_its_rounds_offers_the_next_of_them(today):
    (first,) = starts_offered(COFFEE, today)
    assert not is_too_soon(COFFEE, first, today)
    assert first.weekday() == COFFEE.shape.weekday.number


def test_program_whose_weekday_is_unknown_offers_nothing():
    nowhen = replace(COFFEE, shape=replace(COFFEE.shape, repeats=Repeats.WEEKLY, weekday=None))
    assert starts_offered(nowhen, date(2026, 1, 1)) == ()
