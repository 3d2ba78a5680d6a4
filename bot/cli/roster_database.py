"""The roster of a round in the database, for the command line: the bot may run meanwhile."""

import secrets
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.actions.lookups import Setting, current_round
from bot.actions.rosters import RosterReview, import_people, read_list, review_people
from bot.domain.errors import RuleError
from bot.domain.hosting import HostedProgram
from bot.programs import load_programs
from bot.settings import Settings
from bot.store import Store, Tx, programs


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A list, and where it belongs."""

    content: bytes
    columns: str
    new_codes: bool
    slug: str | None
    guild_id: int | None


async def look_over(settings: Settings, wanted: Wanted) -> RosterReview:
    """Return what importing the list would do.

    Raises:
        RuleError: what `take_in` raises.
    """
    async with _opened(settings) as store:
        async with store.read() as tx:
            found = await _find_round(tx, settings, wanted)
        people = await read_list(wanted.content, wanted.columns, found)
        async with store.read() as tx:
            return await review_people(tx, found, people, new_codes=wanted.new_codes)


async def take_in(settings: Settings, wanted: Wanted) -> RosterReview:
    """The list is imported; return it with its codes, which are known nowhere else.

    Raises:
        RuleError: what `read_list` raises; `no_program`, `which_program`, `program_gone`, `no_round`.
    """
    async with _opened(settings) as store:
        async with store.read() as tx:
            found = await _find_round(tx, settings, wanted)
        people = await read_list(wanted.content, wanted.columns, found)
        async with store.write() as tx:
            found = await _find_round(tx, settings, wanted)
            now = datetime.now(UTC)
            return await import_people(tx, found, people, now, new_codes=wanted.new_codes, choose=secrets.randbelow)


@asynccontextmanager
async def _opened(settings: Settings) -> AsyncGenerator[Store]:
    store = await Store.open(settings.database)
    try:
        yield store
    finally:
        await store.close()


async def _find_round(tx: Tx, settings: Settings, wanted: Wanted) -> Setting:
    hosted = _choose(await programs.every(tx), wanted)
    program = load_programs(settings.programs_folder).get(hosted.slug)
    if program is None:
        raise RuleError("program_gone", program=hosted.slug)
    return Setting(round=await current_round(tx, hosted.id), hosted=hosted, program=program)


def _choose(hosted: list[HostedProgram], wanted: Wanted) -> HostedProgram:
    """The only program that is meant, of those that servers host."""
    meant = [each for each in hosted if wanted.slug in (None, each.slug) and wanted.guild_id in (None, each.guild_id)]
    if not meant:
        raise RuleError("no_program")
    if len(meant) > 1:
        raise RuleError("which_program", programs=", ".join(f"{each.slug} ({each.guild_id})" for each in meant))
    return meant[0]
