"""Guilds as JSON."""

from __future__ import annotations

from bot.sandbox.payloads.channels import channel_payload, thread_member_payload
from bot.sandbox.payloads.people import member_payload, role_payload
from bot.sandbox.shapes import Json, iso
from bot.sandbox.world.access import can_see
from bot.sandbox.world.records import Guild
from bot.sandbox.world.state import World

NOT_SET = ("icon", "splash", "discovery_splash", "banner", "description", "vanity_url_code", "afk_channel_id",
           "application_id", "system_channel_id", "rules_channel_id", "public_updates_channel_id",
           "safety_alerts_channel_id", "widget_channel_id", "home_header")  # fmt: skip


def guild_payload(guild: Guild) -> Json:
    """Return a guild object as REST has it."""
    return {
        **dict.fromkeys(NOT_SET),
        "id": str(guild.id),
        "name": guild.name,
        "owner_id": str(guild.owner_id),
        "roles": [role_payload(role) for role in guild.roles.values()],
        "preferred_locale": guild.locale,
        "features": ["COMMUNITY"],
        "region": "deprecated",
        "widget_enabled": False,
        "incidents_data": None,
        "nsfw": False,
        "max_presences": None,
        "max_video_channel_users": 25,
        "max_stage_video_channel_users": 50,
        "emojis": [],
        "stickers": [],
        "afk_timeout": 300,
        "verification_level": 1,
        "default_message_notifications": 1,
        "explicit_content_filter": 2,
        "mfa_level": 0,
        "nsfw_level": 0,
        "premium_tier": 0,
        "premium_subscription_count": 0,
        "premium_progress_bar_enabled": False,
        "system_channel_flags": 0,
        "max_members": 500_000,
        "approximate_member_count": len(guild.members),
        "approximate_presence_count": len(guild.members),
    }


def guild_create_payload(world: World, guild: Guild, *, with_members: bool) -> Json:
    """Return what GUILD_CREATE carries: the guild, its channels, and the active threads that the bot can see.

    Without the members intent the only member told of is the bot itself.
    """
    members = list(guild.members.values()) if with_members else [guild.members[world.bot.id]]
    return {
        **guild_payload(guild),
        "joined_at": iso(guild.members[world.bot.id].joined_at),
        "large": False,
        "unavailable": False,
        "member_count": len(guild.members),
        "members": [member_payload(member) for member in members],
        "channels": [channel_payload(world, channel) for channel in world.channels_of(guild.id)],
        "threads": active_threads_payload(world, guild.id)["threads"],
        "voice_states": [],
        "presences": [],
        "stage_instances": [],
        "guild_scheduled_events": [],
        "soundboard_sounds": [],
    }


def active_threads_payload(world: World, guild_id: int) -> Json:
    """Return the guild's threads that are not archived and that the bot can see, and where the bot is a member."""
    threads = [
        t
        for t in world.threads_of(guild_id)
        if t.thread and not t.thread.is_archived and can_see(world, world.bot.id, t)
    ]
    joined = [(t.id, t.thread.members.get(world.bot.id)) for t in threads if t.thread]
    return {
        "threads": [channel_payload(world, thread) for thread in threads],
        "members": [thread_member_payload(thread, world.bot.id, at) for thread, at in joined if at is not None],
    }
