"""Whom a text pings, given what `allowed_mentions` allows.

Source: https://discord.com/developers/docs/resources/message#allowed-mentions-object
"""

from __future__ import annotations

import re

from bot.sandbox.permissions import Permission
from bot.sandbox.shapes import Json, ids_in, list_in
from bot.sandbox.world.access import can_see, permissions_in
from bot.sandbox.world.records import Channel, Guild, Mentions
from bot.sandbox.world.state import World

USER = re.compile(r"<@!?(\d{1,20})>")
ROLE = re.compile(r"<@&(\d{1,20})>")
EVERYONE = re.compile(r"@(?:everyone|here)\b")
CODE = re.compile(r"```.*?```|``.+?``|`[^`\n]+`", re.DOTALL)


def find_mentions(
    world: World, channel: Channel, text: str, *, author_id: int, allowed: Json | None, replied_to: int | None
) -> Mentions:
    """Return whom the text pings. What stands in code never pings; without `allowed` everything may ping.

    A reply pings whom it answers unless `allowed` says otherwise.
    """
    spoken = CODE.sub(" ", text)
    users = [user for user in _ids(USER, spoken) if user in world.users and _allows(allowed, "users", user)]
    if replied_to is not None and _pings_the_replied(allowed) and replied_to not in users:
        users.append(replied_to)
    if channel.guild_id is None:
        return Mentions(user_ids=tuple(users))
    guild = world.guilds[channel.guild_id]
    may_all = bool(permissions_in(world, author_id, channel) & Permission.MENTION_EVERYONE)
    roles = [
        role for role in _ids(ROLE, spoken) if _allows(allowed, "roles", role) and _is_pingable(guild, role, may_all)
    ]
    everyone = may_all and _allows(allowed, "everyone", None) and EVERYONE.search(spoken) is not None
    return Mentions(user_ids=tuple(users), role_ids=tuple(roles), everyone=everyone)


def people_pinged(world: World, channel: Channel, mentions: Mentions, author_id: int) -> tuple[int, ...]:
    """Return the ids of all people notified by these mentions: those who can see the channel, without the author."""
    if channel.guild_id is None:
        return tuple(user for user in mentions.user_ids if user == channel.recipient_id and user != author_id)
    pinged = dict.fromkeys(mentions.user_ids)
    roles = set(mentions.role_ids)
    for member in world.guilds[channel.guild_id].members.values() if roles or mentions.everyone else ():
        if mentions.everyone or member.role_ids & roles:
            pinged[member.user.id] = None
    return tuple(user for user in pinged if user != author_id and can_see(world, user, channel))


def _ids(pattern: re.Pattern[str], text: str) -> list[int]:
    return list(dict.fromkeys(int(found) for found in pattern.findall(text)))


def _allows(allowed: Json | None, kind: str, target: int | None) -> bool:
    if allowed is None or kind in list_in(allowed.get("parse")):
        return True
    return target is not None and target in ids_in(allowed.get(kind))


def _pings_the_replied(allowed: Json | None) -> bool:
    return allowed is None or bool(allowed.get("replied_user", False))


def _is_pingable(guild: Guild, role_id: int, may_all: bool) -> bool:
    role = guild.roles.get(role_id)
    return role is not None and (role.is_mentionable or may_all)
