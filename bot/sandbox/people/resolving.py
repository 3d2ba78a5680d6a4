"""What Discord sends along about the people, roles, channels, messages and files that an interaction names."""

from __future__ import annotations

from collections.abc import Iterable

from bot.sandbox.payloads.interactions import channel_for
from bot.sandbox.payloads.messages import attachment_payload, message_payload
from bot.sandbox.payloads.people import member_payload, role_payload, user_payload
from bot.sandbox.shapes import Json
from bot.sandbox.world.access import permissions_in
from bot.sandbox.world.records import Attachment, Channel, Guild, Message
from bot.sandbox.world.state import World


class Resolved:
    """Collects `resolved` for what a person in `channel` names."""

    def __init__(self, world: World, channel: Channel) -> None:
        self._world = world
        self._channel = channel
        self._guild: Guild | None = None if channel.guild_id is None else world.guilds[channel.guild_id]
        self._found: Json = {}

    def payload(self) -> Json:
        """Return `{"resolved": ...}`, or nothing when nothing was named."""
        return {"resolved": self._found} if self._found else {}

    def add_ids(self, ids: Iterable[int]) -> None:
        """Name users, roles and channels by id; what does not exist is left out."""
        for snowflake in ids:
            if snowflake in self._world.users:
                self._add_user(snowflake)
            elif self._guild is not None and snowflake in self._guild.roles:
                self._add("roles", snowflake, role_payload(self._guild.roles[snowflake]))
            elif snowflake in self._world.channels:
                channel = self._world.channels[snowflake]
                self._add("channels", snowflake, channel_for(self._world, channel, self._world.bot.id))

    def add_message(self, message: Message) -> None:
        """Name a message."""
        self._add("messages", message.id, message_payload(self._world, message))

    def add_file(self, attachment: Attachment) -> None:
        """Name a file."""
        self._add("attachments", attachment.id, attachment_payload(attachment))

    def _add(self, kind: str, snowflake: int, payload: Json) -> None:
        self._found.setdefault(kind, {})[str(snowflake)] = payload

    def _add_user(self, user_id: int) -> None:
        self._add("users", user_id, user_payload(self._world.users[user_id]))
        member = None if self._guild is None else self._guild.members.get(user_id)
        if member is not None:
            permissions = str(int(permissions_in(self._world, user_id, self._channel)))
            self._add("members", user_id, {**member_payload(member, with_user=False), "permissions": permissions})
