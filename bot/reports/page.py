"""A summary as a web page that needs nothing but itself."""

from collections.abc import Iterator, Sequence
from functools import cache, partial
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from bot.domain.harmless import calm
from bot.domain.report import Report
from bot.domain.standing import Standing
from bot.domain.summary import FEWEST_REPLIES_FOR_THEMES, Summary
from bot.texts.speech import Speech

_LEAST_BAR = 3


def summary_page(summary: Summary, speech: Speech, prompts: Sequence[Summary] = ()) -> str:
    """Return one HTML document: figures, themes with counts, quotes, and how all of it was made.

    For a round give its summary, and those of its prompts in their order: each gets a section. The document loads
    nothing and runs nothing, and is readable on a phone, in the dark, in print and from right to left. What people
    wrote stands there as text, never as mark-up. The summary should have passed `check_summary`.
    """
    return (
        _pages()
        .get_template("page.html.jinja")
        .render(
            summary=summary,
            prompts=prompts,
            language=str(speech.locale).replace("_", "-"),
            direction="rtl" if speech.locale.character_order == "right-to-left" else "ltr",
            style=_style(),
            say=speech.say,
            number=speech.number,
            names=partial(_names, speech=speech),
            date=speech.date,
            is_web_link=_is_web_link,
            calm=calm,
            share=_share,
            standings=[standing.value for standing in Standing if standing is not Standing.WAIT_LISTED],
            why_no_themes=partial(_why_no_themes, speech=speech),
            how_made=list(_how_made((summary, *prompts), speech)),
        )
    )


def report_page(report: Report, speech: Speech) -> str:
    """Return the report as one HTML document."""
    first, *prompts = report.summaries
    return summary_page(first, speech, prompts)


@cache
def _pages() -> Environment:
    loader = PackageLoader("bot.reports", package_path="")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


@cache
def _style() -> Markup:
    return Markup(Path(__file__).with_name("page.css").read_text("utf-8"))


def _how_made(summaries: Sequence[Summary], speech: Speech) -> Iterator[str]:
    figures = summaries[0].figures
    yield speech.say("report.how_quotes")
    yield speech.say("report.how_consent")
    if figures.count_only:
        yield speech.say("report.how_count_only", count=figures.count_only)
    if any(summary.themes for summary in summaries):
        yield speech.say("report.how_themes")
        yield speech.say("report.how_names")
    yield speech.say("report.how_figures")
    if any(summary.figures.guest_people for summary in summaries):
        yield speech.say("report.how_guests")


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


def _share(people: int, most: int) -> int:
    """Return how much of the longest bar this is, in percent; even the smallest can be seen."""
    return max(_LEAST_BAR, round(100 * people / most))
