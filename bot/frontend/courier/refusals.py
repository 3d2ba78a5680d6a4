"""What Discord's errors mean for a step: refused for good, or to be looked for and tried again."""

import re
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import aiohttp
import discord
import structlog
from discord.http import HTTPClient

from bot.actions.ports import OpeningRests, Refusal, TryLater, Undeliverable
from bot.frontend.courier.permissions import fetch_allowed, name_permission

OPENING_TOO_FAST = 40003
UNKNOWN_MESSAGE = 10008
PAUSE_AFTER_OPENING_TOO_FAST = 3600.0
"""Seconds. Discord names no number; quarantines are reported of bots that went on."""
_PAUSE_AFTER_BAN = 600.0
"""Seconds. An address that sent 10,000 invalid requests in ten minutes is shut out."""
_DMS_CLOSED = frozenset({50007, 50278})
_PLACE_GONE = frozenset({10003, 10004})
_PERSON_GONE = frozenset({10007, 10013, 50033})
"""Unknown member, unknown user, and a recipient whose account is no more."""
_NO_ACCESS = frozenset({50001, 50013})
_FULL = {30003: "pins", 30033: "members", 160005: "unlocked", 160006: "threads"}
"""Limits that only people can do something about, each with what is needed, as in the texts `desk.need`."""
_REPEATED = re.compile(r'"[^"\n]*"')
"""What Discord says of a value it repeats in quotes, and a value may be what somebody wrote."""

_log = structlog.get_logger(__name__)


@asynccontextmanager
async def explained(http: HTTPClient, me: int, place: int, *needs: str, person: int = 0) -> AsyncGenerator[None, None]:
    """Whatever fails inside comes out as `Undeliverable` or `TryLater`; its place is the person where that one is gone.

    `needs` are the permissions the attempt takes, the most basic first: of a refusal the first that lacks is named.
    """
    try:
        yield
    except discord.HTTPException as error:
        if error.code in _NO_ACCESS:
            missing = await _find_missing(http, me, place, needs)
            raise Undeliverable(Refusal.FORBIDDEN, place=place, missing=missing, why=_name(error)) from error
        raise explain(error, person if person and error.code in _PERSON_GONE else place) from error
    except discord.RateLimited as error:
        raise TryLater("rate limited", pause_seconds=error.retry_after) from error
    except (aiohttp.ClientError, OSError) as error:
        # A TimeoutError is an OSError too.
        raise TryLater(type(error).__name__) from error


def explain(error: discord.HTTPException, place: int) -> Undeliverable | TryLater:
    """What an answer of Discord means, by its code and, where it has none, by its status."""
    why = _name(error)
    match error.code:
        case code if code == OPENING_TOO_FAST:
            return OpeningRests(why, pause_seconds=PAUSE_AFTER_OPENING_TOO_FAST)
        case code if code in _DMS_CLOSED:
            return Undeliverable(Refusal.DMS_CLOSED, place=place, why=why)
        case code if code in _PLACE_GONE | _PERSON_GONE:
            return Undeliverable(Refusal.GONE, place=place, why=why)
        case code if code == UNKNOWN_MESSAGE:
            return Undeliverable(Refusal.DELETED, place=place, why=why)
        case code if code in _FULL:
            return Undeliverable(Refusal.FULL, place=place, missing=_FULL[code], why=why)
        case _:
            return _explain_status(error, why, place)


def _explain_status(error: discord.HTTPException, why: str, place: int) -> Undeliverable | TryLater:
    if error.status >= 500:
        return TryLater(why)
    if error.status in {401, 429}:
        return TryLater(why, pause_seconds=_PAUSE_AFTER_BAN)
    if error.status == 403:
        return Undeliverable(Refusal.FORBIDDEN, place=place, why=why)
    _log.error("request_invalid", why=why, place=place, text=_REPEATED.sub('"..."', error.text))
    return Undeliverable(Refusal.INVALID, place=place, why=why)


def _name(error: discord.HTTPException) -> str:
    return f"{error.status} {error.code}"


async def _find_missing(http: HTTPClient, me: int, place: int, needs: tuple[str, ...]) -> str:
    """The permission to ask the organisers for; empty where it cannot be told."""
    try:
        allowed = await fetch_allowed(http, place, me)
    except discord.Forbidden:
        return name_permission("view_channel")
    except (discord.DiscordException, aiohttp.ClientError, OSError):
        return ""
    return allowed.first_missing(needs) if allowed else ""
