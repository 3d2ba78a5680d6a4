"""The report of a round, for who organises or moderates: the files that readers outside the server are given."""

import asyncio
import random
from collections.abc import Sequence
from datetime import date

from bot.actions.reporting import report_rounds
from bot.domain.report import Report
from bot.frontend.answers.reporting import attach_charts, attach_files, charts_of, write_report
from bot.frontend.asked import Asked
from bot.frontend.easel import draw_apart
from bot.reports.program_page import program_page
from bot.reports.report_files import SCHEMA, ReportFile, report_files
from bot.texts.speech import Speech

PROGRAM_PAGE = "rounds.html"


async def answer_report(asked: Asked, program: str | None, name: str | None) -> None:
    """The files of the round of this name, or of the latest of which anything was approved.

    Where there are reports of several rounds, they are compared in one more file. Made beside the event loop.
    """
    # By lot of the system: who has two reports must not find the same person in both.
    reports = await report_rounds(
        asked.house, guild_id=asked.guild_id, slug=program, name=name, lot=random.SystemRandom(), now=asked.now
    )
    report, speech = reports[-1], asked.pen.speech
    files = await asyncio.to_thread(_make_files, reports, speech)
    charts = charts_of(report, speech)
    drawn = await draw_apart([chart.svg for _, chart in charts]) if charts else ()
    attached, large = attach_files(files)
    pictures = attach_charts(charts, drawn or ())
    await asked.answer(write_report(report, large, asked.pen), *attached, *pictures)


def _make_files(reports: Sequence[Report], speech: Speech) -> list[ReportFile]:
    made = [each for each in report_files(reports[-1], speech) if each.name != SCHEMA]
    if len(reports) > 1:
        ordered = sorted(reports, key=lambda each: (each.starts_on or date.min, each.round_name))
        made.append(ReportFile(name=PROGRAM_PAGE, content=program_page(ordered, speech).encode("utf-8", "replace")))
    return made
