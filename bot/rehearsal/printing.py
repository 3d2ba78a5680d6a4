"""The published summaries of a rehearsal as reports, from the database that the bot left."""

import random
from pathlib import Path

from bot.actions.lookups import Setting
from bot.actions.reporting import complete, gather_report, tell_languages
from bot.domain.program import Program
from bot.programs.regions import load_regions, shipped_regions_folder
from bot.reports.page import report_page
from bot.reports.report_files import PAGE, report_files
from bot.store import Store, Tx, programs, rounds, summaries
from bot.texts.catalogue import Texts
from bot.texts.speech import Speech


async def write_summaries(database: str, folder: Path, program: Program, *, everything: bool = False) -> list[Path]:
    """A page for each round that has a published summary, `summary-2026A.html` and so on; returns the pages.

    With `everything` it is all files of the report, in a folder for each round: `report-2026A/report.html` and so on.
    """
    store = await Store.open(database)
    regions = load_regions(shipped_regions_folder())
    written: list[Path] = []
    try:
        async with store.read() as tx:
            for hosted in await programs.every(tx):
                speech = Texts.load().for_locale(hosted.locale)
                for current in await rounds.of_program(tx, hosted.id):
                    found = Setting(round=current, hosted=hosted, program=program, regions=regions)
                    written += await _write(tx, found, folder, speech, everything=everything)
    finally:
        await store.close()
    return written


async def _write(tx: Tx, found: Setting, folder: Path, speech: Speech, *, everything: bool) -> list[Path]:
    published = [each.published_at for each in await summaries.of_round(tx, found.round.id) if each.published_at]
    gathered = await gather_report(tx, found, max(published)) if published else None
    if gathered is None:
        return []
    report = complete(gathered, tell_languages(gathered.words), random.Random(found.round.seed))
    if not everything:
        page = folder / f"summary-{found.round.name}.html"
        page.write_text(report_page(report, speech), "utf-8")
        return [page]
    own = folder / f"report-{found.round.name}"
    own.mkdir(parents=True, exist_ok=True)
    for each in report_files(report, speech):
        (own / each.name).write_bytes(each.content)
    return [own / PAGE]
