"""What stands in a person's cells, as the solver takes it."""

import re
from datetime import UTC, datetime
from functools import cache
from zoneinfo import ZoneInfoNotFoundError

from bot.domain.particulars import HOURS_OF_DAY, Wish, hours_in_utc
from bot.texts.folding import fold_lightly
from bot.texts.places import COUNTRIES, Recognised, recognise_country, recognise_languages, utc_offset_minutes

OFFSETS_ON = datetime(2026, 1, 1, tzinfo=UTC)
"""A file names no day, so clocks are compared on this one: the same file always gives the same pairing."""
AWAKE = tuple(range(8, 22))
"""Of whom no hours are known."""
_OFFSET = re.compile(r"(?:UTC|GMT)?\s*([+-])(\d{1,2})(?::?(\d{2}))?", re.IGNORECASE)
_HOURS = re.compile(r"(\d{1,2})(?::00)?(?:\s*[-–]\s*(\d{1,2})(?::00)?)?")
_LANGUAGE = re.compile(r"([a-z]{2,3})(?:[-_].*)?", re.IGNORECASE)
_FURTHEST = 14
"""Hours from UTC."""


@cache
def read_country(text: str) -> str:
    """Return the code of a country, by its code or its name in any language; else the text, to be compared as it is."""
    if not text or text.upper() in COUNTRIES:
        return text.upper()
    found = recognise_country(text)
    return found.code if isinstance(found, Recognised) else fold_lightly(text)


@cache
def read_languages(text: str) -> frozenset[str]:
    """Return the codes of a language, by its code or its name in any language; else the text itself."""
    if match := _LANGUAGE.fullmatch(text):
        return frozenset({match[1].lower()})
    return frozenset(recognise_languages(text).codes) or frozenset({fold_lightly(text)})


@cache
def read_offset(text: str) -> int:
    """Return by how many minutes a time zone is ahead of UTC: "Africa/Nairobi", "UTC+3" or "+05:30".

    Raises ValueError where there is no such zone.
    """
    if match := _OFFSET.fullmatch(text):
        minutes = int(match[2]) * 60 + int(match[3] or 0)
        if minutes <= _FURTHEST * 60:
            return minutes if match[1] == "+" else -minutes
    try:
        return utc_offset_minutes(text or "UTC", OFFSETS_ON)
    except (ZoneInfoNotFoundError, OSError):
        raise ValueError(text) from None


@cache
def read_hours(text: str) -> frozenset[int]:
    """Return the hours of the day that one entry names: "9" is from 09:00 to 10:00, "22-2" goes past midnight.

    Raises ValueError where it names none.
    """
    match = _HOURS.fullmatch(text)
    if not match:
        raise ValueError(text)
    first, last = int(match[1]), int(match[2]) if match[2] else int(match[1]) + 1
    if first >= HOURS_OF_DAY or last > HOURS_OF_DAY or first == last:
        raise ValueError(text)
    return frozenset(hour % HOURS_OF_DAY for hour in range(first, last if last > first else last + HOURS_OF_DAY))


@cache
def hours_of(hours: frozenset[int], offset: int) -> int:
    """Return the bits of the hours of the day in UTC; where none are known, those of the day."""
    return hours_in_utc(tuple(sorted(hours)) or AWAKE, offset)


def read_wish(text: str) -> Wish | str | None:
    """Return what one entry wishes: "sector:same", "country:different", none for "region:any", else a word hoped for.

    Raises ValueError where something before the colon is unknown, or what is after it.
    """
    about, colon, wanted = text.partition(":")
    if not colon:
        return Wish(text) if text in list(Wish) else fold_lightly(text)
    wanted, about = fold_lightly(wanted), "_".join(fold_lightly(about).split())
    wish = Wish(f"{'same' if wanted == 'any' else wanted}_{about}")
    return None if wanted == "any" else wish
