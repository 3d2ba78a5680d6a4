"""The report of a round as files to upload, and what is said beside them."""

import io
from collections.abc import Sequence

import discord

from bot.domain.report import Report
from bot.domain.summary_lists import REGION, crossing_by
from bot.frontend.answers.plain import write_plain
from bot.frontend.messages import Message
from bot.frontend.messages.markup import show_name
from bot.frontend.messages.pen import Pen
from bot.reports.charts import Chart, crossing_chart, themes_chart
from bot.reports.report_files import ReportFile
from bot.texts.speech import Speech

LARGEST_FILE = 9_500_000
"""Bytes. Discord takes ten millions of anybody, https://discord.com/developers/docs/reference#uploading-files."""

Charts = Sequence[tuple[str, Chart]]
"""With the names of their files."""


def write_report(report: Report, too_large: Sequence[str], pen: Pen) -> Message:
    """What the files are, who may have them, and which are too large for Discord."""
    left_out = pen.say("answer.report.too_large", files=pen.speech.list(too_large)) if too_large else ""
    body = pen.paragraphs(pen.say("answer.report.files"), pen.say("answer.report.public"), left_out)
    return write_plain(pen.say("answer.report.title", round=show_name(report.round_name)), body)


def attach_files(files: Sequence[ReportFile]) -> tuple[list[discord.File], list[str]]:
    """Return the files, and the names of those that Discord would not take."""
    fitting = [each for each in files if len(each.content) <= LARGEST_FILE]
    large = [each.name for each in files if len(each.content) > LARGEST_FILE]
    return [discord.File(io.BytesIO(each.content), filename=each.name) for each in fitting], large


def charts_of(report: Report, speech: Speech) -> Charts:
    """Return the drawings of the first summary that has themes: how many said alike, and where they are."""
    found = next((each for each in report.summaries if each.themes), None)
    if found is None:
        return ()
    table = crossing_by(found, REGION)
    by_region = table is not None and any(cell is not None for row in table.rows for cell in row.cells)
    return (
        ("themes.png", themes_chart(found, speech)),
        *(
            [("regions.png", crossing_chart(found, table, speech, report.names.get(REGION, {})))]
            if table is not None and by_region
            else []
        ),
    )


def attach_charts(charts: Charts, drawn: Sequence[bytes]) -> list[discord.File]:
    """Return the pictures, with what they show for who cannot see them; none where none could be drawn."""
    return [
        discord.File(io.BytesIO(png), filename=name, description=chart.alt)
        for (name, chart), png in zip(charts, drawn, strict=False)
    ]
