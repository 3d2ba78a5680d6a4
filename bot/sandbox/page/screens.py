"""What somebody has on the left of their screen: servers, channels, threads and DMs; and everybody who is there."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, takewhile

from bot.sandbox.page.desk import DIRECT, PageDesk
from bot.sandbox.payloads.people import role_payload
from bot.sandbox.people.person import Person
from bot.sandbox.permissions import Permission
from bot.sandbox.shapes import Json
from bot.sandbox.world.access import can_see, guild_permissions, is_hidden
from bot.sandbox.world.records import Channel, ChannelKind, Guild, Message, MessageKind, User
from bot.sandbox.world.state import World

MOST_LOOKED_AT = 50
"""Messages of a channel that are looked through for what is new."""
LINES = (MessageKind.RECIPIENT_ADD, MessageKind.PINNED, MessageKind.THREAD_CREATED, MessageKind.THREAD_STARTER)
"""What Discord itself writes: nobody said it."""


def everybody(desk: PageDesk) -> Json:
    """Return all people, with what they are in the first server that they are in, and as whom the page opens."""
    world = desk.world
    people: list[Json] = [{**_named(user), "role": _role(world, user.id)} for user in world.users.values()]
    first = next((p["id"] for p in people if p["role"] == "member" and not p["bot"]), None)
    opens_as = first if desk.opens_as is None else str(desk.opens_as)
    return {"people": people, "opens_as": opens_as or next(p["id"] for p in people if not p["bot"])}


def screen_of(desk: PageDesk, person: Person) -> Json:
    """Return the servers that the person is in, with what they see there, and their DM with the bot."""
    world = desk.world
    guilds = [guild for guild in world.guilds.values() if person.id in guild.members]
    dm_id = world.dm_ids.get(person.id)
    direct: Json = {"id": DIRECT, "unread": False, "pings": 0}
    return {
        "person": {**_named(person.user), "role": _role(world, person.id), "locale": person.user.locale},
        "takes_dms": person.id not in world.closed_dms,
        "bot": {**_named(world.bot)},
        "servers": [_server(desk, person, guild) for guild in guilds],
        "to_join": [{"id": str(g.id), "name": g.name} for g in world.guilds.values() if g not in guilds],
        "dm": direct if dm_id is None else _place(desk, person, world.channels[dm_id]),
    }


def _server(desk: PageDesk, person: Person, guild: Guild) -> Json:
    world = desk.world
    seen = [channel for channel in world.channels_of(guild.id) if can_see(world, person.id, channel)]
    threads = [thread for thread in world.threads_of(guild.id) if can_see(world, person.id, thread)]
    return {
        "id": str(guild.id),
        "name": guild.name,
        "channels": [_place(desk, person, channel) for channel in seen],
        "threads": [_place(desk, person, thread) for thread in threads],
        "roles": [role_payload(role) for role in guild.roles.values()],
    }


def _place(desk: PageDesk, person: Person, channel: Channel) -> Json:
    read = desk.read_until(person.id, channel)
    new = list(_new_messages(channel, person.id, read)) if (channel.last_message_id or 0) > read else []
    place: Json = {
        "id": str(channel.id),
        "name": channel.name,
        "kind": channel.kind.name.lower(),
        "private": is_hidden(desk.world, channel),
        "parent": None if channel.parent_id is None else str(channel.parent_id),
        "last": str(channel.last_message_id or 0),
        "unread": bool(new),
        "pings": len(new) if _is_for(channel, person.id) else sum(person.id in each.pinged_ids for each in new),
    }
    if channel.thread is not None:
        place["inside"] = person.id in channel.thread.members
        place["archived"] = channel.thread.is_archived
    return place


def _new_messages(channel: Channel, user_id: int, read: int) -> Iterator[Message]:
    """Return what others said there for all to see since this person last looked, the newest first."""
    newest = islice(reversed(channel.messages.values()), MOST_LOOKED_AT)
    for message in takewhile(lambda each: each.id > read, newest):
        is_for_all = message.deleted_at is None and message.only_for is None and message.kind not in LINES
        if is_for_all and message.author_id != user_id:
            yield message


def _is_for(channel: Channel, user_id: int) -> bool:
    """Whether all that is said there is meant for this person: in their DMs, and in private threads they are in."""
    is_inside = channel.thread is not None and user_id in channel.thread.members
    return channel.kind is ChannelKind.DM or (channel.kind is ChannelKind.PRIVATE_THREAD and is_inside)


def _named(user: User) -> Json:
    return {"id": str(user.id), "name": user.shown_name, "bot": user.is_bot}


def _role(world: World, user_id: int) -> str:
    """Return what somebody is, by what they may do: organiser, moderator, member, or nothing outside all servers."""
    guild = next((guild for guild in world.guilds.values() if user_id in guild.members), None)
    if guild is None:
        return ""
    granted = guild_permissions(guild, user_id)
    if granted & Permission.MANAGE_GUILD:
        return "organiser"
    return "moderator" if granted & Permission.MANAGE_THREADS else "member"
