"""Everything that is looked at, in order."""

from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from pathlib import Path

from bot.app import point_client_at
from bot.doctor.database import look_at_database
from bot.doctor.discord_side import look_at_discord
from bot.doctor.files import look_at_files
from bot.doctor.finding import Finding, Level
from bot.doctor.machine import look_at_machine
from bot.domain.hosting import HostedProgram
from bot.settings import Settings
from bot.store import Store, programs
from bot.store.connecting import database_file


async def examine_all(settings: Settings, now: datetime) -> AsyncIterator[Finding]:
    """Yield every finding, those of this machine first, Discord's last; `now` is an aware instant in UTC.

    Nothing is changed anywhere, and a bot may run meanwhile.
    """
    file = database_file(settings.database)
    for finding in look_at_machine(file.parent if file and file.parent.is_dir() else Path(), now.date()):
        yield finding
    for finding in look_at_files(settings.programs_folder):
        yield finding
    sound = True
    async for finding in look_at_database(settings.database, now):
        sound = sound and finding.level is not Level.FAULT and finding.key not in ("database_none", "database_older")
        yield finding
    point_client_at(settings)
    async for finding in look_at_discord(settings, await _hosted(settings) if sound else (), now):
        yield finding


async def _hosted(settings: Settings) -> Sequence[HostedProgram]:
    store = await Store.open(settings.database)
    try:
        async with store.read() as tx:
            return await programs.every(tx)
    finally:
        await store.close()
