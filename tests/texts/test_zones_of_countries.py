from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

import pytest

from bot.texts import zones
from bot.texts.places import COUNTRIES, utc_offset_minutes, zone_label, zones_of

WINTER = datetime(2026, 1, 15, 12, 0, tzinfo=UTC)
SUMMER = datetime(2026, 7, 15, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("country", "zones"),
    [
        ("KE", ("Africa/Nairobi",)),
        ("NL", ("Europe/Amsterdam",)),
        ("DE", ("Europe/Berlin",)),
        ("AR", ("America/Argentina/Buenos_Aires",)),
        ("XK", ("Europe/Belgrade",)),
        ("ES", ("Europe/Madrid", "Atlantic/Canary")),
        ("CD", ("Africa/Kinshasa", "Africa/Lubumbashi")),
        ("ID", ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura")),
        ("BV", ()),
        ("ZZ", ()),
    ],
)
def test_zones_with_the_same_clocks_are_one(country: str, zones: tuple[str, ...]) -> None:
    assert zones_of(country, WINTER) == zones


@pytest.mark.parametrize(
    ("country", "first"),
    [
        ("US", "America/New_York"),
        ("RU", "Europe/Moscow"),
        ("CA", "America/Toronto"),
        ("AU", "Australia/Sydney"),
        ("BR", "America/Sao_Paulo"),
        ("MX", "America/Mexico_City"),
        ("CL", "America/Santiago"),
        ("PT", "Europe/Lisbon"),
        ("NZ", "Pacific/Auckland"),
        ("UA", "Europe/Kyiv"),
        ("CN", "Asia/Shanghai"),
    ],
)
def test_zone_of_most_people_comes_first_and_the_rest_from_west_to_east(country: str, first: str) -> None:
    zones = zones_of(country, WINTER)
    offsets = [utc_offset_minutes(zone, WINTER) for zone in zones[1:]]
    assert zones[0] == first
    assert offsets == sorted(offsets)


def test_every_country_has_few_zones_that_differ_within_a_year() -> None:
    for country in COUNTRIES:
        zones = zones_of(country, WINTER)
        clocks = {
            tuple(utc_offset_minutes(zone, WINTER + timedelta(weeks=week)) for week in range(52)) for zone in zones
        }
        assert len(clocks) == len(zones) <= 11
        assert set(zones) <= available_timezones()


def test_only_islands_without_people_have_no_zone() -> None:
    assert {country for country in COUNTRIES if not zones_of(country, WINTER)} == {"BV", "HM"}


def test_zones_from_now_on_are_the_default() -> None:
    assert zones_of("KE") == ("Africa/Nairobi",)
    assert zone_label("Africa/Nairobi", "en-US") == "Nairobi (UTC+3)"


@pytest.mark.parametrize(
    ("zone", "locale", "label"),
    [
        ("Europe/Moscow", "en-GB", "Moscow (UTC+3)"),
        ("Europe/Moscow", "es-MX", "Moscú (UTC+3)"),
        ("Asia/Kathmandu", "en-US", "Kathmandu (UTC+5:45)"),
        ("America/St_Johns", "en-US", "St. John’s (UTC−3:30)"),
        ("America/Argentina/Buenos_Aires", "en-US", "Buenos Aires (UTC−3)"),
        ("Europe/London", "en-US", "London (UTC+0)"),
    ],
)
def test_zone_is_called_by_its_city_and_offset(zone: str, locale: str, label: str) -> None:
    assert zone_label(zone, locale, WINTER) == label


def test_offset_follows_the_season() -> None:
    assert [utc_offset_minutes("Europe/Berlin", at) for at in (WINTER, SUMMER)] == [60, 120]
    assert utc_offset_minutes("America/St_Johns", WINTER.astimezone(ZoneInfo("Asia/Tokyo"))) == -210


def test_offset_of_an_unknown_zone_is_refused() -> None:
    with pytest.raises(ZoneInfoNotFoundError):
        utc_offset_minutes("Europe/Atlantis", WINTER)


def test_clocks_of_a_country_are_compared_once_a_day() -> None:
    """A country of 29 zones is 10,585 offsets, and the bot stood still for them at each joining."""
    zones._offsets.cache_clear()
    chosen = zones_of("US", WINTER)
    compared = zones._offsets.cache_info().misses
    assert zones_of("US", WINTER + timedelta(hours=11)) == chosen
    assert zones._offsets.cache_info().misses == compared > 0
    zones_of("US", WINTER + timedelta(days=1))
    assert zones._offsets.cache_info().misses == 2 * compared
