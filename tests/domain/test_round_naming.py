from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import RuleError
from bot.domain.program import RoundShape
from bot.domain.round_naming import following_start_on, next_round_name, next_start_on


@pytest.mark.parametrize(
    ("existing", "expected"),
    [
        ([], "2026A"),
        (["2026A"], "2026B"),
        (["2026C", "2026A"], "2026D"),
        (["2025F", "2026-W48", "pilot"], "2026A"),
        (["2026Z"], "2026AA"),
        (["2026Z", "2026AA"], "2026AB"),
        (["2026ZZ"], "2026AAA"),
    ],
)
def test_name_of_a_round_by_hand_is_behind_the_last_of_its_year(
    by_hand: RoundShape, existing: list[str], expected: str
) -> None:
    assert next_round_name(existing, date(2026, 2, 2), by_hand) == expected


def test_names_of_a_thousand_rounds_in_a_year_all_differ(by_hand: RoundShape) -> None:
    names: list[str] = []
    for _ in range(1_000):
        names.append(next_round_name(names[-30:], date(2026, 2, 2), by_hand))
    assert len(set(names)) == 1_000


@pytest.mark.parametrize(
    ("starts_on", "expected"),
    [(date(2026, 11, 23), "2026-W48"), (date(2025, 12, 29), "2026-W01"), (date(2027, 1, 3), "2026-W53")],
)
def test_name_of_a_weekly_round_is_its_iso_week(weekly: RoundShape, starts_on: date, expected: str) -> None:
    assert next_round_name(["2026-W47"], starts_on, weekly) == expected


def test_name_of_a_second_round_in_one_week_is_refused(weekly: RoundShape) -> None:
    with pytest.raises(RuleError) as refused:
        next_round_name(["2026-W48"], date(2026, 11, 24), weekly)
    assert (refused.value.key, refused.value.fields) == ("round_exists", {"round": "2026-W48"})


@given(today=st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_next_start_of_a_weekly_round_is_the_first_monday_with_enrolment_still_open(
    weekly: RoundShape, today: date
) -> None:
    starts_on = next_start_on(weekly, today)
    assert starts_on is not None
    assert starts_on.weekday() == 0
    assert today < starts_on - timedelta(days=1) <= today + timedelta(days=7)


def test_rounds_by_hand_have_no_start_of_their_own(by_hand: RoundShape) -> None:
    assert next_start_on(by_hand, date(2026, 11, 21)) is None
    assert following_start_on(by_hand, date(2026, 11, 23)) is None


def test_weekly_rounds_follow_each_other_by_a_week(weekly: RoundShape) -> None:
    assert following_start_on(weekly, date(2026, 12, 28)) == date(2027, 1, 4)
