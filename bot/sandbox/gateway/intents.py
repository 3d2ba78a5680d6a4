"""Which events a session asked for, and which of those its application may have.

Source: https://discord.com/developers/docs/events/gateway#gateway-intents
"""

from __future__ import annotations

from enum import IntFlag

from bot.sandbox.world.events import Event
from bot.sandbox.world.state import Application


class Intent(IntFlag):
    """The intents that decide over events of the sandbox."""

    GUILDS = 1 << 0
    GUILD_MEMBERS = 1 << 1
    GUILD_PRESENCES = 1 << 8
    GUILD_MESSAGES = 1 << 9
    GUILD_MESSAGE_REACTIONS = 1 << 10
    DIRECT_MESSAGES = 1 << 12
    DIRECT_MESSAGE_REACTIONS = 1 << 13
    MESSAGE_CONTENT = 1 << 15


NONE = Intent(0)
BEYOND_ALL = 1 << 26
MEMBER_EVENTS = ("GUILD_MEMBER_ADD", "GUILD_MEMBER_REMOVE", "GUILD_MEMBER_UPDATE", "THREAD_MEMBERS_UPDATE")


def forbidden_intents(asked: int, application: Application) -> Intent:
    """Return the privileged intents that are asked for and that the application does not have."""
    forbidden = NONE if application.has_members_intent else Intent.GUILD_MEMBERS
    forbidden |= NONE if application.has_message_content_intent else Intent.MESSAGE_CONTENT
    forbidden |= NONE if application.has_presences_intent else Intent.GUILD_PRESENCES
    return Intent(asked & forbidden)


def intent_for(event: Event) -> Intent:
    """Return the intent without which a session does not hear of the event; NONE when everybody hears of it."""
    in_guild = event.guild_id is not None
    if event.name == "INTERACTION_CREATE" or event.only_for_bot:
        return NONE
    if event.name.startswith("MESSAGE_REACTION"):
        return Intent.GUILD_MESSAGE_REACTIONS if in_guild else Intent.DIRECT_MESSAGE_REACTIONS
    if event.name.startswith("MESSAGE_"):
        return Intent.GUILD_MESSAGES if in_guild else Intent.DIRECT_MESSAGES
    if event.name in MEMBER_EVENTS:
        return Intent.GUILD_MEMBERS
    return Intent.GUILDS if in_guild else Intent.DIRECT_MESSAGES
