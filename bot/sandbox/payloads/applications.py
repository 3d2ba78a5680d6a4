"""The application as JSON."""

from __future__ import annotations

from bot.sandbox.world.state import Application

MEMBERS_LIMITED, CONTENT_LIMITED, PRESENCE_LIMITED = 1 << 15, 1 << 19, 1 << 13


def application_flags(application: Application) -> int:
    """Return the flags that tell which privileged intents are switched on for a bot of at most 10,000 users."""
    flags = MEMBERS_LIMITED if application.has_members_intent else 0
    flags |= CONTENT_LIMITED if application.has_message_content_intent else 0
    return flags | (PRESENCE_LIMITED if application.has_presences_intent else 0)
