"""Guilds, roles and channels are made and changed. Every function here tells the gateway."""

from __future__ import annotations

from bot.sandbox.payloads.channels import channel_payload
from bot.sandbox.payloads.people import role_payload
from bot.sandbox.permissions import MEMBER_PERMISSIONS, NOTHING, Overwrite, Permission
from bot.sandbox.world.events import Event
from bot.sandbox.world.records import Channel, ChannelKind, Guild, Member, Role, User
from bot.sandbox.world.state import World


def add_guild(world: World, name: str, *, owner_name: str, bot_permissions: Permission, locale: str = "en-GB") -> Guild:
    """Make a guild with an owner, the bot with a role of its own, and no channels."""
    guild_id = world.snowflakes.make()
    owner = add_user(world, owner_name)
    everyone = Role(id=guild_id, name="@everyone", permissions=MEMBER_PERMISSIONS, position=0)
    guild = Guild(id=guild_id, name=name, owner_id=owner.id, roles={guild_id: everyone}, locale=locale)
    bot_role = Role(
        id=world.snowflakes.make(), name=world.bot.shown_name, permissions=bot_permissions, position=1, is_managed=True
    )
    guild.roles[bot_role.id] = bot_role
    now = world.time.now()
    guild.members[owner.id] = Member(user=owner, guild_id=guild_id, joined_at=now)
    guild.members[world.bot.id] = Member(user=world.bot, guild_id=guild_id, joined_at=now, role_ids={bot_role.id})
    world.guilds[guild_id] = guild
    world.emit(Event(name="GUILD_CREATE", data={"id": str(guild_id)}, guild_id=guild_id))
    return guild


def add_user(world: World, shown_name: str, locale: str = "en-US") -> User:
    """Make an account whose user name is made from the shown name."""
    plain = "".join(letter for letter in shown_name.lower().replace(" ", ".") if letter.isalnum() or letter in "._")
    user = User(id=world.snowflakes.make(), name=plain or "member", shown_name=shown_name, locale=locale)
    world.users[user.id] = user
    return user


def add_role(
    world: World,
    guild: Guild,
    name: str,
    permissions: Permission = NOTHING,
    *,
    colour: int = 0,
    mentionable: bool = False,
) -> Role:
    """Make a role above all others."""
    role = Role(
        id=world.snowflakes.make(), name=name, permissions=permissions, colour=colour,
        position=len(guild.roles), is_mentionable=mentionable,
    )  # fmt: skip
    guild.roles[role.id] = role
    data = {"guild_id": str(guild.id), "role": role_payload(role)}
    world.emit(Event(name="GUILD_ROLE_CREATE", data=data, guild_id=guild.id))
    return role


def add_channel(
    world: World, guild: Guild, name: str, *, kind: ChannelKind = ChannelKind.TEXT, topic: str | None = None,
    category: Channel | None = None, overwrites: tuple[Overwrite, ...] = (),
) -> Channel:  # fmt: skip
    """Make a channel below the others."""
    channel = Channel(
        id=world.snowflakes.make(),
        kind=kind,
        name=name,
        guild_id=guild.id,
        topic=topic,
        parent_id=None if category is None else category.id,
        position=len(world.channels_of(guild.id)),
        overwrites={overwrite.target_id: overwrite for overwrite in overwrites},
    )
    world.channels[channel.id] = channel
    tell_channel(world, "CHANNEL_CREATE", channel)
    return channel


def set_overwrite(world: World, channel: Channel, overwrite: Overwrite) -> None:
    """Let the overwrite hold in the channel in place of an earlier one for the same target."""
    channel.overwrites[overwrite.target_id] = overwrite
    tell_channel(world, "CHANNEL_UPDATE", channel)


def drop_overwrite(world: World, channel: Channel, target_id: int) -> None:
    """Take the target's overwrite away."""
    channel.overwrites.pop(target_id, None)
    tell_channel(world, "CHANNEL_UPDATE", channel)


def delete_channel(world: World, channel: Channel) -> None:
    """Delete a channel with its threads, or one thread. The records stay, marked as deleted."""
    is_thread = channel.thread is not None
    data = channel_payload(world, channel)
    channel.deleted_at = world.time.now()
    for thread in [c for c in world.channels.values() if c.parent_id == channel.id and c.thread and not c.deleted_at]:
        thread.deleted_at = channel.deleted_at
    if is_thread:
        data = {key: data[key] for key in ("id", "guild_id", "parent_id", "type")}
    name = "THREAD_DELETE" if is_thread else "CHANNEL_DELETE"
    world.emit(Event(name=name, data=data, guild_id=channel.guild_id, channel=channel if is_thread else None))


def tell_channel(world: World, name: str, channel: Channel) -> None:
    """Tell the gateway of a channel of a guild; bots hear of hidden channels too."""
    world.emit(Event(name=name, data=channel_payload(world, channel), guild_id=channel.guild_id))
