"""Users, members and roles as JSON."""

from __future__ import annotations

from bot.sandbox.shapes import Json, iso
from bot.sandbox.world.records import Member, Role, User


def user_payload(user: User) -> Json:
    """Return a user object."""
    return {
        "id": str(user.id),
        "username": user.name,
        "global_name": None if user.is_bot else user.shown_name,
        "discriminator": "0",
        "avatar": None,
        "bot": user.is_bot,
        "public_flags": 0,
        "flags": 0,
        "primary_guild": None,
    }


def member_payload(member: Member, *, with_user: bool = True) -> Json:
    """Return a guild member object; inside a message it comes without its user."""
    payload: Json = {
        "roles": [str(role_id) for role_id in sorted(member.role_ids)],
        "joined_at": iso(member.joined_at),
        "nick": member.nick,
        "avatar": None,
        "banner": None,
        "premium_since": None,
        "communication_disabled_until": None,
        "pending": False,
        "deaf": False,
        "mute": False,
        "flags": 0,
    }
    return {"user": user_payload(member.user), **payload} if with_user else payload


def role_payload(role: Role) -> Json:
    """Return a role object."""
    return {
        "id": str(role.id),
        "name": role.name,
        "permissions": str(int(role.permissions)),
        "color": role.colour,
        "colors": {"primary_color": role.colour, "secondary_color": None, "tertiary_color": None},
        "position": role.position,
        "hoist": False,
        "managed": role.is_managed,
        "mentionable": role.is_mentionable,
        "icon": None,
        "unicode_emoji": None,
        "flags": 0,
    }
