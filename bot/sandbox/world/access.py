"""Who may do and see what in a channel."""

from __future__ import annotations

from bot.sandbox.permissions import (
    MEMBER_PERMISSIONS,
    NOTHING,
    Permission,
    base_permissions,
    channel_permissions,
    with_implied_losses,
)
from bot.sandbox.world.records import Channel, ChannelKind, Guild, Message
from bot.sandbox.world.state import World


def guild_permissions(guild: Guild, user_id: int) -> Permission:
    """Return what the user may do in the guild at large; nothing when not a member."""
    if (member := guild.members.get(user_id)) is None:
        return NOTHING
    roles = [guild.roles[role_id].permissions for role_id in member.role_ids if role_id in guild.roles]
    return base_permissions(guild.roles[guild.id].permissions, roles, is_owner=guild.owner_id == user_id)


def permissions_in(world: World, user_id: int, channel: Channel) -> Permission:
    """Return what the user may do in the channel; a thread has its parent's permissions, a DM those of everybody."""
    if channel.guild_id is None:
        is_party = user_id in (channel.recipient_id, world.bot.id)
        return MEMBER_PERMISSIONS | Permission.PIN_MESSAGES if is_party else NOTHING
    guild = world.guilds[channel.guild_id]
    if (member := guild.members.get(user_id)) is None:
        return NOTHING
    holder = world.channels.get(channel.parent_id or 0, channel) if channel.thread else channel
    granted = channel_permissions(
        guild_permissions(guild, user_id),
        holder.overwrites.values(),
        guild_id=guild.id,
        role_ids=member.role_ids,
        member_id=user_id,
    )
    return with_implied_losses(granted, in_thread=channel.thread is not None)


def can_see(world: World, user_id: int, channel: Channel) -> bool:
    """Whether the channel is on the user's screen; a private thread only for its members and who manages threads."""
    granted = permissions_in(world, user_id, channel)
    if not granted & Permission.VIEW_CHANNEL:
        return False
    if channel.kind is not ChannelKind.PRIVATE_THREAD or channel.thread is None:
        return True
    return user_id in channel.thread.members or bool(granted & Permission.MANAGE_THREADS)


def is_hidden(world: World, channel: Channel) -> bool:
    """Whether the channel's own settings hide it from people who see others, which Discord's clients show by a lock."""
    if channel.guild_id is None or channel.thread is not None:
        return False
    guild = world.guilds[channel.guild_id]
    everybody = guild.roles[guild.id].permissions
    overwrites = channel.overwrites.values()
    here = channel_permissions(everybody, overwrites, guild_id=guild.id, role_ids=set(), member_id=0)
    return bool(everybody & Permission.VIEW_CHANNEL) and not here & Permission.VIEW_CHANNEL


def can_send(world: World, user_id: int, channel: Channel) -> bool:
    """Whether the user may write there, as far as permissions say."""
    needed = Permission.SEND_MESSAGES_IN_THREADS if channel.thread else Permission.SEND_MESSAGES
    return can_see(world, user_id, channel) and bool(permissions_in(world, user_id, channel) & needed)


def reads_content(world: World, message: Message, channel: Channel) -> bool:
    """Whether the bot gets the message's words without the message-content intent."""
    own = message.author_id == world.bot.id
    return own or channel.guild_id is None or world.bot.id in message.mentions.user_ids


def visible_messages(channel: Channel, user_id: int | None = None) -> list[Message]:
    """Return the channel's messages, oldest first, without deleted ones and without other people's ephemeral ones."""
    return [m for m in channel.messages.values() if m.deleted_at is None and m.only_for in (None, user_id)]
