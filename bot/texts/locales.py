"""Which language to speak to somebody: locales as Discord and people write them."""

from collections.abc import Collection
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.core import get_global

SOURCE_LANGUAGE = "en"
"""The language that has every text, and that is spoken where no other is known."""


@lru_cache(maxsize=256)
def find_locale(name: str | None) -> Locale:
    """The CLDR locale of a name such as "es-MX", "zh_TW" or "no"; where unknown its language, else English."""
    parts = (name or "").replace("-", "_").split("_")
    for attempt in ("_".join(parts), parts[0]):
        try:
            return Locale.parse(attempt)
        except (ValueError, UnknownLocaleError):
            continue
    return Locale.parse(SOURCE_LANGUAGE)


def fallbacks_of(locale: Locale) -> tuple[str, ...]:
    """The names of the catalogues to look into for this locale, the nearest first, English last."""
    language, script, territory = locale.language, locale.script, locale.territory
    parts = [(language, script, territory), (language, territory), (language, script), (language,)]
    names = ["_".join(part for part in names if part) for names in parts]
    return tuple(dict.fromkeys([*names, SOURCE_LANGUAGE]))


def nearest_of(languages: Collection[str], name: str | None) -> str:
    """The one of these catalogues that speaks to this locale."""
    return next((each for each in fallbacks_of(find_locale(name)) if each in languages), SOURCE_LANGUAGE)


def country_of(name: str | None) -> str | None:
    """The country that a locale tells: that of "es-MX" itself, of "de" the one where most of its speakers live."""
    locale = find_locale(name)
    likely = get_global("likely_subtags").get(locale.language, "")
    return locale.territory or next((part for part in likely.split("_")[1:] if len(part) == 2), None)
