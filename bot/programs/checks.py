"""Checks of single values that appear in the files of a program."""

import re
from datetime import time
from difflib import get_close_matches
from typing import Annotated
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from babel import Locale, UnknownLocaleError
from pydantic import AfterValidator, BeforeValidator
from pydantic_core import PydanticCustomError

from bot.domain.harmless import hides_something
from bot.programs.mistakes import guess

_HTTPS = "an address that begins with https://"


def refuse(what: str, allowed: str = "") -> PydanticCustomError:
    """Return an error that says in our words what is wrong; without `allowed` the field's description holds."""
    # Pydantic fills braces in the message from the context, so the message is one such filling.
    return PydanticCustomError("explained", "{what}", {"what": what, "allowed": allowed})


def _read_address(text: str) -> str:
    try:
        parts = urlsplit(text)
        sound = parts.scheme == "https" and "." in (parts.hostname or "") and not parts.username
    except ValueError:
        sound = False
    if not sound or re.search(r"[\s<>()\"]", text) or hides_something(text):
        raise refuse(f'is "{text[:60]}"', _HTTPS)
    return text


def _read_zone(name: str) -> str:
    zones = available_timezones()
    if name in zones:
        return name
    by_city = {zone.rsplit("/", 1)[-1]: zone for zone in sorted(zones)}
    city = get_close_matches(name.rsplit("/", 1)[-1].replace(" ", "_"), by_city, n=1, cutoff=0.75)
    asked = f'. Did you mean "{by_city[city[0]]}"?' if city else guess(name, zones)
    raise refuse(f'is "{name}", a zone that does not exist{asked}')


def _read_language(tag: str) -> str:
    try:
        locale = Locale.parse(tag, sep="-")
    except (ValueError, UnknownLocaleError):
        raise refuse(f'is "{tag}", an unknown language') from None
    return str(locale).replace("_", "-")


def _read_time(written: object) -> object:
    """Return the time of "09:00", or of a TOML time; whole minutes."""
    if isinstance(written, str) and re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", written):
        return time.fromisoformat(written)
    if isinstance(written, time) and not (written.second or written.microsecond):
        return written
    raise refuse(f'is "{written}"')


def _read_conduct(text: str) -> str:
    return _read_address(text) if re.match(r"\w+:\S+$", text) else _read_visible(text)


def _read_visible(text: str) -> str:
    if hides_something(text):
        raise refuse("holds an invisible character that deceives readers", "text that can be seen")
    return text


def _join_lines(text: str) -> str:
    return " ".join(_read_visible(text).split())


OneLine = Annotated[str, AfterValidator(_join_lines)]
"""Text whose line breaks do not matter."""
Address = Annotated[str, AfterValidator(_read_address)]
Zone = Annotated[str, AfterValidator(_read_zone)]
Language = Annotated[str, AfterValidator(_read_language)]
LocalTime = Annotated[time, BeforeValidator(_read_time)]
TextOrAddress = Annotated[str, AfterValidator(_read_conduct)]
