"""What a person does besides using the bot: write, edit, delete, react, come and go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.sandbox.people.refusals import RefusedActError
from bot.sandbox.permissions import Permission
from bot.sandbox.world.access import can_see, can_send, permissions_in, visible_messages
from bot.sandbox.world.drafts import Draft
from bot.sandbox.world.files import store_file
from bot.sandbox.world.members import join_guild, leave_guild
from bot.sandbox.world.messages import delete_message, fill_message, post_message, reference_to, set_reaction
from bot.sandbox.world.records import Channel, Guild, Message, MessageKind, Role, User
from bot.sandbox.world.state import World


class Writing:
    """The part of a person that writes. Everything needs the permission that Discord's client asks for."""

    def __init__(self, world: World, user: User) -> None:
        self._world = world
        self.user = user

    @property
    def id(self) -> int:
        """The user id."""
        return self.user.id

    @property
    def name(self) -> str:
        """The name that others read."""
        return self.user.shown_name

    @property
    def mention(self) -> str:
        """What names this person in a message."""
        return f"<@{self.id}>"

    @property
    def dm(self) -> Channel:
        """The DM channel with the bot; it is opened by looking at it."""
        return self._world.dm_with(self.id)

    @property
    def dms(self) -> list[Message]:
        """What stands in the DM channel with the bot, the oldest first; empty while there is none."""
        return visible_messages(self.dm, self.id) if self.id in self._world.dm_ids else []

    async def say(
        self, channel: Channel, text: str, *, reply_to: Message | None = None, files: Sequence[tuple[str, bytes]] = ()
    ) -> Message:
        """Write a message, perhaps as a reply (which pings) and with files as (name, bytes)."""
        self._refuse_silence(channel)
        if len(text) > 2000 or not (text.strip() or files):
            raise RefusedActError("A message has 1 to 2,000 characters.")
        stored = tuple(store_file(self._world, channel.id, name, content) for name, content in files)
        draft = Draft(content=text, attachments=stored)
        if reply_to is not None:
            draft = replace(draft, kind=MessageKind.REPLY, reference=reference_to(reply_to, channel))
        return post_message(self._world, channel, self.id, draft)

    async def edit(self, message: Message, text: str) -> None:
        """Change the words of one's own message."""
        self._refuse_unless_own(message)
        draft = Draft(
            content=text, attachments=tuple(message.attachments), kind=message.kind, reference=message.reference
        )
        fill_message(self._world, message, draft, is_edit=True)

    async def delete(self, message: Message) -> None:
        """Delete one's own message, or another's with the right to manage messages."""
        channel = self._world.channels[message.channel_id]
        if not permissions_in(self._world, self.id, channel) & Permission.MANAGE_MESSAGES:
            self._refuse_unless_own(message)
        delete_message(self._world, message)

    async def react(self, message: Message, emoji: str) -> None:
        """React with an emoji; once more takes the reaction away."""
        channel = self._world.channels[message.channel_id]
        if not permissions_in(self._world, self.id, channel) & Permission.ADD_REACTIONS or message.deleted_at:
            raise RefusedActError(f"{self.name} cannot react here.")
        is_there = self.id in message.reactions.get(emoji, set())
        set_reaction(self._world, message, self.id, emoji, is_there=not is_there)

    async def join(self, guild: Guild, roles: Sequence[Role] = ()) -> None:
        """Join the guild; a member stays as they are."""
        join_guild(self._world, guild, self.user, roles)

    async def leave(self, guild: Guild | None = None) -> None:
        """Leave the guild, or all of them."""
        for left in [guild] if guild is not None else list(self._world.guilds.values()):
            leave_guild(self._world, left, self.user)

    def close_dms(self) -> None:
        """Take no more DMs from members of the servers; the bot gets 50007."""
        self._world.closed_dms.add(self.id)

    def open_dms(self) -> None:
        """Take DMs again."""
        self._world.closed_dms.discard(self.id)

    def _refuse_silence(self, channel: Channel) -> None:
        if channel.deleted_at or not can_see(self._world, self.id, channel):
            raise RefusedActError(f"{self.name} does not see #{channel.name or 'that channel'}.")
        locked = channel.thread is not None and channel.thread.is_locked
        manages = permissions_in(self._world, self.id, channel) & Permission.MANAGE_THREADS
        if not can_send(self._world, self.id, channel) or (locked and not manages):
            raise RefusedActError(f"{self.name} cannot write in #{channel.name}.")

    def _refuse_unless_own(self, message: Message) -> None:
        if message.author_id != self.id or message.deleted_at is not None:
            raise RefusedActError(f"The message is not one of {self.name}'s own.")
