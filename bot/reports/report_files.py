"""A report as files, each of which needs none of the others."""

from dataclasses import dataclass

from bot.domain.report import Report
from bot.reports.page import report_page
from bot.reports.replies_sheet import replies_csv
from bot.reports.report_json import report_json, report_schema
from bot.reports.sheet import summary_csv
from bot.reports.themes_sheet import themes_csv
from bot.texts.speech import Speech

PAGE = "report.html"
REPLIES = "replies.csv"
THEMES = "themes.csv"
FIGURES = "figures.csv"
JSON = "report.json"
SCHEMA = "report.schema.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFile:
    """A file by its name."""

    name: str
    content: bytes


def report_files(report: Report, speech: Speech) -> tuple[ReportFile, ...]:
    """Return the page in the speaker's language, the tables, and the JSON with its schema.

    Takes about a second for a thousand replies and needs no event loop.
    """
    texts = {
        PAGE: report_page(report, speech),
        REPLIES: replies_csv(report),
        THEMES: themes_csv(report),
        FIGURES: summary_csv(report.summaries),
        JSON: report_json(report),
        SCHEMA: report_schema(),
    }
    return tuple(ReportFile(name=name, content=text.encode("utf-8", "replace")) for name, text in texts.items())
