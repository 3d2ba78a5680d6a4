"""Channels, threads and DMs as the page shows them."""

from __future__ import annotations

from dataclasses import dataclass

from bot.sandbox.transcript.messages import MessageWriter
from bot.sandbox.transcript.names import anchor_of, initials_of
from bot.sandbox.transcript.views import ChannelView, GuildView, PageView, RoomView
from bot.sandbox.world.records import Channel, ChannelKind, Guild, ThreadState
from bot.sandbox.world.state import World


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomWriter:
    """Turns the world into the views of the page."""

    world: World
    writer: MessageWriter

    def page(self, title: str) -> PageView:
        """Return the whole page: guilds with channels and threads, then everybody with whom the bot has DMs."""
        people = [self._dm(channel) for channel in self.world.channels.values() if channel.recipient_id is not None]
        spoken = sorted((room for room in people if room.count), key=lambda room: room.name.casefold())
        guilds = tuple(self._guild(guild) for guild in self.world.guilds.values())
        return PageView(title=title, guilds=guilds, people=tuple(spoken))

    def _guild(self, guild: Guild) -> GuildView:
        channels = [c for c in self.world.channels_of(guild.id) if c.kind is not ChannelKind.CATEGORY]
        return GuildView(
            name=guild.name,
            initials=initials_of(guild.name),
            channels=tuple(self._channel(channel) for channel in channels),
        )

    def _channel(self, channel: Channel) -> ChannelView:
        inside = [thread for thread in self.world.threads_of(channel.guild_id or 0) if thread.parent_id == channel.id]
        # What everybody reads comes first; the private threads of the pairs are many.
        inside.sort(key=lambda thread: thread.kind is ChannelKind.PRIVATE_THREAD)
        threads = tuple(self._thread(thread, thread.thread, channel) for thread in inside if thread.thread is not None)
        return ChannelView(room=self._room(channel, "channel", channel.topic or ""), threads=threads)

    def _thread(self, channel: Channel, thread: ThreadState, parent: Channel) -> RoomView:
        is_private = channel.kind is ChannelKind.PRIVATE_THREAD
        return self._room(channel, "private" if is_private else "thread", self._members(thread), parent)

    def _members(self, thread: ThreadState) -> str:
        names = [self.writer.names.of_user(user) for user in thread.members if user != self.world.bot.id]
        shown = ", ".join(names[:6]) + (f" and {len(names) - 6} more" if len(names) > 6 else "")
        return f"In this thread: {shown}" if names else ""

    def _dm(self, channel: Channel) -> RoomView:
        return self._room(channel, "dm", f"Messages between {self.writer.names.of_channel(channel)} and the bot")

    def _room(self, channel: Channel, kind: str, note: str, parent: Channel | None = None) -> RoomView:
        person = None if channel.recipient_id is None else self.world.users[channel.recipient_id]
        return RoomView(
            anchor=anchor_of(channel.id),
            name=self.writer.names.of_channel(channel),
            kind=kind,
            note=note,
            days=self.writer.days(channel.messages.values()),
            count=len(channel.messages),
            person=None if person is None else self.writer.author(person),
            parent=None if parent is None else (anchor_of(parent.id), parent.name),
            is_archived=channel.thread is not None and channel.thread.is_archived,
        )
