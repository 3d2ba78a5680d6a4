"""Slash commands and the entries of context menus, as a person finds and fills them."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import cast

from bot.sandbox.people.choosing import id_of
from bot.sandbox.people.refusals import RefusedActError
from bot.sandbox.people.resolving import Resolved
from bot.sandbox.permissions import Permission
from bot.sandbox.shapes import Json, object_in, objects_in
from bot.sandbox.world.access import permissions_in
from bot.sandbox.world.files import store_file
from bot.sandbox.world.records import Channel, User
from bot.sandbox.world.state import World

SLASH, USER_MENU, MESSAGE_MENU = 1, 2, 3
SUBCOMMAND, GROUP = 1, 2
STRING, INTEGER, BOOLEAN, NUMBER, ATTACHMENT = 3, 4, 5, 10, 11
MENTIONABLES = (6, 7, 8, 9)
IN_GUILD, IN_DM = 0, 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What a person typed: the values of options by name, and the one they are just typing in, if any."""

    options: Mapping[str, object]
    focused: str | None = None


def find_command(world: World, user: User, channel: Channel, name: str, kind: int) -> Json:
    """Return the command that the person sees under this name in this channel; the guild's come before global ones.

    Raises:
        RefusedActError: there is none, or it is not for this place or this person.
    """
    places = (channel.guild_id, None) if channel.guild_id is not None else (None,)
    for place in places:
        for command in world.commands.get(place, []):
            if (command["name"], command["type"]) == (name, kind):
                _refuse_if_hidden(world, user, channel, command)
                return command
    raise RefusedActError(f"There is no command {name!r} here.")


def visible_commands(world: World, user: User, channel: Channel) -> list[Json]:
    """Return the commands and entries of context menus that the person sees in this channel, by name."""
    places = (channel.guild_id, None) if channel.guild_id is not None else (None,)
    found: dict[tuple[int, str], Json] = {}
    for command in (command for place in places for command in world.commands.get(place, [])):
        with suppress(RefusedActError):
            _refuse_if_hidden(world, user, channel, command)
            found.setdefault((command["type"], command["name"]), command)
    return [command for _, command in sorted(found.items())]


def command_data(world: World, channel: Channel, command: Json, words: list[str], typed: Typed) -> Json:
    """Return the interaction's data for the command with its subcommands `words` and what was typed.

    Raises:
        RefusedActError: an option is missing, unknown or has a value it cannot have.
    """
    resolved = Resolved(world, channel)
    filler = _Filler(world=world, channel=channel, resolved=resolved, typed=typed)
    return {**_head(command), "options": filler.options_of(command, words), **resolved.payload()}


def menu_data(world: World, channel: Channel, command: Json, target_id: int, resolved: Resolved) -> Json:
    """Return the interaction's data for an entry of a context menu that was used on `target_id`."""
    return {**_head(command), "target_id": str(target_id), **resolved.payload()}


def _head(command: Json) -> Json:
    head = {key: command[key] for key in ("id", "name", "type")}
    return {**head, "guild_id": command["guild_id"]} if "guild_id" in command else head


def _refuse_if_hidden(world: World, user: User, channel: Channel, command: Json) -> None:
    place = IN_DM if channel.guild_id is None else IN_GUILD
    contexts = command.get("contexts")
    if (contexts is not None and place not in contexts) or (place == IN_DM and not command.get("dm_permission", True)):
        raise RefusedActError(f"/{command['name']} cannot be used here.")
    if place == IN_DM:
        return
    granted = permissions_in(world, user.id, channel)
    asked = command.get("default_member_permissions")
    needed = Permission.USE_APPLICATION_COMMANDS | Permission(int(asked or 0))
    needed |= Permission.ADMINISTRATOR if asked == "0" else Permission(0)
    if granted & needed != needed:
        raise RefusedActError(f"{user.shown_name} does not see /{command['name']}: it needs {needed!r}.")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Filler:
    world: World
    channel: Channel
    resolved: Resolved
    typed: Typed

    def options_of(self, holder: Json, words: list[str]) -> list[Json]:
        """Return the options of a command, or its subcommand with the options inside."""
        known = objects_in(holder.get("options"))
        if words:
            inner = next((o for o in known if o["name"] == words[0] and o["type"] in (SUBCOMMAND, GROUP)), None)
            if inner is None:
                raise RefusedActError(f"{holder['name']!r} has no subcommand {words[0]!r}.")
            return [{"name": inner["name"], "type": inner["type"], "options": self.options_of(inner, words[1:])}]
        if any(option["type"] in (SUBCOMMAND, GROUP) for option in known):
            raise RefusedActError(f"{holder['name']!r} is only used with one of its subcommands.")
        unknown = set(self.typed.options) - {option["name"] for option in known}
        if unknown:
            raise RefusedActError(f"{holder['name']!r} has no option {', '.join(sorted(unknown))}.")
        return [filled for option in known if (filled := self._filled(option)) is not None]

    def _filled(self, option: Json) -> Json | None:
        name = option["name"]
        value = self.typed.options.get(name)
        if self.typed.focused == name:
            return {"name": name, "type": option["type"], "value": value or "", "focused": True}
        if value is None:
            if option.get("required") and self.typed.focused is None:
                raise RefusedActError(f"The option {name!r} must be given.")
            return None
        return {"name": name, "type": option["type"], "value": self._value(option, value)}

    def _value(self, option: Json, value: object) -> object:
        kind = option["type"]
        if kind == ATTACHMENT:
            return self._stored(value)
        if kind in MENTIONABLES:
            self.resolved.add_ids([id_of(value)])
            return str(id_of(value))
        if option.get("choices"):
            return _choice(option, value)
        _refuse_wrong_value(option, value)
        return value

    def _stored(self, value: object) -> str:
        if not isinstance(value, tuple):
            raise RefusedActError("A file is given as (name, bytes).")
        name, content = cast("tuple[str, bytes]", value)
        attachment = store_file(self.world, self.channel.id, name, content)
        self.resolved.add_file(attachment)
        return str(attachment.id)


def _choice(option: Json, value: object) -> object:
    for choice in objects_in(option["choices"]):
        if value in (choice["name"], choice["value"]):
            return choice["value"]
    raise RefusedActError(f"{option['name']!r} has no choice {value!r}.")


def _refuse_wrong_value(option: Json, value: object) -> None:
    name = option["name"]
    kinds = {STRING: str, INTEGER: int, BOOLEAN: bool, NUMBER: (int, float)}[option["type"]]
    if not isinstance(value, kinds) or (isinstance(value, bool) and option["type"] != BOOLEAN):
        raise RefusedActError(f"{name!r} cannot be {value!r}.")
    if isinstance(value, str):
        least, most, size = option.get("min_length", 0), option.get("max_length", 6000), float(len(value))
    else:
        least, most, size = option.get("min_value"), option.get("max_value"), float(value)  # pyright: ignore[reportArgumentType]
    if (least is not None and size < least) or (most is not None and size > most):
        raise RefusedActError(f"{name!r} is out of range: {value!r}.")


def words_of(name: str) -> tuple[str, list[str]]:
    """Return the command's name and its subcommands, out of "round create"."""
    first, *rest = name.lstrip("/").split()
    return first, rest


def told_name(command: Json, words: list[str]) -> str:
    """Return the name as it stands above the answer."""
    return " ".join([str(object_in(command)["name"]), *words])
