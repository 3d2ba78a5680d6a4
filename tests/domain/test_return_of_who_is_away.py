from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import RuleError
from bot.domain.returning import LONGEST_AWAY_DAYS, months_ahead, read_return

TODAY = date(2026, 1, 30)
DAYS = st.dates(date(2020, 1, 1), date(2060, 1, 1))


@pytest.mark.parametrize("day", ["9", "09", " 9. ", "9th", "٩", "९", "9日"])
def test_day_is_read_in_any_script(day):
    assert read_return("2026-03", day, TODAY) == date(2026, 3, 9)


@pytest.mark.parametrize(
    ("month", "day", "key"),
    [
        ("2026-02", "30", "no_such_day"),
        ("2026-02", "0", "no_such_day"),
        ("2026-02", "soon", "no_such_day"),
        ("2026-02", "9 or 10", "no_such_day"),
        ("2026-13", "1", "no_such_day"),
        ("", "1", "no_such_day"),
        ("2026-01", "30", "away_in_the_past"),
        ("2026-05", "31", "away_too_long"),
    ],
)
def test_day_that_cannot_be_is_refused(month, day, key):
    with pytest.raises(RuleError, match=key):
        read_return(month, day, TODAY)


@given(DAYS, st.integers(1, LONGEST_AWAY_DAYS))
def test_every_day_that_is_allowed_lies_in_a_month_that_is_offered(today, days):
    back_on = today + timedelta(days=days)
    assert read_return(f"{back_on:%Y-%m}", str(back_on.day), today) == back_on
    assert back_on.replace(day=1) in months_ahead(today)


@given(DAYS)
def test_months_offered_are_few_and_follow_each_other(today):
    months = months_ahead(today)
    assert months[0] == today.replace(day=1)
    assert 4 <= len(months) <= 6
    assert all((later - earlier).days in range(28, 32) for earlier, later in pairwise(months))
