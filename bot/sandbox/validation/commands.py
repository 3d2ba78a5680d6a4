"""Limits of application commands.

Source: https://discord.com/developers/docs/interactions/application-commands
"""

from __future__ import annotations

import re
from collections import Counter

from bot.sandbox.shapes import Json, object_in, objects_in, text_in
from bot.sandbox.validation.problems import Key, Problems

CHAT_INPUT = 1
NAME = re.compile(r"^[-_'\w]{1,32}$")
NESTING = (1, 2)


def check_commands(commands: list[Json]) -> None:
    """Raise 50035 when Discord would refuse one of the commands, or two have the same type and name."""
    problems = Problems()
    for number, command in enumerate(commands):
        _check_command(problems, (number,), command)
    names = Counter((command.get("type", CHAT_INPUT), command.get("name")) for command in commands)
    for number, command in enumerate(commands):
        if names[command.get("type", CHAT_INPUT), command.get("name")] > 1:
            code = "APPLICATION_COMMANDS_DUPLICATE_NAME"
            problems.add((number, "name"), code, "Application command names must be unique")
    problems.raise_if_any()


def _check_command(problems: Problems, path: tuple[Key, ...], command: Json) -> None:
    if command.get("type", CHAT_INPUT) != CHAT_INPUT:
        problems.check_length((*path, "name"), command.get("name"), 32, 1)
        return
    _check_words(problems, path, command)
    _check_options(problems, path, command)


def _check_words(problems: Problems, path: tuple[Key, ...], named: Json) -> None:
    name = text_in(named.get("name"))
    if not NAME.match(name) or name != name.lower():
        problems.add((*path, "name"), "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid")
    problems.check_length((*path, "description"), named.get("description"), 100, 1)
    for key in ("name_localizations", "description_localizations"):
        for locale, text in object_in(named.get(key)).items():
            problems.check_length((*path, key, locale), text, 32 if key.startswith("name") else 100, 1)


def _check_options(problems: Problems, path: tuple[Key, ...], holder: Json) -> None:
    options = problems.check_count((*path, "options"), holder.get("options") or [], 25)
    wants_required = True
    for number, option in enumerate(options):
        inner = (*path, "options", number)
        _check_words(problems, inner, option)
        if option.get("type") in NESTING:
            _check_options(problems, inner, option)
            continue
        if option.get("required") and not wants_required:
            code = "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID"
            problems.add(inner, code, "Required options must be placed before non-required options")
        wants_required = bool(option.get("required"))
        _check_choices(problems, inner, option)


def _check_choices(problems: Problems, path: tuple[Key, ...], option: Json) -> None:
    problems.check_count((*path, "choices"), option.get("choices") or [], 25)
    for number, choice in enumerate(objects_in(option.get("choices"))):
        problems.check_length((*path, "choices", number, "name"), choice.get("name"), 100, 1)
        if option.get("type") == 3:
            problems.check_length((*path, "choices", number, "value"), choice.get("value"), 100, 1)
