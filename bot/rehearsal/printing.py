"""The published summaries of a rehearsal as pages of their own, from the database that the bot left."""

from collections.abc import Sequence
from pathlib import Path

from bot.domain.approval import KeptSummary
from bot.domain.hosting import HostedProgram
from bot.domain.report import Report
from bot.reports.page import report_page
from bot.store import Store, programs, rounds, summaries
from bot.texts.catalogue import Texts


async def write_summaries(database: str, folder: Path) -> list[Path]:
    """A page for each round that has a published summary, `summary-2026A.html` and so on; returns the files."""
    store = await Store.open(database)
    written: list[Path] = []
    try:
        async with store.read() as tx:
            for hosted in await programs.every(tx):
                for current in await rounds.of_program(tx, hosted.id):
                    kept = [each for each in await summaries.of_round(tx, current.id) if each.published_at]
                    if kept:
                        written.append(_write(folder / f"summary-{current.name}.html", hosted, kept))
    finally:
        await store.close()
    return written


def _write(file: Path, hosted: HostedProgram, kept: Sequence[KeptSummary]) -> Path:
    of_prompts = [each.summary for each in kept if each.prompt_number is not None]
    of_round = next((each.summary for each in kept if each.prompt_number is None), None)
    summaries = (of_round, *of_prompts) if of_round else tuple(of_prompts)
    report = Report(
        title=summaries[0].title,
        round_name=summaries[0].round_name,
        made_at=summaries[0].made_at,
        summaries=summaries,
        figures=summaries[0].figures,
    )
    file.write_text(report_page(report, Texts.load().for_locale(hosted.locale)), "utf-8")
    return file
