"""Channels: read, made, changed, deleted, and their permission overwrites."""

from __future__ import annotations

from datetime import timedelta

from bot.sandbox.errors import ApiError, Refusal
from bot.sandbox.payloads.channels import channel_payload
from bot.sandbox.permissions import Overwrite, Permission
from bot.sandbox.rest.access import allows, require, require_in_guild, require_open_thread, seen_channel
from bot.sandbox.rest.calls import NO_CONTENT, Call, Reply, delete, get, patch, post, put
from bot.sandbox.shapes import Json, id_in, objects_in
from bot.sandbox.validation.problems import Problems
from bot.sandbox.world.guilds import add_channel, delete_channel, drop_overwrite, set_overwrite, tell_channel
from bot.sandbox.world.records import Channel, ChannelKind, ThreadState
from bot.sandbox.world.state import World
from bot.sandbox.world.threads import change_thread

ARCHIVE_MINUTES = (60, 1440, 4320, 10080)


async def read_channel(call: Call) -> Reply:
    """Answer a channel, thread or DM."""
    return Reply(body=channel_payload(call.world, seen_channel(call)))


async def list_guild_channels(call: Call) -> Reply:
    """Answer the guild's channels without its threads."""
    guild = call.world.guild(call.id("guild"))
    return Reply(body=[channel_payload(call.world, channel) for channel in call.world.channels_of(guild.id)])


async def make_channel(call: Call) -> Reply:
    """Make a channel in the guild."""
    guild = call.world.guild(call.id("guild"))
    require_in_guild(call, guild, Permission.MANAGE_CHANNELS)
    _check_channel(call.json, is_new=True)
    parent_id = id_in(call.json.get("parent_id"))
    channel = add_channel(
        call.world,
        guild,
        call.json["name"],
        kind=ChannelKind(call.json.get("type") or 0),
        topic=call.json.get("topic"),
        category=None if parent_id is None else call.world.channel(parent_id),
        overwrites=tuple(_overwrite(entry, id_in(entry.get("id")) or 0) for entry in _overwrites_in(call.json)),
    )
    return Reply(status=201, body=channel_payload(call.world, channel))


async def change_channel(call: Call) -> Reply:
    """Change a channel (managing channels) or a thread (managing threads, or some of it as its owner)."""
    channel = seen_channel(call)
    _check_channel(call.json, is_new=False)
    if channel.thread is not None:
        _change_thread(call, channel, channel.thread)
        return Reply(body=channel_payload(call.world, channel))
    require(call, channel, Permission.MANAGE_CHANNELS)
    _set_plain_keys(channel, call.json)
    for entry in _overwrites_in(call.json):
        target = id_in(entry.get("id")) or 0
        channel.overwrites[target] = _overwrite(entry, target)
    tell_channel(call.world, "CHANNEL_UPDATE", channel)
    return Reply(body=channel_payload(call.world, channel))


async def remove_channel(call: Call) -> Reply:
    """Delete a channel or thread; for a DM it only closes the bot's window and changes nothing."""
    channel = seen_channel(call)
    payload = channel_payload(call.world, channel)
    if channel.guild_id is not None:
        require(call, channel, Permission.MANAGE_THREADS if channel.thread else Permission.MANAGE_CHANNELS)
        delete_channel(call.world, channel)
    return Reply(body=payload)


async def write_overwrite(call: Call) -> Reply:
    """Set what a role or member may do in the channel."""
    channel = seen_channel(call)
    require(call, channel, Permission.MANAGE_ROLES)
    set_overwrite(call.world, channel, _overwrite(call.json, call.id("target")))
    return NO_CONTENT


async def remove_overwrite(call: Call) -> Reply:
    """Take an overwrite away."""
    channel = seen_channel(call)
    require(call, channel, Permission.MANAGE_ROLES)
    drop_overwrite(call.world, channel, call.id("target"))
    return NO_CONTENT


def _change_thread(call: Call, channel: Channel, thread: ThreadState) -> None:
    body = call.json
    if body.get("archived") is not False:
        require_open_thread(channel)
    if not allows(call, channel, Permission.MANAGE_THREADS):
        _refuse_what_needs_managing(call.world, body, thread)
    _set_plain_keys(channel, body)
    minutes = body.get("auto_archive_duration")
    change_thread(
        call.world,
        channel,
        is_archived=body.get("archived"),
        is_locked=body.get("locked"),
        is_invitable=body.get("invitable"),
        auto_archive_after=None if minutes is None else timedelta(minutes=minutes),
    )


def _refuse_what_needs_managing(world: World, body: Json, thread: ThreadState) -> None:
    is_owner = thread.owner_id == world.bot.id
    only_reopens = body == {"archived": False} and not thread.is_locked
    if not only_reopens and ("locked" in body or not is_owner or thread.is_locked):
        raise ApiError(Refusal.MISSING_PERMISSIONS)


def _check_channel(body: Json, *, is_new: bool) -> None:
    problems = Problems()
    if is_new or "name" in body:
        problems.check_length(("name",), body.get("name"), 100, 1)
    problems.check_length(("topic",), body.get("topic"), 1024)
    problems.check_range(("rate_limit_per_user",), body.get("rate_limit_per_user"), 0, 21_600)
    if is_new:
        problems.check_choice(("type",), body.get("type") or 0, (0, 4))
    if body.get("auto_archive_duration") is not None:
        problems.check_choice(("auto_archive_duration",), body["auto_archive_duration"], ARCHIVE_MINUTES)
    problems.raise_if_any()


def _set_plain_keys(channel: Channel, body: Json) -> None:
    channel.name = body.get("name", channel.name)
    channel.topic = body.get("topic", channel.topic)
    channel.slowmode_seconds = body.get("rate_limit_per_user") or channel.slowmode_seconds


def _overwrites_in(body: Json) -> list[Json]:
    return objects_in(body.get("permission_overwrites"))


def _overwrite(entry: Json, target_id: int) -> Overwrite:
    return Overwrite(
        target_id=target_id,
        is_member=int(entry.get("type") or 0) == 1,
        allow=Permission(int(entry.get("allow") or 0)),
        deny=Permission(int(entry.get("deny") or 0)),
    )


ROUTES = (
    get("/guilds/{guild}/channels", list_guild_channels),
    post("/guilds/{guild}/channels", make_channel),
    get("/channels/{channel}", read_channel),
    patch("/channels/{channel}", change_channel),
    delete("/channels/{channel}", remove_channel),
    put("/channels/{channel}/permissions/{target}", write_overwrite),
    delete("/channels/{channel}/permissions/{target}", remove_overwrite),
)
