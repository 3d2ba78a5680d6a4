from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.domain.local_time import clock_changes, instant_of

ZONES = [
    "Africa/Cairo",
    "Africa/Casablanca",
    "America/New_York",
    "America/Sao_Paulo",
    "Asia/Kathmandu",
    "Asia/Tehran",
    "Australia/Lord_Howe",
    "Europe/Berlin",
    "Europe/Dublin",
    "Pacific/Apia",
    "Pacific/Kiritimati",
    "UTC",
]
zones = st.sampled_from(ZONES).map(ZoneInfo)
dates = st.dates(date(1960, 1, 1), date(2050, 12, 31))
times = st.times().map(lambda at: at.replace(microsecond=0))


def shown(instant: datetime, zone: ZoneInfo) -> datetime:
    return instant.astimezone(zone).replace(tzinfo=None, fold=0)


@pytest.mark.parametrize(
    ("zone", "local", "expected"),
    [
        ("UTC", "2026-02-02T09:00", "2026-02-02T09:00"),
        ("Asia/Kathmandu", "2026-02-02T09:00", "2026-02-02T03:15"),
        ("Asia/Kathmandu", "1986-01-01T00:05", "1985-12-31T18:30"),  # the day began at 00:15
        ("Africa/Cairo", "2024-04-26T00:30", "2024-04-25T22:00"),  # midnight itself is left out
        ("Africa/Cairo", "2023-10-26T23:30", "2023-10-26T20:30"),  # twice
        ("America/Sao_Paulo", "2018-11-04T00:00", "2018-11-04T03:00"),
        ("America/Sao_Paulo", "2018-02-17T23:30", "2018-02-18T01:30"),  # twice
        ("America/Sao_Paulo", "2026-11-01T00:30", "2026-11-01T03:30"),  # summer time was given up
        ("Europe/Berlin", "2024-03-31T02:30", "2024-03-31T01:00"),
        ("Europe/Berlin", "2024-10-27T02:30", "2024-10-27T00:30"),  # twice
        ("Australia/Lord_Howe", "2024-10-06T02:15", "2024-10-05T15:30"),  # a gap of half an hour
        ("Pacific/Apia", "2011-12-29T23:59", "2011-12-30T09:59"),
        ("Pacific/Apia", "2011-12-30T09:00", "2011-12-30T10:00"),  # a date that never was
        ("Pacific/Apia", "2011-12-31T00:00", "2011-12-30T10:00"),
    ],
)
def test_instant_of_a_local_time_is_the_first_at_which_clocks_show_it(zone: str, local: str, expected: str) -> None:
    wanted = datetime.fromisoformat(local)
    assert instant_of(wanted.date(), wanted.time(), ZoneInfo(zone)) == datetime.fromisoformat(expected + "+00:00")


@given(on=dates, at=times, zone=zones)
@example(on=date(2011, 12, 30), at=time(9), zone=ZoneInfo("Pacific/Apia"))
@example(on=date(2024, 4, 26), at=time(0, 30), zone=ZoneInfo("Africa/Cairo"))
def test_instant_of_any_local_time_shows_it_and_a_second_before_shows_less(on: date, at: time, zone: ZoneInfo) -> None:
    instant = instant_of(on, at, zone)
    local = datetime.combine(on, at)
    assert instant.tzinfo is UTC
    assert shown(instant, zone) >= local
    assert shown(instant - timedelta(seconds=1), zone) < local
    if shown(instant, zone) != local:
        assert shown(instant, zone) - shown(instant - timedelta(seconds=1), zone) > timedelta(seconds=1), "no gap here"


@given(on=dates, at=times, later=st.timedeltas(timedelta(), timedelta(days=3)), zone=zones)
def test_instant_of_a_later_local_time_is_never_earlier(on: date, at: time, later: timedelta, zone: ZoneInfo) -> None:
    behind = datetime.combine(on, at) + later
    assert instant_of(on, at, zone) <= instant_of(behind.date(), behind.time(), zone)


def test_instant_of_a_time_with_a_zone_and_fractions_of_its_own_ignores_both() -> None:
    at = time(9, 0, 0, 999, tzinfo=UTC, fold=1)
    assert instant_of(date(2026, 2, 2), at, ZoneInfo("Asia/Tokyo")) == datetime(2026, 2, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "first", "last", "expected"),
    [
        ("Europe/London", "2026-09-07", "2027-01-25", [("2026-10-25", False)]),
        ("Europe/London", "2026-02-02", "2026-06-29", [("2026-03-29", True)]),
        ("America/New_York", "2026-02-02", "2026-11-30", [("2026-03-08", True), ("2026-11-01", False)]),
        ("Australia/Lord_Howe", "2026-03-02", "2026-10-30", [("2026-04-05", False), ("2026-10-04", True)]),
        ("Africa/Casablanca", "2026-01-05", "2026-05-04", [("2026-02-15", False), ("2026-03-22", True)]),
        ("Europe/London", "2026-10-25T00:30", "2026-10-25T01:30", [("2026-10-25", False)]),
        ("Europe/London", "2026-10-25T01:00", "2027-03-28T00:59", []),
        ("Africa/Nairobi", "2026-01-01", "2026-12-31", []),
        ("UTC", "2026-01-01", "2026-12-31", []),
    ],
)
def test_changes_of_clocks_are_told_by_the_day_on_which_they_happen(
    zone: str, first: str, last: str, expected: list[tuple[str, bool]]
) -> None:
    first_at, last_at = (datetime.fromisoformat(each).replace(tzinfo=UTC) for each in (first, last))
    found = clock_changes(first_at, last_at, ZoneInfo(zone))
    assert [(change.local_date.isoformat(), change.forward) for change in found] == expected


@given(on=dates, days=st.integers(1, 200), zone=zones)
def test_clocks_keep_their_distance_from_utc_where_no_change_is_told(on: date, days: int, zone: ZoneInfo) -> None:
    first_at = datetime.combine(on, time(12), UTC)
    last_at = first_at + timedelta(days=days)
    changes = list(clock_changes(first_at, last_at, zone))
    if first_at.astimezone(zone).utcoffset() != last_at.astimezone(zone).utcoffset():
        assert changes
    for change in changes:
        noons = [datetime.combine(change.local_date + timedelta(days=each), time(12), zone) for each in (-1, 1)]
        assert change.forward == (noons[1].utcoffset() > noons[0].utcoffset())
