from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.domain.program import CheckInRhythm, Program, RoundShape
from bot.domain.timetable import EntryKind, Timetable, plan_round

MakeProgram = Callable[..., Program]
UTC_ZONE = ZoneInfo("UTC")
zones = st.sampled_from(
    ["Pacific/Apia", "Africa/Cairo", "Asia/Kathmandu", "America/Sao_Paulo", "Europe/Berlin", "Australia/Lord_Howe"]
).map(ZoneInfo)


@st.composite
def shapes_of_rounds(draw: st.DrawFn, by_hand: RoundShape) -> RoundShape:
    """Any shape that the loader lets pass."""
    between = draw(st.integers(2, 30))
    closing = draw(st.integers(2, 30))
    closes_before = draw(st.integers(1, 20))
    check_in = CheckInRhythm(
        days_after_prompt=draw(st.integers(1, min(between, closing) - 1)), every=draw(st.integers(1, 4))
    )
    return replace(
        by_hand,
        enrolment_opens_days_before=closes_before + draw(st.integers(1, 60)),
        enrolment_closes_days_before=closes_before,
        day_time=time(draw(st.integers(0, 20)), draw(st.sampled_from([0, 15, 30]))),
        closing_time=time(draw(st.integers(0, 23)), 30),
        first_prompt_after=timedelta(minutes=draw(st.integers(0, 180))),
        prompts_per_round=draw(st.sampled_from([None, 1, 2])),
        days_between_prompts=between,
        closes_days_after_last_prompt=closing,
        check_in=draw(st.sampled_from([None, check_in])),
    )


def rows(timetable: Timetable) -> list[tuple[str, int | None, str]]:
    return [(e.kind.value, e.prompt, f"{e.local_date} {e.local_time:%H:%M}") for e in timetable.entries]


def test_timetable_of_a_round_with_a_whole_deck_names_all_that_happens(
    make_program: MakeProgram, by_hand: RoundShape
) -> None:
    assert rows(plan_round(make_program(by_hand), date(2026, 2, 2), UTC_ZONE)) == [
        ("enrolment_opens", None, "2026-01-05 09:00"),
        ("enrolment_closes", None, "2026-01-29 18:00"),
        ("start", None, "2026-02-02 09:00"),
        ("prompt", 1, "2026-02-02 10:00"),
        ("check_in", 1, "2026-02-09 09:00"),
        ("prompt", 2, "2026-02-16 09:00"),
        ("summary_draft", 1, "2026-02-16 09:00"),
        ("prompt", 3, "2026-03-02 09:00"),
        ("summary_draft", 2, "2026-03-02 09:00"),
        ("check_in", 3, "2026-03-09 09:00"),
        ("round_closes", None, "2026-03-16 18:00"),
        ("summary_draft", 3, "2026-03-16 18:00"),
        ("summary_draft", None, "2026-03-16 18:00"),
    ]


def test_timetable_of_a_weekly_round_takes_the_next_prompt_and_starts_the_deck_anew(
    make_program: MakeProgram, weekly: RoundShape
) -> None:
    program = make_program(weekly, of_each_prompt=False)
    assert rows(plan_round(program, date(2026, 11, 23), UTC_ZONE, ordinal=4)) == [
        ("enrolment_opens", None, "2026-11-16 09:00"),
        ("enrolment_closes", None, "2026-11-22 18:00"),
        ("start", None, "2026-11-23 09:00"),
        ("prompt", 2, "2026-11-23 09:00"),
        ("round_closes", None, "2026-11-29 18:00"),
        ("summary_draft", None, "2026-11-29 18:00"),
    ]


def test_timetable_without_summaries_has_no_drafts(make_program: MakeProgram, weekly: RoundShape) -> None:
    timetable = plan_round(
        make_program(weekly, of_each_prompt=False, of_round=False), date(2026, 11, 23), UTC_ZONE, ordinal=0
    )
    assert EntryKind.SUMMARY_DRAFT not in {entry.kind for entry in timetable.entries}


def test_timetable_over_a_change_of_the_clocks_keeps_the_local_time(
    make_program: MakeProgram, by_hand: RoundShape
) -> None:
    timetable = plan_round(make_program(by_hand), date(2026, 3, 23), ZoneInfo("Europe/Berlin"))
    assert timetable.zone == "Europe/Berlin"
    assert timetable.entry(EntryKind.START).due_at == datetime(2026, 3, 23, 8, tzinfo=UTC)
    assert timetable.entry(EntryKind.PROMPT, 2).due_at == datetime(2026, 4, 6, 7, tzinfo=UTC)


def test_prompt_closes_when_the_next_opens_and_the_last_with_the_round(
    make_program: MakeProgram, by_hand: RoundShape
) -> None:
    timetable = plan_round(make_program(by_hand), date(2026, 2, 2), UTC_ZONE)
    assert [entry.prompt for entry in timetable.prompts()] == [1, 2, 3]
    assert timetable.prompt_closes_at(1) == timetable.entry(EntryKind.PROMPT, 2).due_at
    assert timetable.prompt_closes_at(2) == timetable.entry(EntryKind.PROMPT, 3).due_at
    assert timetable.prompt_closes_at(3) == timetable.entry(EntryKind.ROUND_CLOSES).due_at


def test_entry_that_the_round_lacks_is_refused(make_program: MakeProgram, by_hand: RoundShape) -> None:
    with pytest.raises(KeyError):
        plan_round(make_program(by_hand), date(2026, 2, 2), UTC_ZONE).entry(EntryKind.PROMPT, 9)


@given(data=st.data(), starts_on=st.dates(date(1980, 6, 1), date(2045, 1, 1)), zone=zones, ordinal=st.integers(0, 500))
@example(data=None, starts_on=date(2011, 12, 30), zone=ZoneInfo("Pacific/Apia"), ordinal=0)
@example(data=None, starts_on=date(2024, 4, 26), zone=ZoneInfo("Africa/Cairo"), ordinal=0)
def test_timetable_of_any_round_is_well_ordered(
    make_program: MakeProgram,
    by_hand: RoundShape,
    data: st.DataObject | None,
    starts_on: date,
    zone: ZoneInfo,
    ordinal: int,
) -> None:
    shape = data.draw(shapes_of_rounds(by_hand)) if data else replace(by_hand, day_time=time(0, 30))
    timetable = plan_round(make_program(shape), starts_on, zone, ordinal)
    kinds = [entry.kind for entry in timetable.entries]
    assert kinds[:3] == [EntryKind.ENROLMENT_OPENS, EntryKind.ENROLMENT_CLOSES, EntryKind.START]
    assert all(first.due_at <= second.due_at for first, second in pairwise(timetable.entries))
    locals_of = [datetime.combine(entry.local_date, entry.local_time) for entry in timetable.entries]
    assert locals_of == sorted(locals_of)
    assert kinds.index(EntryKind.ROUND_CLOSES) > max(
        place for place, kind in enumerate(kinds) if kind not in (EntryKind.ROUND_CLOSES, EntryKind.SUMMARY_DRAFT)
    )
    numbers = [entry.prompt for entry in timetable.prompts()]
    assert len(numbers) == (shape.prompts_per_round or 3)
    for number in numbers:
        assert number is not None
        opened = timetable.entry(EntryKind.PROMPT, number).due_at
        assert opened < timetable.entry(EntryKind.SUMMARY_DRAFT, number).due_at == timetable.prompt_closes_at(number)
