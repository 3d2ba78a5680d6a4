"""Whether the bot may do in a program's channels what it will have to do there, asked before anything is posted."""

from collections.abc import Iterable

import discord

from bot.domain.errors import RuleError
from bot.frontend.courier.permissions import fetch_allowed, name_permission

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
AT_DESK = ("view_channel", "send_messages", "embed_links", "read_message_history")
"""Needed where organisers read."""


async def check_channels(client: discord.Client, channel: discord.TextChannel, desk: discord.TextChannel) -> None:
    """All is allowed that a program needs in these channels.

    Raises:
        RuleError: `missing_permissions` with every permission and its place; `no_threads_here` for an announcement
            channel, which has no private threads.
    """
    if channel.is_news():
        raise RuleError("no_threads_here", place=channel.mention)
    missing = [
        *(await _missing_in(client, channel, IN_CHANNEL)),
        *(await _missing_in(client, desk, AT_DESK)),
    ]
    if missing:
        raise RuleError("missing_permissions", missing=tuple(missing))


async def _missing_in(client: discord.Client, channel: discord.TextChannel, needs: Iterable[str]) -> list[str]:
    """A line for the place, if something is missing there."""
    user = client.user
    try:
        allowed = await fetch_allowed(client.http, channel.id, user.id) if user else None
    except discord.Forbidden:
        names = [name_permission("view_channel")]
    else:
        names = [name_permission(need) for need in needs if allowed and not getattr(allowed.permissions, need)]
    return [f"{channel.mention}: {', '.join(names)}"] if names else []
