"""Reactions, as far as a bot needs them: its own, and who reacted."""

from __future__ import annotations

from urllib.parse import unquote

from bot.sandbox.payloads.people import user_payload
from bot.sandbox.permissions import Permission
from bot.sandbox.rest.access import require, seen_channel, seen_message
from bot.sandbox.rest.calls import NO_CONTENT, Call, Reply, delete, get, put
from bot.sandbox.world.messages import set_reaction


async def add_reaction(call: Call) -> Reply:
    """React as the bot."""
    channel = seen_channel(call)
    require(call, channel, Permission.READ_MESSAGE_HISTORY | Permission.ADD_REACTIONS)
    set_reaction(call.world, seen_message(call, channel), call.world.bot.id, _emoji(call), is_there=True)
    return NO_CONTENT


async def remove_reaction(call: Call) -> Reply:
    """Take the bot's reaction away, or with the right to manage messages somebody else's."""
    channel = seen_channel(call)
    user_id = call.id("user") if "user" in call.params else call.world.bot.id
    if user_id != call.world.bot.id:
        require(call, channel, Permission.MANAGE_MESSAGES)
    set_reaction(call.world, seen_message(call, channel), user_id, _emoji(call), is_there=False)
    return NO_CONTENT


async def list_reactions(call: Call) -> Reply:
    """Answer who reacted with this emoji."""
    channel = seen_channel(call)
    users = seen_message(call, channel).reactions.get(_emoji(call), set())
    return Reply(body=[user_payload(call.world.users[user_id]) for user_id in sorted(users)])


def _emoji(call: Call) -> str:
    return unquote(call.params["emoji"])


EMOJI = "/channels/{channel}/messages/{message}/reactions/{emoji}"
ROUTES = (
    get(EMOJI, list_reactions),
    put(EMOJI + "/@me", add_reaction),
    delete(EMOJI + "/@me", remove_reaction),
    delete(EMOJI + "/{user}", remove_reaction),
)
