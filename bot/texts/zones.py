"""The time zones of a country, few enough to choose from, and what they are called."""

from datetime import UTC, datetime, timedelta
from functools import cache, lru_cache
from importlib.resources import files
from zoneinfo import ZoneInfo

from babel.dates import get_timezone_location

from bot.texts.catalogue import Texts
from bot.texts.folding import fold
from bot.texts.locales import find_locale

_SELECT_HOLDS = 25
"""Entries of a Discord select."""
_DAYS_COMPARED = 365
# The tz database lists a country's zones by geography. Of zones with the same clocks, people look for these cities; the
# first of a country is the one where most of its people live, or its capital is.
_LOOKED_FOR = """
Africa/Kinshasa America/New_York America/Chicago America/Denver America/Los_Angeles America/Toronto America/Halifax
America/Vancouver America/Edmonton America/Winnipeg America/Regina America/Whitehorse America/Mexico_City America/Cancun
America/Tijuana America/Hermosillo America/Sao_Paulo America/Manaus America/Santiago America/Guayaquil America/Nuuk
America/Argentina/Buenos_Aires Antarctica/McMurdo Asia/Jakarta Asia/Almaty Asia/Kuala_Lumpur Asia/Makassar Asia/Nicosia
Asia/Shanghai Asia/Tashkent Asia/Ulaanbaatar Australia/Sydney Australia/Brisbane Australia/Adelaide
Australia/Perth Europe/Berlin Europe/Kyiv Europe/Lisbon
Europe/Madrid Europe/Moscow Europe/Samara Asia/Yekaterinburg
Asia/Novosibirsk Asia/Irkutsk Asia/Yakutsk Asia/Vladivostok Asia/Magadan Asia/Omsk Asia/Hebron Pacific/Auckland
Pacific/Honolulu Pacific/Pohnpei Pacific/Port_Moresby Pacific/Tahiti Pacific/Tarawa Pacific/Majuro
""".split()  # noqa: SIM905 (sixty lines otherwise)


def zones_of(country: str, at: datetime | None = None) -> tuple[str, ...]:
    """The IANA zones of a country (two letters): one of all that keep the same time for a year from `at` or now.

    The capital's or most populous first, the others from west to east; at most 25, as many as a select holds. Empty if
    the country is unknown or, as Bouvet Island, has no zone.
    """
    start = (at or datetime.now(UTC)).astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    alike: dict[tuple[timedelta | None, ...], list[str]] = {}
    for zone in _zones_by_country().get(country, ()):
        alike.setdefault(_offsets(zone, start), []).append(zone)
    chosen = {min(zones, key=_rank): offsets[0] for offsets, zones in alike.items()}
    if not chosen:
        return ()
    first = min(chosen, key=_rank)
    others = sorted(chosen.keys() - {first}, key=lambda zone: (chosen[zone], zone))
    return (first, *others)[:_SELECT_HOLDS]


def zone_named_like(text: str) -> str | None:
    """The zone of this IANA name, however its letters and spaces are written, or of this city."""
    return _zones_by_words().get(fold(text)) if text else None


@cache
def _zones_by_words() -> dict[str, str]:
    """Cities first, so that no city hides a whole name."""
    zones = [zone for several in _zones_by_country().values() for zone in several]
    cities = {fold(zone.rpartition("/")[2].replace("_", " ")): zone for zone in zones}
    return {**cities, **{fold(zone): zone for zone in zones}, fold("UTC"): "UTC"}


def utc_offset_minutes(zone: str, at: datetime) -> int:
    """How many minutes the clocks of a zone are ahead of UTC at an instant (negative: behind).

    Raises:
        zoneinfo.ZoneInfoNotFoundError: there is no such zone.
    """
    offset = at.astimezone(ZoneInfo(zone)).utcoffset() or timedelta()
    return round(offset / timedelta(minutes=1))


def zone_label(zone: str, locale: str, at: datetime | None = None) -> str:
    """What people choose a zone by: its city in their language and its offset at an instant (now if None)."""
    minutes = utc_offset_minutes(zone, at or datetime.now(UTC))
    hours, rest = divmod(abs(minutes), 60)
    offset = f"{'−' if minutes < 0 else '+'}{hours}{f':{rest:02}' if rest else ''}"
    return Texts.load().say(locale, "place.zone", city=zone_city(zone, locale), offset=offset)


def zone_city(zone: str, locale: str) -> str:
    """What people call a zone for short: its city in their language."""
    return get_timezone_location(zone, locale=find_locale(locale), return_city=True).split("/")[-1]


def _rank(zone: str) -> int:
    return _LOOKED_FOR.index(zone) if zone in _LOOKED_FOR else len(_LOOKED_FOR)


# A country of 29 zones is 10,585 offsets; while 900 people joined this was a tenth of all that the bot did.
@lru_cache(maxsize=1_024)
def _offsets(zone: str, start: datetime) -> tuple[timedelta | None, ...]:
    clock = ZoneInfo(zone)
    return tuple((start + timedelta(days=day)).astimezone(clock).utcoffset() for day in range(_DAYS_COMPARED))


@cache
def _zones_by_country() -> dict[str, tuple[str, ...]]:
    table = (files("tzdata") / "zoneinfo" / "zone.tab").read_text("utf-8")
    rows = [line.split("\t") for line in table.splitlines() if line and not line.startswith("#")]
    zones: dict[str, tuple[str, ...]] = {"XK": ("Europe/Belgrade",)}
    for country, _, zone, *_ in rows:
        zones[country] = (*zones.get(country, ()), zone)
    return zones
