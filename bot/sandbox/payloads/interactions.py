"""Interactions as the gateway sends them.

Source: https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-object
"""

from __future__ import annotations

from bot.sandbox.payloads.channels import channel_payload
from bot.sandbox.payloads.messages import message_payload
from bot.sandbox.payloads.people import member_payload, user_payload
from bot.sandbox.shapes import Json
from bot.sandbox.world.access import permissions_in
from bot.sandbox.world.interactions import Interaction, InteractionKind
from bot.sandbox.world.records import Channel
from bot.sandbox.world.state import World

IN_GUILD, IN_BOT_DM = 0, 1
UPLOAD_LIMIT = 10 * 1024 * 1024


def interaction_payload(world: World, interaction: Interaction, data: Json) -> Json:
    """Return the whole interaction; `data` is what its kind needs."""
    channel = world.channels[interaction.channel_id]
    user = world.users[interaction.user_id]
    payload: Json = {
        "id": str(interaction.id),
        "application_id": str(world.application.id),
        "type": int(interaction.kind),
        "token": interaction.token,
        "version": 1,
        "data": data,
        "channel_id": str(channel.id),
        "channel": channel_for(world, channel, interaction.user_id),
        "app_permissions": str(int(permissions_in(world, world.bot.id, channel))),
        "locale": user.locale,
        "entitlements": [],
        "attachment_size_limit": UPLOAD_LIMIT,
    }
    if interaction.source is not None and interaction.kind in (InteractionKind.COMPONENT, InteractionKind.FORM):
        payload["message"] = message_payload(world, interaction.source)
    return {**payload, **_whereabouts(world, channel, interaction.user_id)}


def channel_for(world: World, channel: Channel, user_id: int) -> Json:
    """Return the channel with what the person may do there, as interactions have it."""
    return {**channel_payload(world, channel), "permissions": str(int(permissions_in(world, user_id, channel)))}


def _whereabouts(world: World, channel: Channel, user_id: int) -> Json:
    """Return who acts and where: as a member with permissions in a guild, as a mere user in a DM."""
    user = world.users[user_id]
    if channel.guild_id is None:
        return {"context": IN_BOT_DM, "user": user_payload(user), "authorizing_integration_owners": {"0": "0"}}
    guild = world.guilds[channel.guild_id]
    permissions = str(int(permissions_in(world, user_id, channel)))
    return {
        "context": IN_GUILD,
        "guild_id": str(guild.id),
        "guild": {"id": str(guild.id), "locale": guild.locale, "features": ["COMMUNITY"]},
        "guild_locale": guild.locale,
        "member": {**member_payload(guild.members[user_id]), "permissions": permissions},
        "authorizing_integration_owners": {"0": str(guild.id)},
    }
