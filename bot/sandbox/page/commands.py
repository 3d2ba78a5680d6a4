"""The commands that somebody may choose from in a channel, in their language."""

from __future__ import annotations

from collections.abc import Iterator

from bot.sandbox.people.commands import GROUP, SUBCOMMAND, visible_commands
from bot.sandbox.people.person import Person
from bot.sandbox.shapes import Json, object_in, objects_in, text_in
from bot.sandbox.world.records import Channel
from bot.sandbox.world.state import World

PASSED_ON = ("type", "required", "autocomplete", "min_value", "max_value", "min_length", "max_length", "channel_types")


def commands_for(world: World, person: Person, channel: Channel) -> list[Json]:
    """Return each command with its options; a subcommand stands under its whole name, such as "round create"."""
    locale = person.user.locale
    found = visible_commands(world, person.user, channel)
    return [told for command in found for told in _flat(command, command["type"], "", locale)]


def _flat(command: Json, kind: int, above: str, locale: str) -> Iterator[Json]:
    name = f"{above} {command['name']}".strip()
    options = objects_in(command.get("options"))
    inner = [option for option in options if option["type"] in (SUBCOMMAND, GROUP)]
    for each in inner:
        yield from _flat(each, kind, name, locale)
    if not inner:
        told = [_option(option, locale) for option in options]
        yield {"name": name, "kind": kind, "description": _local(command, "description", locale), "options": told}


def _option(option: Json, locale: str) -> Json:
    choices = [{"name": _local(c, "name", locale), "value": c["value"]} for c in objects_in(option.get("choices"))]
    return {
        **{key: option[key] for key in PASSED_ON if key in option},
        "name": option["name"],
        "label": _local(option, "name", locale),
        "description": _local(option, "description", locale),
        "choices": choices,
    }


def _local(thing: Json, key: str, locale: str) -> str:
    return text_in(object_in(thing.get(f"{key}_localizations")).get(locale)) or text_in(thing.get(key))
