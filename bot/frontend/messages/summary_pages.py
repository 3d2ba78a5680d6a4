"""All of a summary on private pages: every quote, lists, counts by what people said of themselves, how it was made.

One turns them with buttons, or goes to a part by a select.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import discord

from bot.domain.cells import FEWEST_IN_A_CELL, Crossing
from bot.domain.harmless import one_line
from bot.domain.notices import SummaryPost
from bot.domain.report import Report
from bot.domain.summary import Summary, Theme
from bot.domain.summary_edits import NO_THEME, mark_of
from bot.frontend.buttons import Pressed, button
from bot.frontend.custom_ids import build
from bot.frontend.messages.layout import Layout
from bot.frontend.messages.markup import block_quote, part_words, show_name, trim
from bot.frontend.messages.message import Message
from bot.frontend.messages.pen import Pen
from bot.frontend.messages.summary_parts import (
    HIDDEN,
    name_theme,
    name_value,
    say_withdrawn,
    sentences_that_fit,
    show_label,
    show_quote,
    show_row,
)
from bot.reports.charts import count_people, name_field
from bot.reports.lists import lists_of, told_kind

_PAGE = 3_000
"""Characters of a page's parts: a phone shows some fifteen lines at once."""
_DETAIL_LIMIT = 200
_MOST_OPTIONS = 25
_OPTION_LIMIT = 100
NO_QUOTES = -1
"""Instead of the mark of a theme, where no quotes stand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """What begins on a page of its own: its name as it is, and texts in Markdown, which stay whole where they can."""

    name: str
    texts: tuple[str, ...]
    mark: int = NO_QUOTES
    """Of the theme, or `NO_THEME`, whose quotes stand here."""


_Page = tuple[str, str, int]
"""The name of a part, a text in Markdown, and the mark of the part."""


def write_summary_page(notice: SummaryPost, number: int, pen: Pen, *, moderates: bool = False) -> Message:
    """The page of this number, from 0; of a number beyond the last one the last. Moderators can hide its quotes."""
    pages = list(_paginate(_parts(notice, pen)))
    number = min(number, len(pages) - 1)
    name, text, mark = pages[number]
    can_hide = moderates and not notice.draft and mark != NO_QUOTES
    hide = ((pen.quiet("draft_hide", notice.summary_id, mark),),) if can_hide else ()
    heading = pen.lines(f"-# {show_name(notice.title, 100)}", f"### {show_name(name, 200)}")
    place = f"-# {pen.say('answer.summary.page', number=number + 1, of=len(pages))}"
    layout = Layout(
        blocks=(heading, text, place),
        rows=(_turning(notice, number, len(pages), pen), *_jumping(notice, pages, number, pen), *hide),
    )
    return Message(content="", layout=layout)


def _turning(notice: SummaryPost, number: int, of: int, pen: Pen) -> tuple[Pressed, ...]:
    # Where there is no page to turn to, the number of one that is not there keeps the two ids apart.
    back = button(
        "summary_page",
        notice.summary_id,
        number - 1 if number else of + 1,
        label=pen.say("button.page_back"),
        disabled=not number,
    )
    forward = button(
        "summary_page",
        notice.summary_id,
        number + 1,
        label=pen.say("button.page_next"),
        style=discord.ButtonStyle.primary,
        disabled=number + 1 == of,
    )
    return back, forward


def _jumping(notice: SummaryPost, pages: Sequence[_Page], number: int, pen: Pen) -> Iterator[tuple[Pressed]]:
    """A select of the parts by the first page of each; only so many as Discord takes."""
    firsts = [place for place, (name, *_) in enumerate(pages) if not place or pages[place - 1][0] != name]
    if len(firsts) < 2:
        return
    now = max(each for each in firsts if each <= number)
    options = [
        discord.SelectOption(label=trim(pages[place][0], _OPTION_LIMIT), value=str(place), default=place == now)
        for place in firsts[:_MOST_OPTIONS]
    ]
    select = discord.ui.Select[discord.ui.View](
        custom_id=build("summary_jump", notice.summary_id),
        options=options,
        placeholder=pen.say("answer.summary.jump"),
    )
    yield (Pressed(select),)


def _paginate(parts: Iterator[_Part]) -> Iterator[_Page]:
    """Pages with the name and the mark of their part, each as full as may be."""
    for part in parts:
        page: list[str] = []
        for text in (piece for whole in part.texts for piece in part_words(whole, _PAGE)):
            if page and sum(map(len, page)) + 2 * len(page) + len(text) > _PAGE:
                yield part.name, "\n\n".join(page), part.mark
                page = []
            page.append(text)
        yield part.name, "\n\n".join(page), part.mark


def _parts(notice: SummaryPost, pen: Pen) -> Iterator[_Part]:
    summary = notice.summary
    if texts := tuple(_beside_themes(summary, pen)):
        mark = NO_THEME if summary.quotes and not summary.themes else NO_QUOTES
        yield _Part(name=pen.say("answer.summary.beside_themes"), texts=texts, mark=mark)
    for place, theme in enumerate(summary.themes, 1):
        yield _theme(notice, place, theme, pen)
    if lists := tuple(_lists(notice, pen)):
        yield _Part(name=pen.say("answer.summary.lists"), texts=lists)
    for crossing in summary.crossings:
        if crossing.columns and crossing.rows:
            yield _crossing(notice, crossing, pen)
    yield _Part(name=pen.say("report.how"), texts=tuple(_how_made(notice, pen)))


def _beside_themes(summary: Summary, pen: Pen) -> Iterator[str]:
    """Quotes that are in no theme, and what moderators added where the channel had no room for it.

    What it all comes to was read in the channel.
    """
    if len(tuple(sentences_that_fit(summary.sentences))) < len(summary.sentences):
        yield pen.lines(pen.say("notice.summary.moderators"), pen.paragraphs(*map(block_quote, summary.sentences)))
    if not summary.themes:
        yield from (show_quote(quote, summary, pen) for quote in summary.quotes)
        yield from [gone] if (gone := say_withdrawn(summary.withdrawn, pen)) else []


def _theme(notice: SummaryPost, place: int, theme: Theme, pen: Pen) -> _Part:
    summary = notice.summary
    kinds = " · ".join(told_kind(count, pen.speech) for count in theme.kinds)
    rows = [
        f"{pen.say('answer.summary.by', field=name_field(crossing.field, pen.speech))} {shown}"
        for crossing in summary.crossings
        if (shown := show_row(notice, crossing, theme, pen))
    ]
    quotes = [show_quote(quote, summary, pen) for quote in theme.quotes]
    about = pen.lines(count_people(theme, pen.speech), kinds)
    gone = say_withdrawn(theme.withdrawn, pen)
    none = [pen.say("report.no_quotes")] if not quotes and not gone else []
    texts = (about, *rows, *quotes, *none, *([gone] if gone else []))
    mark = mark_of(theme.reply_ids) if quotes else NO_QUOTES
    return _Part(name=f"{place}. {one_line(theme.label)}", texts=texts, mark=mark)


def _lists(notice: SummaryPost, pen: Pen) -> Iterator[str]:
    """What is most practised, recommended and so on, where it was heard, and who is new against who leads."""
    summary = notice.summary
    report = Report(
        title=notice.title,
        round_name=summary.round_name,
        made_at=summary.made_at,
        figures=summary.figures,
        summaries=(summary,),
        names=notice.names,
    )
    for listed in lists_of(summary, report, pen.speech):
        items = (f"- {show_label(item.label)} · {show_name(item.detail, _DETAIL_LIMIT)}" for item in listed.items)
        note = f"-# {listed.note}" if listed.note else ""
        yield pen.lines(f"**{show_name(listed.title, _DETAIL_LIMIT)}**", note, *items)


def _crossing(notice: SummaryPost, crossing: Crossing, pen: Pen) -> _Part:
    rows = (
        pen.lines(name_theme(theme, place, pen), show_row(notice, crossing, theme, pen))
        for place, theme in enumerate(notice.summary.themes, 1)
        if any(row.theme == theme.number for row in crossing.rows)
    )
    few = [name_value(notice, crossing, each) for each in crossing.few]
    hidden = any(cell is None for row in crossing.rows for cell in row.cells)
    notes = pen.lines(
        pen.say("answer.summary.hidden", dot=HIDDEN, fewest=FEWEST_IN_A_CELL) if hidden else "",
        pen.say("chart.few", names=pen.speech.list(few)) if few else "",
    )
    name = pen.say("chart.crossing", field=name_field(crossing.field, pen.speech))
    return _Part(name=name, texts=(*rows, *([notes] if notes else [])))


def _how_made(notice: SummaryPost, pen: Pen) -> Iterator[str]:
    summary = notice.summary
    lines = [pen.say("report.how_quotes"), pen.say("report.how_consent")]
    if summary.themes and summary.other_ids:
        lines.insert(0, pen.say("report.other", count=len(summary.other_ids)))
    if summary.figures.count_only:
        lines.append(pen.say("report.how_count_only", count=summary.figures.count_only))
    if summary.themes:
        lines += [pen.say("answer.summary.how_themes"), pen.say("report.how_names")]
    if any(theme.agreed for theme in summary.themes):
        lines.append(pen.say("answer.summary.how_agreed"))
    lines.append(pen.say("report.how_figures"))
    if summary.figures.guest_people:
        lines.append(pen.say("report.how_guests"))
    if summary.wording:
        lines.append(pen.say("notice.summary.worded", model=show_name(summary.wording.model)))
    yield "\n".join(f"- {line}" for line in lines)
