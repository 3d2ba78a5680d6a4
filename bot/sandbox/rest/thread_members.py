"""Who is in a thread."""

from __future__ import annotations

from bot.sandbox.errors import ApiError, Refusal
from bot.sandbox.payloads.channels import thread_member_payload
from bot.sandbox.payloads.people import member_payload
from bot.sandbox.permissions import Permission
from bot.sandbox.rest.access import allows, require_open_thread, require_writing, seen_channel
from bot.sandbox.rest.calls import NO_CONTENT, Call, Reply, delete, get, put
from bot.sandbox.shapes import Json
from bot.sandbox.world.access import can_see
from bot.sandbox.world.drafts import Draft
from bot.sandbox.world.messages import post_message
from bot.sandbox.world.records import Channel, ChannelKind, MessageKind, ThreadState
from bot.sandbox.world.threads import add_thread_members, remove_thread_member

FULL = 1000


async def list_members(call: Call) -> Reply:
    """Answer all who are in the thread; with `with_member` each with the guild membership."""
    channel, thread = _thread(call)
    return Reply(body=[_payload(call, channel, user_id, thread) for user_id in thread.members])


async def read_member(call: Call) -> Reply:
    """Answer one of those in the thread, or 10007."""
    channel, thread = _thread(call)
    user_id = _user_id(call)
    if user_id not in thread.members:
        raise ApiError(Refusal.UNKNOWN_MEMBER)
    return Reply(body=_payload(call, channel, user_id, thread))


async def add_member(call: Call) -> Reply:
    """Take a member of the guild into the thread; whoever is inside already changes nothing."""
    channel, thread = _thread(call)
    user_id = _user_id(call)
    require_open_thread(channel)
    if user_id != call.world.bot.id:
        require_writing(call, channel)
    call.world.member(channel.guild_id or 0, user_id)
    if user_id in thread.members:
        return NO_CONTENT
    if len(thread.members) >= FULL:
        raise ApiError(Refusal.THREAD_IS_FULL)
    if not can_see(call.world, user_id, call.world.channels[channel.parent_id or 0]):
        raise ApiError(Refusal.MISSING_ACCESS)
    add_thread_members(call.world, channel, [user_id])
    if user_id != call.world.bot.id:
        _tell_in_thread(call, channel, user_id)
    return NO_CONTENT


async def drop_member(call: Call) -> Reply:
    """Take somebody out: oneself, or anybody with the right to manage threads or as owner of a private one."""
    channel, thread = _thread(call)
    user_id = _user_id(call)
    require_open_thread(channel)
    owns = thread.owner_id == call.world.bot.id and channel.kind is ChannelKind.PRIVATE_THREAD
    if user_id != call.world.bot.id and not owns and not allows(call, channel, Permission.MANAGE_THREADS):
        raise ApiError(Refusal.MISSING_PERMISSIONS)
    remove_thread_member(call.world, channel, user_id)
    return NO_CONTENT


def _thread(call: Call) -> tuple[Channel, ThreadState]:
    channel = seen_channel(call)
    if channel.thread is None:
        raise ApiError(Refusal.NOT_THIS_KIND_OF_CHANNEL)
    return channel, channel.thread


def _user_id(call: Call) -> int:
    return call.world.bot.id if "user" not in call.params else call.id("user")


def _tell_in_thread(call: Call, channel: Channel, user_id: int) -> None:
    """Post the line "X added Y to the thread"."""
    draft = Draft(kind=MessageKind.RECIPIENT_ADD, named_ids=(user_id,))
    post_message(call.world, channel, call.world.bot.id, draft)


def _payload(call: Call, channel: Channel, user_id: int, thread: ThreadState) -> Json:
    payload = thread_member_payload(channel.id, user_id, thread.members[user_id])
    member = call.world.guilds[channel.guild_id or 0].members.get(user_id)
    if call.query.get("with_member", "").lower() in ("1", "true") and member is not None:
        payload["member"] = member_payload(member)
    return payload


MEMBERS = "/channels/{channel}/thread-members"
ROUTES = (
    get(MEMBERS, list_members),
    put(MEMBERS + "/@me", add_member),
    delete(MEMBERS + "/@me", drop_member),
    get(MEMBERS + "/{user}", read_member),
    put(MEMBERS + "/{user}", add_member),
    delete(MEMBERS + "/{user}", drop_member),
)
