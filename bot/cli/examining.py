"""`roundtable doctor`: whether all is well, looked at from outside."""

import asyncio
from collections import Counter
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import typer

from bot.cli.explaining import explained
from bot.cli.options import ConfigOption
from bot.cli.speaking import say

if TYPE_CHECKING:
    from bot.settings import Settings

MARKS = {"good": "✓", "note": "•", "fault": "✗"}


@explained
def doctor(config: ConfigOption = None) -> None:
    """Look at token, intents, permissions, clock, database, backups, disk and files; exit with 1 where a fault is."""
    from bot.settings import load_settings

    levels = asyncio.run(_examine(load_settings(config)))
    faults = levels["fault"]
    typer.echo(say("cli.doctor_done", faults=faults, notes=levels["note"]))
    if faults:
        raise typer.Exit(1)


async def _examine(settings: "Settings") -> Counter[str]:
    """Every finding is said as soon as it is known; return how many there are of each level."""
    from bot.doctor.examination import examine_all

    levels: Counter[str] = Counter()
    async for finding in examine_all(settings, datetime.now(UTC)):
        typer.echo(f"{MARKS[finding.level]} {say(f'doctor.{finding.key}', **finding.fields)}")
        levels[finding.level] += 1
    return levels
