"""Hours in which people of different zones are awake together."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.waking import awake_together, first_awake_together, is_awake

NINE = datetime(2026, 3, 16, 9, tzinfo=UTC)
ZONES = st.sampled_from(
    ["UTC", "Africa/Nairobi", "America/Sao_Paulo", "Asia/Kathmandu", "Pacific/Auckland", "Pacific/Honolulu"]
)


def hours(*zones: str) -> list[tuple[str, str]]:
    return [(f"{each.starts_at:%H:%M}", f"{each.ends_at:%H:%M}") for each in awake_together(zones, NINE)]


@pytest.mark.parametrize(
    ("zones", "expected"),
    [
        (("UTC",), [("08:00", "22:00")]),
        (("Africa/Nairobi", "America/Sao_Paulo"), [("11:00", "19:00")]),
        (("Asia/Kathmandu", "UTC"), [("08:00", "16:15")]),
        (("Pacific/Auckland", "America/New_York"), [("19:00", "02:00")]),
        (("Asia/Tokyo", "America/Sao_Paulo"), [("11:00", "13:00"), ("23:00", "01:00")]),
    ],
)
def test_window_is_what_all_zones_share(zones, expected):
    assert hours(*zones) == expected


@given(st.lists(ZONES, min_size=1, max_size=3))
def test_everybody_is_awake_in_every_window(zones):
    for window in awake_together(zones, NINE):
        for at in (window.starts_at, window.ends_at - timedelta(seconds=1)):
            assert all(is_awake(zone, at) for zone in zones)


@pytest.mark.parametrize(
    ("zones", "expected"),
    [
        (("UTC", "Africa/Nairobi"), 9),
        (("America/Sao_Paulo", "Africa/Nairobi"), 11),
        (("Pacific/Auckland", "America/New_York"), 19),
        (("Pacific/Honolulu", "Africa/Nairobi"), 18),
    ],
)
def test_first_hour_together_comes_on_the_same_day(zones, expected):
    assert first_awake_together(zones, NINE, "UTC") == NINE.replace(hour=expected)


@given(st.lists(ZONES, min_size=1, max_size=3), st.integers(0, 47), ZONES)
def test_prompt_never_leaves_its_local_day(zones, half_hours, local):
    at = NINE + timedelta(minutes=30 * half_hours)
    chosen = first_awake_together(zones, at, local)
    assert at <= chosen < at + timedelta(days=1)
    assert chosen == at or all(is_awake(zone, chosen) for zone in zones)
