"""Whether the bot may do in a program's channels what it will have to do there, asked before anything is posted."""

from collections.abc import Iterable
from dataclasses import dataclass

import discord

from bot.domain.errors import RuleError
from bot.frontend.courier.permissions import fetch_allowed, fetch_granted, name_permission

IN_CHANNEL = (
    "view_channel",
    "send_messages",
    "embed_links",
    "attach_files",
    "read_message_history",
    "create_public_threads",
    "create_private_threads",
    "send_messages_in_threads",
    "manage_threads",
    "pin_messages",
)
"""Needed where prompts, threads of pairs and the pinned menu are."""
AT_DESK = ("view_channel", "send_messages", "embed_links", "read_message_history", "pin_messages")
"""Needed where organisers read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lack:
    """What is not right about a channel. Permissions are named as Discord names them in English."""

    channel_id: int
    in_server: tuple[str, ...] = ()
    """Permissions that the bot's roles do not grant anywhere: inviting it anew grants them."""
    in_channel: tuple[str, ...] = ()
    """Permissions that the settings of this channel take away."""
    gone: bool = False
    seen_by_all: bool = False
    """Whether everybody sees it, where only organisers and moderators may."""

    @property
    def permissions(self) -> tuple[str, ...]:
        """All that is missing."""
        return (*self.in_server, *self.in_channel)


def invite_link(client: discord.Client, guild_id: int) -> str:
    """The address that invites the bot to this server with exactly what it needs; also where it is there already."""
    needed = discord.Permissions(**dict.fromkeys((*IN_CHANNEL, *AT_DESK), True))
    return discord.utils.oauth_url(
        client.application_id or 0,
        permissions=needed,
        guild=discord.Object(guild_id),
        scopes=("bot", "applications.commands"),
    )


async def check_channels(client: discord.Client, channel: discord.TextChannel, desk: discord.TextChannel) -> None:
    """All is allowed that a program needs in these channels.

    Raises:
        RuleError: `missing_permissions` with every permission and its place; `no_threads_here` for an announcement
            channel, which has no private threads.
    """
    if channel.is_news():
        raise RuleError("no_threads_here", place=channel.mention)
    found = [
        await find_lack(client, channel.guild.id, channel.id, IN_CHANNEL),
        await find_lack(client, desk.guild.id, desk.id, AT_DESK),
    ]
    missing = [f"<#{lack.channel_id}>: {', '.join(lack.permissions)}" for lack in found if lack and lack.permissions]
    if missing:
        raise RuleError("missing_permissions", missing=tuple(missing))


async def find_lack(
    client: discord.Client, guild_id: int, channel_id: int, needs: Iterable[str], *, private: bool = False
) -> Lack | None:
    """What is not right about the channel, if anything; a private one must be hidden from everybody."""
    me = client.user.id if client.user else 0
    try:
        allowed = await fetch_allowed(client.http, channel_id, me)
    except discord.NotFound:
        return Lack(channel_id=channel_id, gone=True)
    except discord.Forbidden:
        granted = await fetch_granted(client.http, guild_id, me)
        view = (name_permission("view_channel"),)
        if granted.view_channel:
            return Lack(channel_id=channel_id, in_channel=view)
        return Lack(channel_id=channel_id, in_server=view)
    if allowed is None:
        return Lack(channel_id=channel_id, gone=True)
    missing = [need for need in needs if not getattr(allowed.permissions, need)]
    lack = Lack(
        channel_id=channel_id,
        in_server=tuple(name_permission(need) for need in missing if not getattr(allowed.by_roles, need)),
        in_channel=tuple(name_permission(need) for need in missing if getattr(allowed.by_roles, need)),
        seen_by_all=private and allowed.seen_by_all,
    )
    return lack if lack.permissions or lack.seen_by_all else None
