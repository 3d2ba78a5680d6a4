"""Users and DM channels."""

from __future__ import annotations

from bot.sandbox.errors import ApiError, Refusal
from bot.sandbox.payloads.channels import channel_payload
from bot.sandbox.payloads.guilds import guild_payload
from bot.sandbox.payloads.people import user_payload
from bot.sandbox.rest.calls import Call, Reply, get, post
from bot.sandbox.shapes import id_in
from bot.sandbox.world.access import guild_permissions


async def read_me(call: Call) -> Reply:
    """Answer the bot's own account."""
    return Reply(body={**user_payload(call.world.bot), "verified": True, "mfa_enabled": False, "locale": "en-US"})


async def read_user(call: Call) -> Reply:
    """Answer any account."""
    return Reply(body=user_payload(call.world.user(call.id("user"))))


async def list_my_guilds(call: Call) -> Reply:
    """Answer the guilds the bot is in."""
    bot_id = call.world.bot.id
    told = [(guild_payload(guild), guild_permissions(guild, bot_id)) for guild in call.world.joined_guilds()]
    return Reply(body=[{**payload, "owner": False, "permissions": str(int(granted))} for payload, granted in told])


async def open_dm(call: Call) -> Reply:
    """Answer the DM channel with a user; it is opened when there is none, which also works with closed DMs."""
    user_id = id_in(call.json.get("recipient_id"))
    if user_id is None or user_id not in call.world.users:
        raise ApiError(Refusal.INVALID_RECIPIENT)
    if user_id == call.world.bot.id:
        raise ApiError(Refusal.DMS_ARE_CLOSED)
    if user_id not in call.world.dm_ids:
        call.service.dm_pace.take()
    return Reply(body=channel_payload(call.world, call.world.dm_with(user_id)))


ROUTES = (
    get("/users/@me", read_me),
    get("/users/@me/guilds", list_my_guilds),
    post("/users/@me/channels", open_dm),
    get("/users/{user}", read_user),
)
