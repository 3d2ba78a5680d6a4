"""Reports from the database, for the command line: it is only read, and the bot may run meanwhile."""

import random
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.actions.lookups import Setting
from bot.actions.reporting import complete, gather_report, tell_languages
from bot.domain.errors import RuleError
from bot.domain.hosting import HostedProgram
from bot.domain.report import Report
from bot.domain.round import Round
from bot.programs import load_programs
from bot.programs.regions import load_regions, shipped_regions_folder
from bot.settings import Settings
from bot.store import Store, Tx, migrating, programs, rounds


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Of which rounds."""

    name: str | None
    """The name of one; None for all of a program."""
    slug: str | None
    guild_id: int | None


async def read_reports(settings: Settings, wanted: Wanted) -> tuple[Report, ...]:
    """Return the report of the wanted round, or of all rounds of the program of which anything was approved.

    Raises:
        RuleError: `no_database`, `other_revision`, `no_program`, `which_round`, `program_gone`, `no_round_of_name`,
            `nothing_to_report`.
    """
    store = await Store.open_to_read(settings.database)
    try:
        async with store.read() as tx:
            revision = await migrating.revision_of(tx)
            if revision != migrating.head():
                raise RuleError("other_revision", revision=revision or "-", head=migrating.head())
            gathered = [
                found
                for setting in await _find(tx, settings, wanted)
                if (found := await gather_report(tx, setting, datetime.now(UTC)))
            ]
    finally:
        await store.close()
    if not gathered:
        raise RuleError("nothing_to_report")
    # By lot of the system: who has two reports must not find the same person in both.
    return tuple(complete(each, tell_languages(each.words), random.SystemRandom()) for each in gathered)


async def _find(tx: Tx, settings: Settings, wanted: Wanted) -> list[Setting]:
    hosted = [
        each
        for each in await programs.every(tx)
        if wanted.slug in (None, each.slug) and wanted.guild_id in (None, each.guild_id)
    ]
    if not hosted:
        raise RuleError("no_program")
    found = [(each, await _rounds(tx, each, wanted.name)) for each in hosted]
    meant = [(each, of_it) for each, of_it in found if of_it]
    if not meant:
        raise RuleError("no_round_of_name", round=wanted.name) if wanted.name else RuleError("nothing_to_report")
    if len(meant) > 1:
        raise RuleError("which_round", programs=tuple(f"{each.slug} ({each.guild_id})" for each, _ in meant))
    ((chosen, of_it),) = meant
    program = load_programs(settings.programs_folder).get(chosen.slug)
    if program is None:
        raise RuleError("program_gone", program=chosen.slug)
    regions = load_regions(shipped_regions_folder())
    return [Setting(round=each, hosted=chosen, program=program, regions=regions) for each in of_it]


async def _rounds(tx: Tx, hosted: HostedProgram, name: str | None) -> list[Round]:
    every = await rounds.of_program(tx, hosted.id)
    return [each for each in every if name is None or each.name.casefold() == name.casefold()]
