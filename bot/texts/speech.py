"""Speaking one language: texts, lists, dates, numbers, names of countries and languages, and Discord's timestamps."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Literal

from babel import Locale
from babel.dates import format_date, format_skeleton, format_time
from babel.lists import format_list
from babel.numbers import format_decimal

from bot.texts.locales import SOURCE_LANGUAGE

TimestampStyle = Literal["t", "T", "d", "D", "f", "F", "R"]
"""Discord's styles: t 16:20, T 16:20:30, d 20/04/2021, D 20 April, f date and time, F with weekday, R "in 2 days"."""


def moment(at: datetime, style: TimestampStyle = "F") -> str:
    """Discord's mark-up for an instant, which each reader sees in their own zone and language.

    Raises:
        ValueError: `at` has no time zone.
    """
    if at.tzinfo is None:
        raise ValueError(f"{at} has no time zone, so it is no instant")
    return f"<t:{int(at.timestamp())}:{style}>"


@dataclass(frozen=True, slots=True)
class Speech:
    """Everything that can be said to somebody of one locale. Made by `Texts.for_locale`."""

    locale: Locale
    _say: Callable[[str, Mapping[str, object]], str]

    def say(self, key: str, /, **fields: object) -> str:
        """The text for `key`, filled; see `Texts.say`."""
        return self._say(key, fields)

    def list(self, items: Sequence[str]) -> str:
        """The items joined as this language joins a list: "a, b, and c"."""
        return format_list(items, locale=self.locale)

    def day(self, local_on: date) -> str:
        """A local date with its weekday, in short: "Mon, 2 Feb 2026"."""
        return format_skeleton("yMMMEd", local_on, locale=self.locale)

    def month(self, first_on: date) -> str:
        """The month of a local date, by itself: "May 2026"."""
        return format_date(first_on, "LLLL y", locale=self.locale)

    def date(self, local_on: date) -> str:
        """A local date in words: "3 May 2026"."""
        return format_date(local_on, "long", locale=self.locale)

    def time(self, local_at: time) -> str:
        """A local time of day: "09:00", or "9:00 AM"."""
        return format_time(local_at, "short", locale=self.locale)

    def number(self, value: int | float) -> str:
        """A number with this language's separators."""
        return format_decimal(value, locale=self.locale)

    def country(self, code: str) -> str:
        """The name of a country by its two letters; the code itself where CLDR has no name."""
        return _name_of(self.locale, "territories", code)

    def language(self, code: str) -> str:
        """The name of a language by its CLDR code; the code itself where CLDR has no name."""
        return _name_of(self.locale, "languages", code)


def _name_of(locale: Locale, kind: Literal["territories", "languages"], code: str) -> str:
    for speaker in (locale, Locale.parse(SOURCE_LANGUAGE)):
        names = speaker.territories if kind == "territories" else speaker.languages
        if code in names:
            return names[code]
    return code
