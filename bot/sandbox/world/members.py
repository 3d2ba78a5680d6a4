"""People join and leave guilds and get roles. Every function here tells the gateway."""

from __future__ import annotations

from collections.abc import Iterable

from bot.sandbox.payloads.people import member_payload, user_payload
from bot.sandbox.world.events import Event
from bot.sandbox.world.records import Guild, Member, Role, User
from bot.sandbox.world.state import World


def join_guild(world: World, guild: Guild, user: User, roles: Iterable[Role] = ()) -> Member:
    """Make the user a member with these roles; a member stays as they are."""
    if user.id in guild.members:
        return guild.members[user.id]
    member = Member(user=user, guild_id=guild.id, joined_at=world.time.now(), role_ids={role.id for role in roles})
    guild.members[user.id] = member
    world.emit(Event(name="GUILD_MEMBER_ADD", data=_told(member), guild_id=guild.id))
    return member


def leave_guild(world: World, guild: Guild, user: User) -> None:
    """Take the user out of the guild and of its threads; who is no member changes nothing."""
    if guild.members.pop(user.id, None) is None:
        return
    for thread in world.threads_of(guild.id):
        if thread.thread is not None:
            thread.thread.members.pop(user.id, None)
    data = {"guild_id": str(guild.id), "user": user_payload(user)}
    world.emit(Event(name="GUILD_MEMBER_REMOVE", data=data, guild_id=guild.id))


def set_roles(world: World, guild: Guild, user_id: int, roles: Iterable[Role]) -> None:
    """Give the member exactly these roles."""
    member = world.member(guild.id, user_id)
    member.role_ids = {role.id for role in roles}
    is_bot = user_id == world.bot.id
    world.emit(Event(name="GUILD_MEMBER_UPDATE", data=_told(member), guild_id=guild.id, only_for_bot=is_bot))


def _told(member: Member) -> dict[str, object]:
    return {**member_payload(member), "guild_id": str(member.guild_id)}
