"""What Discord says of the bot, asked without a gateway: who it is, what it may hear of, what it may do where."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime

import aiohttp
import discord

from bot.domain.hosting import HostedProgram
from bot.frontend.channel_check import AT_DESK, IN_CHANNEL
from bot.frontend.courier.permissions import fetch_allowed, name_permission


class LoginFailed(Exception):
    """The token is no bot's."""


class Unanswered(Exception):
    """Nobody answers, or only with a refusal; its text says why."""


_PATIENCE = aiohttp.ClientTimeout(total=15)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A channel of a program, and the permissions that lack there, as Discord names them in English."""

    slug: str
    channel_id: int
    missing: tuple[str, ...]
    gone: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """The bot as Discord knows it.

    An intent is on, or on with a limit: Discord lets a bot in up to 10,000 users' servers have it unasked.
    """

    name: str
    guilds: int
    members_on: bool
    content_on: bool
    limited: bool
    places: tuple[Place, ...]


async def ask_time(api_base: str) -> datetime | None:
    """Return what time it is by Discord's clock, to the second; None where it does not say.

    Raises:
        Unanswered: nobody is there.
    """
    try:
        async with (
            aiohttp.ClientSession(timeout=_PATIENCE) as session,
            session.get(f"{api_base}/gateway") as answered,
        ):
            said = answered.headers.get("Date")
    except (aiohttp.ClientError, OSError) as error:
        raise Unanswered(type(error).__name__) from None
    return parsedate_to_datetime(said) if said else None


async def examine(token: str, programs: Iterable[HostedProgram]) -> Examined:
    """Return what Discord says of the bot with this token, and of the channels of these programs.

    Raises:
        LoginFailed: the token is no bot's.
        Unanswered: Discord will not answer.
    """
    try:
        async with discord.Client(intents=discord.Intents.none()) as client:
            await client.login(token)
            return await _examine(client, programs)
    except discord.LoginFailure:
        raise LoginFailed from None
    except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
        raise Unanswered(type(error).__name__) from None


async def _examine(client: discord.Client, programs: Iterable[HostedProgram]) -> Examined:
    told = await client.application_info()
    flags = told.flags
    return Examined(
        name=told.name,
        guilds=told.approximate_guild_count or 0,
        members_on=flags.gateway_guild_members or flags.gateway_guild_members_limited,
        content_on=flags.gateway_message_content or flags.gateway_message_content_limited,
        limited=flags.gateway_guild_members_limited or flags.gateway_message_content_limited,
        places=tuple([place for hosted in programs for place in await _places_of(client, hosted)]),
    )


async def _places_of(client: discord.Client, hosted: HostedProgram) -> list[Place]:
    return [
        await _look_at(client, hosted.slug, hosted.channel_id, IN_CHANNEL),
        await _look_at(client, hosted.slug, hosted.desk_channel_id, AT_DESK),
    ]


async def _look_at(client: discord.Client, slug: str, channel_id: int, needs: Iterable[str]) -> Place:
    me = client.user.id if client.user else 0
    try:
        allowed = await fetch_allowed(client.http, channel_id, me)
    except discord.Forbidden:
        return Place(slug=slug, channel_id=channel_id, missing=(name_permission("view_channel"),))
    except discord.NotFound:
        return Place(slug=slug, channel_id=channel_id, missing=(), gone=True)
    missing = [need for need in needs if allowed and not getattr(allowed.permissions, need)]
    return Place(slug=slug, channel_id=channel_id, missing=tuple(map(name_permission, missing)))
