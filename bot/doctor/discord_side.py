"""Discord: whether the token is good, the clocks agree, the intents are on, and every channel allows what is needed."""

from collections.abc import AsyncIterator, Iterator, Sequence
from datetime import datetime, timedelta

from bot.doctor.finding import Finding, fault, good, note
from bot.domain.hosting import HostedProgram
from bot.frontend.examining import Examined, LoginFailed, Place, Unanswered, ask_time, examine
from bot.settings import Settings

_CLOCKS_APART = timedelta(seconds=30)
"""Discord tells whole seconds, and an answer may take some."""


async def look_at_discord(
    settings: Settings, programs: Sequence[HostedProgram], now: datetime
) -> AsyncIterator[Finding]:
    """Yield what Discord says. Without a token, or without an answer, nothing more is asked."""
    try:
        yield _look_at_clock(await ask_time(settings.api_base), now)
    except Unanswered as why:
        yield fault("discord_unreachable", address=settings.api_base, reason=str(why))
        return
    token = settings.token.get_secret_value()
    if not token:
        yield fault("token_missing")
        return
    try:
        examined = await examine(token, programs)
    except LoginFailed:
        yield fault("token_wrong")
        return
    except Unanswered as why:
        yield fault("discord_unreachable", address=settings.api_base, reason=str(why))
        return
    for finding in _judge(examined, reads_threads=settings.message_content):
        yield finding


def _look_at_clock(theirs: datetime | None, now: datetime) -> Finding:
    seconds = round((now - theirs).total_seconds()) if theirs else 0
    return fault("clock_wrong", seconds=seconds) if abs(seconds) > _CLOCKS_APART.seconds else good("clock")


def _judge(examined: Examined, *, reads_threads: bool) -> Iterator[Finding]:
    yield good("token", name=examined.name)
    yield good("guilds", servers=examined.guilds) if examined.guilds else note("guilds_none")
    yield good("members_intent") if examined.members_on else fault("members_intent_off")
    if reads_threads:
        yield good("content_intent") if examined.content_on else fault("content_intent_off")
    if examined.limited:
        yield note("intents_limited")
    for place in examined.places:
        yield _look_at_place(place)


def _look_at_place(place: Place) -> Finding:
    if place.gone:
        return fault("channel_gone", program=place.slug, channel=place.channel_id)
    if place.missing:
        missing = ", ".join(place.missing)
        return fault("permissions_missing", program=place.slug, channel=place.channel_id, missing=missing)
    return good("permissions", program=place.slug, channel=place.channel_id)
