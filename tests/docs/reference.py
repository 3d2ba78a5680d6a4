"""docs/reference.md, made from the code: every command, setting, figure and refusal there is, and none that is not."""

import asyncio
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import typer
from prometheus_client.parser import text_string_to_metric_families

from bot.cli.commands import app
from bot.clock.real import RealClock
from bot.observing.observer import Observer
from bot.settings import PREFIX, TOKEN_VARIABLE, Settings
from bot.store import Store
from bot.store.migrating import migrate
from bot.texts.catalogue import SHIPPED_TEXTS, Texts, read_catalogue

FILE = Path(__file__).parents[2] / "docs" / "reference.md"
HEAD = """\
# Reference
Every command, setting, figure and refusal. This page is made from the code by `make docs`; a test holds it to that.
"""
_SPEECH = Texts.load().for_locale("en")


def make_reference() -> str:
    """Return the page."""
    metrics = asyncio.run(_ask_metrics())
    parts = [
        HEAD,
        "## In Discord",
        "Members need none of these: everything they do is a button. What each option is for stands beside it there.",
        *_table(("command", "what it does"), _slash_commands()),
        "## On the command line",
        *_command_line(),
        "## Settings",
        "In a file like [config/roundtable.toml](../config/roundtable.toml), which explains each, or by a variable.",
        *_table(("setting", "in the environment", "what it may be"), _settings()),
        "## Figures for Prometheus",
        "At `/metrics` of `watch_port`, on the bot's own machine. Those named `process_…` are Prometheus' own.",
        *_table(("figure", "what it tells"), _metrics(metrics)),
        "## What people are told when something cannot be done",
        "Each says what to do next. The key stands in logs where an operator looks for it.",
        *_table(("key", "what they read"), _errors()),
    ]
    return "\n".join(parts).rstrip() + "\n"


async def _ask_metrics() -> str:
    """What a bot that has done nothing yet tells Prometheus: every figure stands there with what it means."""
    with TemporaryDirectory() as folder:
        file = f"{folder}/round.db"
        await migrate(file)
        store = await Store.open(file)
        try:
            return (await Observer(store=store, clock=RealClock()).metrics()).decode()
        finally:
            await store.close()


def _table(head: Sequence[str], rows: Iterator[Sequence[str]]) -> list[str]:
    lines = [f"| {' | '.join(head)} |", f"| {' | '.join('---' for _ in head)} |"]
    lines += [f"| {' | '.join(cell.replace('|', '¦').replace(chr(10), ' ') for cell in row)} |" for row in rows]
    return [*lines, ""]


def _slash_commands() -> Iterator[tuple[str, str]]:
    hints = [key for key in Texts.load().placeholders_by_key() if key.startswith("command.") and key.endswith(".hint")]
    for key in hints:
        name = key.removesuffix(".hint")
        if not any(other.startswith(f"{name}.") and other != key for other in hints):
            parts = name.split(".")[1:]
            spoken = " ".join(_SPEECH.say(".".join(["command", *parts[: place + 1]])) for place in range(len(parts)))
            yield f"`/{spoken}`", _SPEECH.say(key)


def _command_line() -> Iterator[str]:
    root = typer.main.get_command(app)
    yield from _commands(root, "roundtable")


def _commands(command: Any, path: str) -> Iterator[str]:
    """Yield a command with its arguments and options, or all of a group; typer's own click has no types."""
    if hasattr(command, "commands"):
        for name, inner in command.commands.items():
            yield from _commands(inner, f"{path} {name}")
        return
    arguments = " ".join(
        (each.metavar or (each.name or "").upper()) for each in command.params if each.param_type_name == "argument"
    )
    yield f"### `{path}{f' {arguments}' if arguments else ''}`"
    yield f"{(command.help or '').strip()}"
    options = [each for each in command.params if each.param_type_name == "option"]
    yield ""
    if options:
        yield from _table(("option", "meaning"), ((f"`{each.opts[0]}`", each.help or "") for each in options))


def _settings() -> Iterator[tuple[str, str, str]]:
    for name, field in Settings.model_fields.items():
        variable = TOKEN_VARIABLE if name == "token" else PREFIX + name.upper()
        yield f"`{name}`", f"`{variable}`", field.description or ""


def _metrics(answered: str) -> Iterator[tuple[str, str]]:
    for family in sorted(text_string_to_metric_families(answered), key=lambda each: each.name):
        if not family.name.startswith("process_"):
            yield f"`{family.name}`", family.documentation


def _errors() -> Iterator[tuple[str, str]]:
    for key, text in sorted(read_catalogue(SHIPPED_TEXTS, "en").texts.items()):
        if key.startswith("error."):
            yield f"`{key.removeprefix('error.')}`", text.forms[-1]
