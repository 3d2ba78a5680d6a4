"""Guilds, their members and roles."""

from __future__ import annotations

from bot.sandbox.errors import ApiError, Refusal
from bot.sandbox.payloads.guilds import guild_payload
from bot.sandbox.payloads.people import member_payload, role_payload
from bot.sandbox.rest.calls import Call, Reply, get
from bot.sandbox.rest.paging import limit_of


async def read_guild(call: Call) -> Reply:
    """Answer the guild."""
    return Reply(body=guild_payload(call.world.guild(call.id("guild"))))


async def read_member(call: Call) -> Reply:
    """Answer one member: 10013 for an account that does not exist, 10007 for one that is not in the guild."""
    guild = call.world.guild(call.id("guild"))
    return Reply(body=member_payload(call.world.member(guild.id, call.id("user"))))


async def list_members(call: Call) -> Reply:
    """Answer members in the order of their ids; needs the members intent (50001 without it)."""
    guild = call.world.guild(call.id("guild"))
    if not call.world.application.has_members_intent:
        raise ApiError(Refusal.MISSING_ACCESS)
    limit = limit_of(call.query, default=1, most=1000)
    after = int(call.query.get("after", "0"))
    ids = sorted(user_id for user_id in guild.members if user_id > after)[:limit]
    return Reply(body=[member_payload(guild.members[user_id]) for user_id in ids])


async def list_roles(call: Call) -> Reply:
    """Answer the guild's roles."""
    return Reply(body=[role_payload(role) for role in call.world.guild(call.id("guild")).roles.values()])


async def read_role(call: Call) -> Reply:
    """Answer one role."""
    role = call.world.guild(call.id("guild")).roles.get(call.id("role"))
    if role is None:
        raise ApiError(Refusal.UNKNOWN_ROLE)
    return Reply(body=role_payload(role))


ROUTES = (
    get("/guilds/{guild}", read_guild),
    get("/guilds/{guild}/members", list_members),
    get("/guilds/{guild}/members/{user}", read_member),
    get("/guilds/{guild}/roles", list_roles),
    get("/guilds/{guild}/roles/{role}", read_role),
)
