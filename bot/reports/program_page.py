"""The rounds of a program beside each other, as a web page that needs nothing but itself."""

from collections.abc import Mapping, Sequence

from bot.domain.report import Report
from bot.domain.summary_lists import REGION, crossing_by
from bot.reports.page import common_words, pages
from bot.texts.speech import Speech


def program_page(reports: Sequence[Report], speech: Speech, links: Mapping[str, str] | None = None) -> str:
    """Return one HTML document: people, replies, who met and regions of each round, and its themes with their counts.

    Args:
        reports: at least one, of rounds of one program, in the order in which they are shown.
        speech: of the reader.
        links: by the name of a round where its own page is, beside this one.
    """
    themes = [(each, each.whole.themes if each.whole else ()) for each in reports]
    return (
        pages()
        .get_template("program.html.jinja")
        .render(
            **common_words(speech),
            reports=reports,
            title=reports[-1].title,
            made_at=max(each.made_at for each in reports),
            links=links or {},
            themes=[each for each in themes if each[1]],
            regions_of=_regions_of,
        )
    )


def _regions_of(report: Report) -> int | None:
    """How many regions have a count that is shown; None where nothing is known of regions."""
    table = crossing_by(report.whole, REGION) if report.whole else None
    return len(table.columns) if table else None
