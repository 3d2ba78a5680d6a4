"""Threads: started from a message or without one, and listed."""

from __future__ import annotations

from datetime import timedelta

from bot.sandbox.errors import ApiError, Refusal
from bot.sandbox.payloads.channels import channel_payload, thread_member_payload
from bot.sandbox.payloads.guilds import active_threads_payload
from bot.sandbox.permissions import Permission
from bot.sandbox.rest.access import require, seen_channel, seen_message
from bot.sandbox.rest.calls import Call, Reply, get, post
from bot.sandbox.rest.channels import ARCHIVE_MINUTES
from bot.sandbox.rest.paging import instant_of_query, limit_of
from bot.sandbox.shapes import Json
from bot.sandbox.validation.problems import Problems
from bot.sandbox.world.access import can_see
from bot.sandbox.world.drafts import Draft
from bot.sandbox.world.messages import post_message, reference_to, tell_message
from bot.sandbox.world.records import Channel, ChannelKind, MessageFlag, MessageKind, ThreadState
from bot.sandbox.world.threads import open_thread

KINDS = {11: ChannelKind.PUBLIC_THREAD, 12: ChannelKind.PRIVATE_THREAD}
DAY = 1440


async def start_from_message(call: Call) -> Reply:
    """Start a public thread from a message, whose id it gets; a second time it is 160004."""
    parent = seen_channel(call)
    require(call, parent, Permission.CREATE_PUBLIC_THREADS)
    message = seen_message(call, parent)
    if message.id in call.world.channels:
        raise ApiError(Refusal.HAS_A_THREAD)
    thread = _open(call, parent, ChannelKind.PUBLIC_THREAD, message.id)
    message.flags |= MessageFlag.HAS_THREAD
    starter = Draft(kind=MessageKind.THREAD_STARTER, reference=reference_to(message, parent))
    post_message(call.world, thread, call.world.bot.id, starter)
    tell_message(call.world, "MESSAGE_UPDATE", message)
    return Reply(status=201, body=channel_payload(call.world, thread))


async def start_alone(call: Call) -> Reply:
    """Start a thread without a message: private unless the body says 11. A public one is told of in its parent."""
    parent = seen_channel(call)
    kind = KINDS.get(call.json.get("type") or ChannelKind.PRIVATE_THREAD)
    if kind is None or parent.kind is not ChannelKind.TEXT:
        raise ApiError(Refusal.NOT_THIS_KIND_OF_CHANNEL)
    is_private = kind is ChannelKind.PRIVATE_THREAD
    require(call, parent, Permission.CREATE_PRIVATE_THREADS if is_private else Permission.CREATE_PUBLIC_THREADS)
    thread = _open(call, parent, kind)
    if not is_private:
        told = Draft(content=thread.name, kind=MessageKind.THREAD_CREATED, reference=_to_thread(thread))
        post_message(call.world, parent, call.world.bot.id, told)
    return Reply(status=201, body=channel_payload(call.world, thread))


async def list_active(call: Call) -> Reply:
    """Answer the guild's active threads that the bot can see."""
    guild = call.world.guild(call.id("guild"))
    return Reply(body={**active_threads_payload(call.world, guild.id), "has_more": False})


async def list_archived_public(call: Call) -> Reply:
    """Answer archived public threads, those archived last first."""
    parent = _readable_parent(call)
    return Reply(body=_archived(call, parent, ChannelKind.PUBLIC_THREAD))


async def list_archived_private(call: Call) -> Reply:
    """Answer archived private threads, those archived last first; needs the right to manage threads."""
    parent = _readable_parent(call)
    require(call, parent, Permission.MANAGE_THREADS)
    return Reply(body=_archived(call, parent, ChannelKind.PRIVATE_THREAD))


async def list_archived_joined(call: Call) -> Reply:
    """Answer archived private threads that the bot is in, the newest first; `before` is a thread's id."""
    parent = _readable_parent(call)
    before = call.query.get("before", "")
    found = [
        (channel, thread)
        for channel, thread in _archived_threads(call, parent, ChannelKind.PRIVATE_THREAD)
        if call.world.bot.id in thread.members and (not before.isdecimal() or channel.id < int(before))
    ]
    return Reply(body=_page(call, found[::-1]))


def _open(call: Call, parent: Channel, kind: ChannelKind, thread_id: int | None = None) -> Channel:
    problems = Problems()
    minutes = call.json.get("auto_archive_duration") or DAY
    problems.check_length(("name",), call.json.get("name"), 100, 1)
    problems.check_choice(("auto_archive_duration",), minutes, ARCHIVE_MINUTES)
    problems.raise_if_any()
    active = [t for t in call.world.threads_of(parent.guild_id or 0) if t.thread and not t.thread.is_archived]
    if len(active) >= call.world.active_thread_limit:
        raise ApiError(Refusal.TOO_MANY_THREADS)
    return open_thread(
        call.world,
        parent,
        name=call.json["name"],
        owner_id=call.world.bot.id,
        kind=kind,
        auto_archive_after=timedelta(minutes=minutes),
        thread_id=thread_id,
        is_invitable=bool(call.json.get("invitable", True)),
        slowmode_seconds=call.json.get("rate_limit_per_user") or 0,
    )


def _to_thread(thread: Channel) -> Json:
    return {"type": 0, "channel_id": str(thread.id), "guild_id": str(thread.guild_id)}


def _readable_parent(call: Call) -> Channel:
    parent = seen_channel(call)
    require(call, parent, Permission.READ_MESSAGE_HISTORY)
    return parent


def _archived_threads(call: Call, parent: Channel, kind: ChannelKind) -> list[tuple[Channel, ThreadState]]:
    found = [(t, t.thread) for t in call.world.threads_of(parent.guild_id or 0) if t.thread and t.kind is kind]
    return [
        (t, s)
        for t, s in found
        if t.parent_id == parent.id and s.is_archived and can_see(call.world, call.world.bot.id, t)
    ]


def _archived(call: Call, parent: Channel, kind: ChannelKind) -> Json:
    found = _archived_threads(call, parent, kind)
    before = instant_of_query(call.query, "before")
    if before is not None:
        found = [(channel, thread) for channel, thread in found if thread.archive_changed_at < before]
    return _page(call, sorted(found, key=lambda pair: pair[1].archive_changed_at, reverse=True))


def _page(call: Call, ordered: list[tuple[Channel, ThreadState]]) -> Json:
    limit = limit_of(call.query)
    page = ordered[:limit]
    mine = [(c.id, t.members[call.world.bot.id]) for c, t in page if call.world.bot.id in t.members]
    return {
        "threads": [channel_payload(call.world, channel) for channel, _ in page],
        "members": [thread_member_payload(thread, call.world.bot.id, at) for thread, at in mine],
        "has_more": len(ordered) > limit,
    }


ROUTES = (
    post("/channels/{channel}/messages/{message}/threads", start_from_message),
    post("/channels/{channel}/threads", start_alone),
    get("/guilds/{guild}/threads/active", list_active),
    get("/channels/{channel}/threads/archived/public", list_archived_public),
    get("/channels/{channel}/threads/archived/private", list_archived_private),
    get("/channels/{channel}/users/@me/threads/archived/private", list_archived_joined),
)
