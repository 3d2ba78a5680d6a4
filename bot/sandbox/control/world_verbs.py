"""The world, its time and its records, by HTTP."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from bot.sandbox.control.desk import Desk, Verb
from bot.sandbox.payloads.channels import channel_payload
from bot.sandbox.payloads.guilds import guild_payload
from bot.sandbox.payloads.people import member_payload, role_payload
from bot.sandbox.permissions import NOTHING, Permission
from bot.sandbox.shapes import Json, list_in


async def state(desk: Desk, body: Json) -> object:
    """Return guild, channels, threads, members and commands, the time, and how the bot is connected."""
    sandbox, guild = desk.sandbox, desk.guild(body)
    world = sandbox.world
    return {
        "guild": guild_payload(guild),
        "channels": [channel_payload(world, channel) for channel in world.channels_of(guild.id)],
        "threads": [channel_payload(world, thread) for thread in world.threads_of(guild.id)],
        "members": [member_payload(member) for member in guild.members.values()],
        "commands": [command for commands in world.commands.values() for command in commands],
        "now": sandbox.time.now().isoformat(),
        "tick": sandbox.time.tick,
        "bot_id": str(world.bot.id),
        "connected": len(sandbox.hub.connected),
        "identified": sandbox.hub.identified,
        "resumed": sandbox.hub.resumed,
        "goings_on": sandbox.watch.goings_on(),
    }


async def messages(desk: Desk, body: Json) -> object:
    """Return all messages of "channel", the oldest first, deleted and ephemeral ones too."""
    return [desk.seen(message) for message in desk.channel(body).messages.values()]


async def add_channel(desk: Desk, body: Json) -> object:
    """Make the text channel "name"."""
    channel = desk.sandbox.add_channel(str(body["name"]), guild=desk.guild(body), topic=body.get("topic"))
    return channel_payload(desk.sandbox.world, channel)


async def add_role(desk: Desk, body: Json) -> object:
    """Make the role "name" with "permissions" (a list of names)."""
    granted = NOTHING
    for name in list_in(body.get("permissions")):
        granted |= Permission[str(name)]
    return role_payload(desk.sandbox.add_role(str(body["name"]), granted, guild=desk.guild(body)))


async def set_time(desk: Desk, body: Json) -> object:
    """Move the time to "now" (ISO 8601 with an offset)."""
    await desk.sandbox.time.set(datetime.fromisoformat(str(body["now"])))
    return {"tick": desk.sandbox.time.tick, "now": desk.sandbox.time.now().isoformat()}


async def quiet(desk: Desk, body: Json) -> object:
    """Return when the bot has something to do next, as soon as nothing is going on any more."""
    due = await desk.sandbox.quiet(float(body.get("timeout", 30)))
    return {"next_due_at": None if due is None else due.isoformat()}


async def requests(desk: Desk, body: Json) -> object:
    """Return the bot's requests from number "since" on, and those for which there is no route."""
    log = desk.sandbox.requests[int(body.get("since", 0)) :]
    return {"requests": [asdict(entry) for entry in log], "unrouted": desk.sandbox.unrouted}


VERBS: dict[str, Verb] = {
    verb.__name__: verb for verb in (state, messages, add_channel, add_role, set_time, quiet, requests)
}
