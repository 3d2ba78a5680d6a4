"""Who may press what is meant for organisers and moderators: asked of Discord anew with each press."""

from bot.domain.errors import RuleError
from bot.frontend.asked import Asked


def check_organises(asked: Asked) -> None:
    """Who asked may manage the server.

    Raises:
        RuleError: `not_organiser`.
    """
    if asked.interaction.guild_id is None or not asked.interaction.permissions.manage_guild:
        raise RuleError("not_organiser")


def check_moderates(asked: Asked) -> None:
    """Who asked may manage threads, or the server.

    Raises:
        RuleError: `not_moderator`.
    """
    if not moderates(asked):
        raise RuleError("not_moderator")


def moderates(asked: Asked) -> bool:
    """Return whether who asked may manage threads, or the server."""
    may = asked.interaction.permissions
    return asked.interaction.guild_id is not None and (may.manage_threads or may.manage_guild)
