"""The parts of a summary as Discord shows them: themes, quotes, counts; in the channel and on private pages alike."""

from collections.abc import Iterator, Sequence

from bot.domain.cells import Crossing
from bot.domain.notices import SummaryPost
from bot.domain.partner_figures import PartnerFigures
from bot.domain.summary import Quote, Summary, Theme
from bot.frontend.messages.markup import block_quote, show_name, show_words
from bot.frontend.messages.pen import Pen
from bot.reports.charts import count_people
from bot.reports.findings import find_sentences, is_worded

LABEL_LIMIT = 100
"""Characters shown of a theme's name."""
MOST_ADDED = 1_000
"""Characters in the channel of what moderators add; where there is more, all of it is on the private pages."""
HIDDEN = "●"
"""What stands for a cell that is not shown."""


def show_label(label: str) -> str:
    """The name of a theme as text in Markdown."""
    return show_name(label, LABEL_LIMIT)


def say_findings(summary: Summary, pen: Pen) -> str:
    """What it comes to in three sentences, each in a line of its own, with a note where a model worded them."""
    sentences = find_sentences(summary, pen.speech, name=lambda label: f"**{show_words(label)}**", words=show_words)
    worded = ""
    if is_worded(summary, pen.speech) and summary.wording:
        worded = f"-# {pen.say('notice.summary.worded', model=show_name(summary.wording.model))}"
    return pen.lines(*sentences, describe_figures(summary, pen), worded)


def name_theme(theme: Theme, place: int, pen: Pen) -> str:
    """The theme's place, its name, how many people said alike, and how many others agree."""
    return pen.say(
        "notice.summary.theme", place=place, theme=show_label(theme.label), people=count_people(theme, pen.speech)
    )


def sentences_that_fit(sentences: Sequence[str]) -> Iterator[str]:
    """What moderators add, as quotes, as far as the channel has room for it."""
    room = MOST_ADDED
    for quoted in map(block_quote, sentences):
        room -= len(quoted) + 2
        if room < 0:
            return
        yield quoted


def show_quote(quote: Quote, summary: Summary, pen: Pen) -> str:
    """The quote whole as a block quote, below it whose words they are, and a translation where there is one."""
    names = [show_name(name) for name in quote.credit]
    credit = pen.speech.list(names) if names else pen.say("notice.summary.someone")
    link = f" [{pen.say('notice.summary.link')}]({quote.link})" if quote.link else ""
    translated = _translation(quote, summary, pen)
    return pen.lines(block_quote(quote.text), f"> — {credit}{link}", translated)


def say_withdrawn(count: int, pen: Pen) -> str:
    """What stands instead of quotes that were withdrawn since the summary was public; empty where none was."""
    return f"-# {pen.say('notice.summary.withdrawn', count=count)}" if count else ""


def _translation(quote: Quote, summary: Summary, pen: Pen) -> str:
    """A model's translation, marked as one; none where the reader speaks another language than it is in."""
    wording = summary.wording
    if wording is None or wording.language != pen.speech.locale.language:
        return ""
    text = next((each.text for each in wording.translations if each.quote == quote.number), "")
    return (
        f"-# {pen.say('notice.summary.translated', model=show_name(wording.model))}\n{block_quote(text)}"
        if text
        else ""
    )


def describe_figures(summary: Summary, pen: Pen) -> str:
    """What else is counted of the replies, and who met, in one line; empty where there is nothing to tell."""
    figures = summary.figures
    return " ".join(
        (
            *((pen.say("notice.summary.pairs", count=figures.pair_replies),) if figures.pair_replies else ()),
            *((pen.say("notice.summary.guests", count=figures.guest_replies),) if figures.guest_replies else ()),
            *((_say_who_met(summary.partners, pen),) if summary.partners else ()),
        )
    )


def _say_who_met(partners: PartnerFigures, pen: Pen) -> str:
    met = pen.speech.number(partners.ever_met)
    return pen.say("notice.summary.partners", count=partners.people, met=met)


def name_value(notice: SummaryPost, crossing: Crossing, value: str) -> str:
    """What readers call a value of a crossing, as text in Markdown."""
    return show_name(notice.names.get(crossing.field, {}).get(value, value))


def show_row(notice: SummaryPost, crossing: Crossing, theme: Theme, pen: Pen) -> str:
    """The people of a theme by what they said of themselves, in one line; empty where the crossing lacks it."""
    cells = next((row.cells for row in crossing.rows if row.theme == theme.number), ())
    shown = (HIDDEN if cell is None else f"**{pen.speech.number(cell)}**" for cell in cells)
    names = (name_value(notice, crossing, value) for value in crossing.columns)
    return " · ".join(f"{name} {cell}" for name, cell in zip(names, shown, strict=False))
