"""The names behind ids, and where their sections are on the page."""

from __future__ import annotations

from dataclasses import dataclass

from bot.sandbox.world.records import Channel, User
from bot.sandbox.world.state import World

COLOURS = ("#b4552d", "#8a6d00", "#4d7c0f", "#0f766e", "#0369a1", "#4f46e5", "#9333ea", "#be185d")
BOT_COLOUR = "#3f48a8"
"""Backgrounds of avatars. White letters on each reach a contrast of at least 4.5 : 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """Looks names up in the world."""

    world: World

    def of_user(self, user_id: int) -> str:
        """Return the name that others read."""
        user = self.world.users.get(user_id)
        return "unknown user" if user is None else user.shown_name

    def of_role(self, role_id: int) -> str:
        """Return the role's name."""
        for guild in self.world.guilds.values():
            if role_id in guild.roles:
                return guild.roles[role_id].name
        return "deleted role"

    def of_channel(self, channel: Channel) -> str:
        """Return the channel's name; a DM is called after its person."""
        return channel.name if channel.recipient_id is None else self.of_user(channel.recipient_id)


def anchor_of(channel_id: int) -> str:
    """Return the id of the channel's section."""
    return f"c-{channel_id}"


def message_anchor_of(message_id: int) -> str:
    """Return the id of the message's element."""
    return f"m-{message_id}"


def initials_of(name: str) -> str:
    """Return one or two letters for an avatar."""
    words = [word for word in name.replace(".", " ").split() if word[0].isalnum()]
    return "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words)).upper() or "?"


def colour_of(user: User) -> str:
    """Return the avatar's colour, always the same for the same person; bots share one of their own."""
    return BOT_COLOUR if user.is_bot else COLOURS[(user.id >> 22 ^ user.id) % len(COLOURS)]
