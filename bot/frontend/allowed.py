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
    may = asked.interaction.permissions
    if asked.interaction.guild_id is None or not (may.manage_threads or may.manage_guild):
        raise RuleError("not_moderator")
