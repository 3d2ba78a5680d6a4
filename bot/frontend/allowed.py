"""Who may press what is meant for organisers and moderators: asked of Discord anew with each press."""

import discord

from bot.actions.named_roles import roles_named
from bot.domain.errors import RuleError
from bot.domain.hosting import Staff
from bot.frontend.asked import Asked


def check_manages(asked: Asked) -> None:
    """Who asked may manage the server.

    Raises:
        RuleError: `not_organiser`.
    """
    if asked.interaction.guild_id is None or not asked.interaction.permissions.manage_guild:
        raise RuleError("not_organiser")


async def check_organises(asked: Asked) -> None:
    """Who asked may manage the server, or has the role that a program here names for organisers.

    Raises:
        RuleError: `not_organiser`.
    """
    if not await _may(asked, asked.interaction.permissions.manage_guild, Staff.ORGANISERS):
        raise RuleError("not_organiser")


async def check_moderates(asked: Asked) -> None:
    """Who asked may manage threads, organises, or has the role that a program here names for moderators.

    Raises:
        RuleError: `not_moderator`.
    """
    if not await moderates(asked):
        raise RuleError("not_moderator")


async def moderates(asked: Asked) -> bool:
    """Return whether who asked moderates."""
    may = asked.interaction.permissions
    return await _may(asked, may.manage_threads or may.manage_guild, *Staff)


async def _may(asked: Asked, permitted: bool, *staff: Staff) -> bool:
    """Whether they may by what Discord permits them, or have a named role: one named by a program counts for all."""
    who = asked.interaction.user
    if asked.interaction.guild_id is None or permitted:
        return asked.interaction.guild_id is not None
    named = await roles_named(asked.house, asked.guild_id, staff)
    return isinstance(who, discord.Member) and any(who.get_role(role) for role in named)
