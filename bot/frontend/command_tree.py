"""The tree of slash commands: told to Discord only when it changed, and its faults told to people by code."""

from collections.abc import Mapping
from typing import Any, cast

import discord
import structlog
from discord import app_commands

from bot.frontend.answers.refusals import write_refusal
from bot.frontend.errors import log_fault
from bot.frontend.messages import make_arguments
from bot.texts.catalogue import Texts

_OURS = frozenset(
    (
        "name",
        "name_localizations",
        "description",
        "description_localizations",
        "type",
        "options",
        "required",
        "choices",
        "value",
        "autocomplete",
        "channel_types",
        "default_member_permissions",
        "contexts",
        "nsfw",
    )
)
"""What of a command is ours to say. The rest is Discord's: ids, versions."""
_log = structlog.get_logger(__name__)


class RoundtableTree(app_commands.CommandTree[Any]):
    """What is raised inside a command is told there; here only what happens before or after one."""

    async def on_error(self, interaction: discord.Interaction[Any], error: app_commands.AppCommandError, /) -> None:
        """The person reads a code, and the log has it."""
        code = log_fault(f"command {interaction.command.qualified_name if interaction.command else ''}", error)
        text = Texts.load().say(str(interaction.locale), "answer.fault", code=code)
        if not interaction.response.is_done():
            await interaction.response.send_message(**make_arguments(write_refusal(text)), ephemeral=True)


async def sync_if_changed(tree: app_commands.CommandTree[Any], application_id: int) -> bool:
    """Discord has exactly our global commands; returns whether it had to be told."""
    ours = [
        await command.get_translated_payload(tree, tree.translator) if tree.translator else command.to_dict(tree)
        for command in tree.get_commands()
    ]
    theirs = await tree.client.http.get_global_commands(application_id)
    if _by_name(ours) == _by_name(cast("list[dict[str, Any]]", theirs)):
        return False
    await tree.sync()
    _log.info("commands_synced", commands=len(ours))
    return True


def _by_name(commands: list[dict[str, Any]]) -> dict[str, Any]:
    return {command["name"]: comparable(command) for command in commands}


def comparable(part: object) -> Any:
    """A command as it can be compared: only what is ours to say, without what says nothing."""
    if isinstance(part, Mapping):
        told = cast("Mapping[str, object]", part)
        kept = {
            # Its keys are locales: "id" is Indonesian there, and an id of Discord's everywhere else.
            name: value if name.endswith("_localizations") else comparable(value)
            for name, value in told.items()
            if name in _OURS
        }
        return {name: value for name, value in kept.items() if value not in (None, False, [], {})}
    if isinstance(part, list):
        return [comparable(each) for each in cast("list[object]", part)]
    return str(part) if isinstance(part, int) and not isinstance(part, bool) else part
