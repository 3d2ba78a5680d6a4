"""What happened in the world, as the gateway tells it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.sandbox.shapes import Json
from bot.sandbox.world.records import Channel, Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One happening: Discord's event name and payload, and what decides who may hear of it.

    `channel` limits it to who can see that channel, `message` lets its content be taken out for a session without the
    message-content intent, `only_for_bot` marks what concerns the bot's own membership and needs no members intent.
    """

    name: str
    data: Json
    guild_id: int | None = None
    channel: Channel | None = None
    message: Message | None = None
    only_for_bot: bool = False
