"""The day on which somebody who is away comes back, as they said it: a month and the number of a day."""

import re
from datetime import date, timedelta

from bot.domain.errors import RuleError

LONGEST_AWAY_DAYS = 120
_DAY = re.compile(r"\D*(\d{1,2})\D*")


def months_ahead(today: date) -> tuple[date, ...]:
    """Return the first day of this month and of each later one in which somebody may come back."""
    last = today + timedelta(days=LONGEST_AWAY_DAYS)
    months = range(today.year * 12 + today.month - 1, last.year * 12 + last.month)
    return tuple(date(month // 12, month % 12 + 1, 1) for month in months)


def read_return(month: str, day: str, today: date) -> date:
    """Return the local date of "2026-03" and "9", or "٩", or "9th"; the day may be in the digits of any script.

    Raises:
        RuleError: `no_such_day`, there is no such date; `away_in_the_past`, not after today; `away_too_long` (days).
    """
    found = _DAY.fullmatch(day.strip())
    try:
        year, number = (int(part) for part in month.split("-"))
        back_on = date(year, number, int(found[1]) if found else 0)
    except ValueError:
        raise RuleError("no_such_day", day=day[:20]) from None
    if back_on <= today:
        raise RuleError("away_in_the_past")
    if back_on - today > timedelta(days=LONGEST_AWAY_DAYS):
        raise RuleError("away_too_long", days=LONGEST_AWAY_DAYS)
    return back_on
