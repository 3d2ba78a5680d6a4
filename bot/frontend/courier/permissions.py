"""What the bot may do in a channel, asked of Discord itself: no cache is trusted with it.

The rule is Discord's: https://docs.discord.com/developers/topics/permissions#permission-overwrites
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, cast

import discord
from discord.http import HTTPClient

THREAD_TYPES = frozenset({10, 11, 12})
_EVERYTHING = discord.Permissions.all()


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowed:
    """The bot's permissions in a channel of a guild, or in a thread's parent."""

    permissions: discord.Permissions
    in_thread: bool
    by_roles: discord.Permissions = _EVERYTHING
    """What the bot's roles grant in the whole server, before the channel's own settings."""
    seen_by_all: bool = False
    """Whether everybody in the server sees the channel."""

    def first_missing(self, needs: Iterable[str]) -> str:
        """The first needed permission that lacks, as Discord names it in English; empty if none does."""
        for need in needs:
            flag = "send_messages_in_threads" if need == "send_messages" and self.in_thread else need
            if not getattr(self.permissions, flag):
                return name_permission(flag)
        return ""


def name_permission(flag: str) -> str:
    """Discord's English name of a permission: "Send Messages in Threads"."""
    return flag.replace("_", " ").title().replace(" In ", " in ")


async def fetch_allowed(http: HTTPClient, channel_id: int, me: int) -> Allowed | None:
    """What the bot may do in the channel; None for a DM, where nothing is forbidden.

    Raises:
        discord.HTTPException: Discord will not tell; a channel that may not be seen is a Forbidden.
    """
    channel = cast("Mapping[str, Any]", await http.get_channel(channel_id))
    if "guild_id" not in channel:
        return None
    in_thread = channel["type"] in THREAD_TYPES
    if in_thread:
        channel = cast("Mapping[str, Any]", await http.get_channel(channel["parent_id"]))
    guild_id = int(channel["guild_id"])
    roles, mine = await _fetch_roles(http, guild_id, me)
    return Allowed(
        permissions=_compute(channel, roles, mine, guild_id, me),
        in_thread=in_thread,
        by_roles=discord.Permissions(_grant(roles, mine)),
        seen_by_all=_compute(channel, roles, {guild_id}, guild_id, 0).view_channel,
    )


async def fetch_granted(http: HTTPClient, guild_id: int, me: int) -> discord.Permissions:
    """What the bot's roles grant in the whole server.

    Raises:
        discord.HTTPException: Discord will not tell.
    """
    granted = discord.Permissions(_grant(*await _fetch_roles(http, guild_id, me)))
    return _EVERYTHING if granted.administrator else granted


async def _fetch_roles(http: HTTPClient, guild_id: int, me: int) -> tuple[Mapping[int, int], set[int]]:
    """The permissions of all roles, and which of them the bot has."""
    roles = {int(role["id"]): int(role["permissions"]) for role in await http.get_roles(guild_id)}
    member = await http.get_member(guild_id, me)
    return roles, {guild_id, *(int(role) for role in member["roles"])}


def _grant(roles: Mapping[int, int], mine: set[int]) -> int:
    granted = 0
    for role in mine:
        granted |= roles.get(role, 0)
    return granted


def _compute(
    channel: Mapping[str, Any], roles: Mapping[int, int], mine: set[int], guild_id: int, me: int
) -> discord.Permissions:
    granted = _grant(roles, mine)
    if discord.Permissions(granted).administrator:
        return _EVERYTHING
    overwrites = {int(each["id"]): each for each in channel.get("permission_overwrites", ())}
    for targets in ({guild_id}, mine - {guild_id}, {me}):
        allow = deny = 0
        for target in targets & overwrites.keys():
            allow |= int(overwrites[target]["allow"])
            deny |= int(overwrites[target]["deny"])
        granted = (granted & ~deny) | allow
    return discord.Permissions(granted)
