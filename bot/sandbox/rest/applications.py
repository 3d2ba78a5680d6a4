"""The application itself, and where its gateway is."""

from __future__ import annotations

from bot.sandbox.payloads.applications import application_flags
from bot.sandbox.payloads.people import user_payload
from bot.sandbox.rest.calls import Call, Reply, get
from bot.sandbox.shapes import Json
from bot.sandbox.world.state import World


async def read_application(call: Call) -> Reply:
    """Answer the application with its flags."""
    return Reply(body=_application_payload(call.world))


async def read_gateway(call: Call) -> Reply:
    """Answer the gateway's address."""
    return Reply(body={"url": call.world.gateway_url})


async def read_bot_gateway(call: Call) -> Reply:
    """Answer the gateway's address, one shard, and how many sessions may still be started today."""
    limit = {"total": 1000, "remaining": 999, "reset_after": 86_400_000, "max_concurrency": 1}
    return Reply(body={"url": call.world.gateway_url, "shards": 1, "session_start_limit": limit})


def _application_payload(world: World) -> Json:
    owner = next((world.users[guild.owner_id] for guild in world.guilds.values()), world.bot)
    return {
        "id": str(world.application.id),
        "name": world.application.name,
        "description": "",
        "summary": "",
        "icon": None,
        "bot": user_payload(world.bot),
        "owner": user_payload(owner),
        "team": None,
        "flags": application_flags(world.application),
        "flags_new": str(application_flags(world.application)),
        "type": None,
        "interactions_endpoint_url": None,
        "role_connections_verification_url": None,
        "event_webhooks_url": None,
        "event_webhooks_status": 1,
        "bot_public": True,
        "bot_require_code_grant": False,
        "verify_key": "0" * 64,
        "redirect_uris": [],
        "eligible_oauth2_scopes": ["bot", "applications.commands"],
        "integration_types_config": {"0": {}},
        "approximate_guild_count": len(world.guilds),
        "approximate_user_install_count": 0,
        "approximate_user_authorization_count": 0,
        "explicit_content_filter": 0,
    }


ROUTES = (
    get("/oauth2/applications/@me", read_application),
    get("/applications/@me", read_application),
    get("/gateway", read_gateway),
    get("/gateway/bot", read_bot_gateway),
)
