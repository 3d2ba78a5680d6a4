"""A report as a web page that needs nothing but itself."""

import base64
import hashlib
from collections.abc import Iterator, Sequence
from functools import cache, partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from bot.domain.cells import FEWEST_IN_A_CELL, Crossing
from bot.domain.harmless import calm
from bot.domain.report import Report
from bot.domain.standing import Standing
from bot.domain.summary import FEWEST_REPLIES_FOR_THEMES, Summary
from bot.reports.charts import count_people, crossing_chart, name_field, themes_chart
from bot.reports.filters import QuoteMarks
from bot.reports.lists import lists_of, told_kind
from bot.texts.speech import Speech


def report_page(report: Report, speech: Speech) -> str:
    """Return one HTML document: figures, themes with counts, quotes, lists, crossings, and how all of it was made.

    Each summary gets a section. The document loads nothing, and all of it is readable without script, on a phone, in
    the dark, in print and from right to left; its one script filters the quotes. What people wrote stands there as
    text, never as mark-up. The summaries should have passed `check_summary`.
    """
    first, *prompts = report.summaries
    marks = QuoteMarks(report, speech)
    return (
        pages()
        .get_template("page.html.jinja")
        .render(
            **common_words(speech),
            report=report,
            first=first,
            prompts=prompts,
            survey=report.survey,
            script=_file("page.js"),
            script_hash=_script_hash(),
            voices=marks.voices,
            marks_of=marks.marks_of,
            tags_of=marks.tags_of,
            choices=marks.choices(),
            lists_of=partial(lists_of, report=report, speech=speech),
            **_drawings(report, speech),
            why_no_themes=partial(_why_no_themes, speech=speech),
            how_made=list(_how_made(report.summaries, speech)),
        )
    )


def common_words(speech: Speech) -> dict[str, Any]:
    """Return what every page needs to be filled: the reader's language, and how words and numbers are said."""
    return {
        "language": str(speech.locale).replace("_", "-"),
        "direction": "rtl" if speech.locale.character_order == "right-to-left" else "ltr",
        "style": _file("page.css"),
        "say": speech.say,
        "number": speech.number,
        "date": speech.date,
        "calm": calm,
        "names": partial(_names, speech=speech),
        "is_web_link": _is_web_link,
        "name_field": partial(name_field, speech=speech),
        "people_in": partial(count_people, speech=speech),
        "told_kind": partial(told_kind, speech=speech),
        "fewest_in_a_cell": FEWEST_IN_A_CELL,
        "standings": [standing.value for standing in Standing if standing is not Standing.WAIT_LISTED],
    }


def _drawings(report: Report, speech: Speech) -> dict[str, Any]:
    """Charts and tables, and how parts of the page are found."""

    def draw_themes(summary: Summary) -> Markup:
        return Markup(themes_chart(summary, speech).svg)

    def draw_crossing(summary: Summary, table: Crossing) -> Markup:
        return Markup(crossing_chart(summary, table, speech, report.names.get(table.field, {})).svg)

    def name_few(table: Crossing) -> str:
        return speech.list([calm(report.name_of(table.field, each)) for each in table.few])

    return {
        "themes_chart": draw_themes,
        "crossing_chart": draw_crossing,
        "name_few": name_few,
        "shows_anything": _shows_anything,
        "place_of": _place_of,
        "label_of": _label_of,
    }


@cache
def pages() -> Environment:
    """Return where the templates of pages are; whatever is filled in becomes text."""
    loader = PackageLoader("bot.reports", package_path="")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


@cache
def _file(name: str) -> Markup:
    return Markup(Path(__file__).with_name(name).read_text("utf-8"))


@cache
def _script_hash() -> str:
    """By which the page allows its own script and no other."""
    digest = hashlib.sha256(_file("page.js").encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"


def _place_of(summary: Summary) -> str:
    """The id of its section."""
    return "round" if summary.prompt_number is None else f"prompt-{summary.prompt_number}"


def _label_of(summary: Summary, number: int) -> str:
    return next((theme.label for theme in summary.themes if theme.number == number), "")


def _shows_anything(table: Crossing) -> bool:
    return any(cell is not None for row in table.rows for cell in row.cells)


def _how_made(summaries: Sequence[Summary], speech: Speech) -> Iterator[str]:
    figures = summaries[0].figures
    yield speech.say("report.how_quotes")
    yield speech.say("report.how_consent")
    if figures.count_only:
        yield speech.say("report.how_count_only", count=figures.count_only)
    if any(summary.themes for summary in summaries):
        yield speech.say("report.how_themes")
        yield speech.say("report.how_names")
        yield speech.say("report.how_agreement")
    if any(theme.kinds for summary in summaries for theme in summary.themes):
        yield speech.say("report.how_kinds")
    if any(summary.crossings for summary in summaries):
        yield speech.say("report.how_hidden", fewest=FEWEST_IN_A_CELL)
    yield speech.say("report.how_figures")
    if any(summary.figures.guest_people for summary in summaries):
        yield speech.say("report.how_guests")
    models = sorted({summary.wording.model for summary in summaries if summary.wording})
    yield speech.say("report.how_model_used", model=speech.list(models)) if models else speech.say("report.how_model")


def _why_no_themes(summary: Summary, speech: Speech) -> str:
    if not summary.reply_ids:
        return speech.say("report.nobody")
    if len(summary.reply_ids) < FEWEST_REPLIES_FOR_THEMES:
        return speech.say("report.too_few_for_themes", fewest=FEWEST_REPLIES_FOR_THEMES)
    return speech.say("report.no_theme_shared")


def _names(credit: Sequence[str], speech: Speech) -> Markup:
    """Return the names joined as the reader's language joins a list, each in its own direction of writing."""
    return Markup(speech.list([f"<bdi>{escape(calm(name))}</bdi>" for name in credit]))


def _is_web_link(link: str | None) -> bool:
    return link is not None and link.startswith("https://")
