"""Summaries for everybody: three sentences, charts, themes with a quote each; and what came of a writer's words."""

from collections.abc import Iterator

from bot.domain.notices import HeardBack, SummaryPost
from bot.domain.summary import Summary, all_quotes
from bot.domain.summary_lists import REGION, crossing_by
from bot.frontend.buttons import Pressed
from bot.frontend.messages.assenting import ask_to_agree
from bot.frontend.messages.layout import TEXT_LIMIT, Block, Drawing, Layout, Line
from bot.frontend.messages.markup import block_quote, show_name
from bot.frontend.messages.message import Message
from bot.frontend.messages.pen import Pen, make_card
from bot.frontend.messages.summary_parts import name_theme, say_findings, say_withdrawn, sentences_that_fit, show_quote
from bot.reports.charts import crossing_chart, themes_chart
from bot.reports.findings import has_guessed_kinds

_MOST_BLOCKS_OF_THEMES = 20
"""Of the forty components of a message the rest is for the frame, what stands around, and the buttons."""
_ROOM_FOR_MORE = 120
"""Characters of "and N more"."""


def write_summary(notice: SummaryPost, pen: Pen) -> Message:
    """The summary as a draft to approve, or as everybody reads it; what does not fit is on its private pages."""
    above, below = _above(notice, pen), _below(notice.summary, pen)
    room = TEXT_LIMIT - sum(map(len, (*above, *below)))
    themes = _fill(notice.summary, pen, room)
    drawings = _draw(notice, pen) if notice.pictured else ()
    blocks: list[Block] = [*above, *drawings]
    for part in (themes, below):
        blocks += [Line(), *part] if part else []
    return Message(content="", layout=Layout(blocks=tuple(blocks), rows=_rows(notice, pen)))


def _rows(notice: SummaryPost, pen: Pen) -> tuple[tuple[Pressed, ...], ...]:
    """Buttons, and the themes that one can agree with; a draft can be published as it is seen here, or changed."""
    if notice.draft:
        publish = pen.strong("summary_approve", notice.summary_id, notice.version)
        change = pen.quiet("draft_show", notice.summary_id, label="draft_change")
        return ((publish, change, pen.quiet("summary_read", notice.summary_id), pen.about()),)
    agree = ask_to_agree(notice, pen)
    read = pen.strong("summary_read", notice.summary_id)
    return (*((agree,) if agree else ()), (read, pen.quiet("consent", notice.round_id), pen.about()))


def _above(notice: SummaryPost, pen: Pen) -> list[str]:
    """The title, and what it all comes to."""
    draft = f"-# {pen.say('notice.summary.draft')}" if notice.draft else ""
    heading = pen.lines(f"## {show_name(notice.title, 100)}", draft)
    return [heading, say_findings(notice.summary, pen)]


def _below(summary: Summary, pen: Pen) -> list[str]:
    """What moderators add, as theirs, and what readers should know of all this."""
    added = pen.paragraphs(*sentences_that_fit(summary.sentences))
    theirs = pen.lines(pen.say("notice.summary.moderators"), added) if added else ""
    notes = pen.lines(
        f"-# {pen.say('notice.summary.footer')}" if all_quotes(summary) else "",
        f"-# {pen.say('notice.summary.guessed')}" if has_guessed_kinds(summary) else "",
    )
    return [each for each in (theirs, notes) if each]


def _draw(notice: SummaryPost, pen: Pen) -> Iterator[Drawing]:
    """Charts of themes, and of regions where there are several to compare."""
    summary = notice.summary
    if summary.themes:
        yield Drawing(chart=themes_chart(summary, pen.speech), file_name="themes.png")
    regions = crossing_by(summary, REGION)
    if summary.themes and regions and len(regions.columns) > 1:
        chart = crossing_chart(summary, regions, pen.speech, notice.names.get(REGION))
        yield Drawing(chart=chart, file_name="regions.png")


def _fill(summary: Summary, pen: Pen, room: int) -> list[str]:
    """The themes within so many characters: all names first, then a quote for each; no quote is ever cut."""
    if not summary.themes:
        return _quotes_alone(summary, pen, room)
    heads = [name_theme(theme, place, pen) for place, theme in enumerate(summary.themes, 1)]
    room -= _ROOM_FOR_MORE
    shown: list[tuple[str, str]] = []
    for theme, head in zip(summary.themes[:_MOST_BLOCKS_OF_THEMES], heads, strict=False):
        room -= len(head)
        if room < 0:
            break
        quote = show_quote(theme.quotes[0], summary, pen) if theme.quotes else say_withdrawn(theme.withdrawn, pen)
        shown.append((head, quote))
    texts: list[str] = []
    for head, quote in shown:
        fits = len(quote) + 1 <= room
        room -= len(quote) + 1 if fits else 0
        texts.append(pen.lines(head, quote if fits else ""))
    left = len(heads) - len(texts)
    return [*texts, *([pen.say("notice.summary.more_themes", count=left)] if left else [])]


def _quotes_alone(summary: Summary, pen: Pen, room: int) -> list[str]:
    heading = pen.say("notice.summary.quotes")
    room -= len(heading) + _ROOM_FOR_MORE
    texts: list[str] = []
    for text in (show_quote(quote, summary, pen) for quote in summary.quotes):
        if len(text) + 2 <= room:
            room -= len(text) + 2
            texts.append(text)
    left = len(summary.quotes) - len(texts)
    more = pen.say("notice.summary.more_quotes", count=left) if left else ""
    # An empty line keeps two block quotes from running into one.
    gone = say_withdrawn(summary.withdrawn, pen)
    return [pen.lines(heading, pen.paragraphs(*texts, more, gone))] if summary.quotes or gone else []


def write_heard_back(notice: HeardBack, pen: Pen) -> Message:
    """What came of a writer's words, thanks for them, and where to read all."""
    people = pen.say("notice.people", count=notice.people)
    replies = pen.say("notice.replies", count=notice.replies)
    theme = (
        pen.say("notice.heard.theme", theme=show_name(notice.theme, 200), count=notice.others) if notice.theme else ""
    )
    regions = pen.say("notice.heard.regions", count=notice.regions) if notice.regions > 1 else ""
    body = pen.lines(
        theme or (pen.say("notice.heard.counted") if notice.may_be_shown else ""),
        regions,
        "" if notice.may_be_shown else pen.say("notice.heard.not_shown"),
        pen.lines(pen.say("notice.heard.quoted"), block_quote(notice.quote)) if notice.quote else "",
        pen.say("notice.summary.figures", people=people, replies=replies),
        pen.say("notice.heard.where", link=notice.link) if notice.link else "",
    )
    return Message(
        content=pen.say("notice.heard.content", title=show_name(notice.summary_title, 100)),
        embeds=(make_card(notice.summary_title, body),),
        rows=(
            (
                pen.quiet("my_replies_round", notice.round_id, label="my_replies"),
                pen.quiet("consent", notice.round_id),
                pen.quiet("help_round", notice.round_id, label="help"),
            ),
        ),
    )
