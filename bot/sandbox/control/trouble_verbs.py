"""Trouble, by HTTP: the methods of `Trouble`."""

from __future__ import annotations

from datetime import timedelta

from bot.sandbox.chance import Odds
from bot.sandbox.control.desk import Desk, Verb
from bot.sandbox.permissions import NOTHING, Permission
from bot.sandbox.shapes import Json, list_in, object_in


async def fail(desk: Desk, body: Json) -> object:
    """Let the next "times" requests of "method" and "path" fail with "status" and "code".

    With "stored" they take effect first; with "reset" the connection breaks in place of an answer.
    """
    method, path, times = str(body.get("method", "*")), str(body["path"]), int(body.get("times", 1))
    status, trouble = int(body.get("status", 500)), desk.sandbox.trouble
    if body.get("reset"):
        trouble.reset(method, path, times=times, stored=bool(body.get("stored")))
    elif body.get("stored"):
        trouble.store_then_fail(method, path, times=times, status=status)
    else:
        trouble.fail(method, path, times=times, status=status, code=int(body.get("code", 0)))
    return {}


async def slow_down(desk: Desk, body: Json) -> object:
    """Answer the next "times" requests of "method" and "path" as always, but "seconds" later."""
    method, path, times = str(body.get("method", "*")), str(body["path"]), int(body.get("times", 1))
    desk.sandbox.trouble.slow_down(method, path, float(body.get("seconds", 1)), times=times)
    return {}


async def limit_rate(desk: Desk, body: Json) -> object:
    """Answer the next "times" requests of "method" and "path" with a 429, a global one when "everywhere"."""
    desk.sandbox.trouble.limit_rate(
        str(body.get("method", "*")),
        str(body["path"]),
        times=int(body.get("times", 1)),
        retry_after=float(body.get("retry_after", 1)),
        everywhere=bool(body.get("everywhere")),
    )
    return {}


async def chances(desk: Desk, body: Json) -> object:
    """Let trouble come by chance: "seed" and "odds" by name, such as `{"stored_error": 0.1}`; no odds end it."""
    odds = {name: float(odd) for name, odd in object_in(body.get("odds")).items()}
    desk.sandbox.trouble.take_chances(str(body.get("seed", 0)), Odds(**odds))
    return {}


async def befallen(desk: Desk, body: Json) -> object:
    """Return how many requests and how many gateway connections met trouble so far."""
    return {"requests": desk.sandbox.rest.faults.befallen, "gateway": desk.sandbox.gateway.befallen}


async def clear_faults(desk: Desk, body: Json) -> object:
    """Let no fault befall any more requests."""
    desk.sandbox.trouble.clear_faults()
    return {}


async def rate_limits(desk: Desk, body: Json) -> object:
    """Switch rate limits "on" or off; return how many requests they have refused."""
    desk.sandbox.trouble.switch_rate_limits(on=bool(body.get("on", True)))
    return {"refused": desk.sandbox.rest.limits.refused}


async def limit_dm_opening(desk: Desk, body: Json) -> object:
    """Allow "most" fresh DMs in "seconds"; null for any number."""
    most = body.get("most")
    desk.sandbox.trouble.limit_dm_opening(None if most is None else int(most), float(body.get("seconds", 600)))
    return {}


async def nonce_window(desk: Desk, body: Json) -> object:
    """Remember nonces for "seconds"; 0 forgets those there are."""
    seconds = float(body["seconds"])
    desk.sandbox.trouble.set_nonce_window(timedelta(seconds=seconds))
    if seconds == 0:
        desk.sandbox.trouble.forget_nonces()
    return {}


async def drop_gateway(desk: Desk, body: Json) -> object:
    """Close all gateway connections with "code" (4000); with "forgetful" they lose what happens meanwhile."""
    trouble, code = desk.sandbox.trouble, int(body.get("code", 4000))
    return {"dropped": trouble.lose_events(code) if body.get("forgetful") else trouble.drop_gateway(code)}


async def go_dead(desk: Desk, body: Json) -> object:
    """Let nothing come through the open gateway connections any more."""
    desk.sandbox.trouble.go_dead()
    return {}


async def heartbeat(desk: Desk, body: Json) -> object:
    """Ask connections that come from now on for a heartbeat every "seconds"."""
    desk.sandbox.trouble.set_heartbeat(timedelta(seconds=float(body["seconds"])))
    return {}


async def ask_to_reconnect(desk: Desk, body: Json) -> object:
    """Ask all connections to reconnect (op 7)."""
    desk.sandbox.trouble.ask_to_reconnect()
    return {}


async def invalidate_session(desk: Desk, body: Json) -> object:
    """Tell all connections that their session is invalid."""
    desk.sandbox.trouble.invalidate_session(resumable=bool(body.get("resumable")))
    return {}


async def outage(desk: Desk, body: Json) -> object:
    """Answer nobody from now on, neither requests nor connections; with "on" false answer again."""
    if body.get("on", True):
        desk.sandbox.trouble.go_down()
    else:
        desk.sandbox.trouble.come_back()
    return {}


async def clock_of_bot(desk: Desk, body: Json) -> object:
    """Set the clock of the bot's machine "ahead" of the time by so many seconds, or behind it by a number below 0."""
    desk.sandbox.trouble.set_bot_clock(timedelta(seconds=float(body["ahead"])))
    return {"now": desk.sandbox.time.shown_to_bot().isoformat()}


async def permit_bot(desk: Desk, body: Json) -> object:
    """Set the bot's overwrite in "channel" to "allow" and "deny" (lists of names); none of both takes it away."""
    channel, trouble = desk.channel(body), desk.sandbox.trouble
    allow, deny = _permissions(body, "allow"), _permissions(body, "deny")
    trouble.restore_bot(channel)
    if allow:
        trouble.allow_bot(channel, allow)
    if deny:
        trouble.deny_bot(channel, deny)
    return {}


async def delete_channel(desk: Desk, body: Json) -> object:
    """Delete "channel"."""
    desk.sandbox.trouble.delete_channel(desk.channel(body))
    return {}


async def delete_message(desk: Desk, body: Json) -> object:
    """Delete "message" as a moderator would."""
    desk.sandbox.trouble.delete_message(desk.message(body))
    return {}


async def archive_thread(desk: Desk, body: Json) -> object:
    """Archive the thread "channel", and lock it when "locked"; with "archived" false open it again."""
    thread, trouble = desk.channel(body), desk.sandbox.trouble
    if body.get("archived", True):
        trouble.archive_thread(thread, locked=bool(body.get("locked")))
    else:
        trouble.reopen_thread(thread)
    return {}


def _permissions(body: Json, key: str) -> Permission:
    granted = NOTHING
    for name in list_in(body.get(key)):
        granted |= Permission[str(name)]
    return granted


VERBS: dict[str, Verb] = {
    verb.__name__: verb
    for verb in (
        fail, slow_down, limit_rate, chances, befallen, clear_faults, rate_limits, limit_dm_opening, nonce_window,
        drop_gateway, go_dead, heartbeat, ask_to_reconnect, invalidate_session, outage, clock_of_bot,
        permit_bot, delete_channel, delete_message, archive_thread,
    )
}  # fmt: skip
