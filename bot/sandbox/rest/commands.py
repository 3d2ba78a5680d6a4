"""Application commands, global (guild None) and of a guild."""

from __future__ import annotations

from bot.sandbox.errors import ApiError, Refusal
from bot.sandbox.rest.calls import NO_CONTENT, Call, Reply, delete, get, post, put
from bot.sandbox.shapes import Json, objects_in
from bot.sandbox.validation.commands import check_commands
from bot.sandbox.world.state import World

GLOBAL = "/applications/{application}/commands"
GUILD = "/applications/{application}/guilds/{guild}/commands"


async def list_commands(call: Call) -> Reply:
    """Answer all commands of that place."""
    return Reply(body=call.world.commands.get(_place(call), []))


async def replace_commands(call: Call) -> Reply:
    """Let these be all commands of that place; those of a known type and name keep their id."""
    place, wanted = _place(call), objects_in(call.body)
    check_commands(wanted)
    known = {(command["type"], command["name"]): command["id"] for command in call.world.commands.get(place, [])}
    made = [_made(call.world, command, place) for command in wanted]
    for command in made:
        command["id"] = known.get((command["type"], command["name"]), command["id"])
    call.world.commands[place] = made
    return Reply(body=made)


async def add_command(call: Call) -> Reply:
    """Add a command, or put it in place of the one with its type and name."""
    place = _place(call)
    check_commands([call.json])
    made = _made(call.world, call.json, place)
    before = call.world.commands.get(place, [])
    others = [command for command in before if (command["type"], command["name"]) != (made["type"], made["name"])]
    call.world.commands[place] = [*others, made]
    return Reply(status=201 if len(others) == len(before) else 200, body=made)


async def read_command(call: Call) -> Reply:
    """Answer one command."""
    return Reply(body=_found(call))


async def remove_command(call: Call) -> Reply:
    """Delete one command."""
    call.world.commands[_place(call)].remove(_found(call))
    return NO_CONTENT


def _place(call: Call) -> int | None:
    if call.id("application") != call.world.application.id:
        raise ApiError(Refusal.UNKNOWN_APPLICATION)
    return call.world.guild(call.id("guild")).id if "guild" in call.params else None


def _found(call: Call) -> Json:
    for command in call.world.commands.get(_place(call), []):
        if command["id"] == str(call.id("command")):
            return command
    raise ApiError(Refusal.UNKNOWN_COMMAND)


def _made(world: World, command: Json, guild_id: int | None) -> Json:
    made: Json = {
        "type": 1,
        "description": "",
        "default_member_permissions": None,
        "dm_permission": True,
        "nsfw": False,
        "contexts": None,
        "integration_types": [0],
        "name_localizations": None,
        "description_localizations": None,
        **command,
        "id": str(world.snowflakes.make()),
        "application_id": str(world.application.id),
        "version": str(world.snowflakes.make()),
    }
    return made if guild_id is None else {**made, "guild_id": str(guild_id)}


ROUTES = tuple(
    route
    for path in (GLOBAL, GUILD)
    for route in (
        get(path, list_commands),
        put(path, replace_commands),
        post(path, add_command),
        get(path + "/{command}", read_command),
        delete(path + "/{command}", remove_command),
    )
)
