"""Summaries: figures in one line, themes with their quotes, and what came of a writer's words."""

from collections.abc import Iterator

from bot.domain.notices import HeardBack, SummaryPost
from bot.domain.partner_figures import PartnerFigures
from bot.domain.summary import Quote, Summary, Theme
from bot.frontend.messages.markup import block_quote, show_name
from bot.frontend.messages.message import Message
from bot.frontend.messages.pen import DESCRIPTION_LIMIT, Pen, make_card

_ROOM_FOR_MORE = 120
"""Characters of each "and N more"."""


def write_summary(notice: SummaryPost, pen: Pen) -> Message:
    """The summary as a draft to approve, or as everybody reads it."""
    summary = notice.summary
    figures = describe_figures(summary, pen)
    sections = _Sections(summary, pen)
    body = pen.paragraphs(figures, sections.fill(DESCRIPTION_LIMIT - len(figures) - 2))
    content = "notice.summary.content_draft" if notice.draft else "notice.summary.content"
    row = (
        (pen.strong("summary_approve", notice.summary_id), pen.about())
        if notice.draft
        else (pen.quiet("consent", notice.round_id), pen.about())
    )
    return Message(
        content=pen.say(content, title=show_name(notice.title, 100)),
        embeds=(make_card(notice.title, body, footer=pen.say("notice.summary.footer") if sections.quotes else ""),),
        rows=(row,),
    )


def write_heard_back(notice: HeardBack, pen: Pen) -> Message:
    """What came of a writer's words, thanks for them, and where to read all."""
    people, replies = _count(pen, notice.people, notice.replies)
    theme = (
        pen.say("notice.heard.theme", theme=show_name(notice.theme, 200), count=notice.others) if notice.theme else ""
    )
    where = pen.say("notice.heard.where", channel=f"<#{notice.channel_id}>") if notice.channel_id else ""
    body = pen.lines(
        theme or pen.say("notice.heard.counted"),
        pen.say("notice.heard.quoted") if notice.quoted else "",
        pen.say("notice.summary.figures", people=people, replies=replies),
        where,
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


def describe_figures(summary: Summary, pen: Pen) -> str:
    """The counts as sentences in one line."""
    figures = summary.figures
    people, replies = _count(pen, figures.people, figures.replies)
    return " ".join(
        (
            pen.say("notice.summary.figures", people=people, replies=replies),
            *((pen.say("notice.summary.pairs", count=figures.pair_replies),) if figures.pair_replies else ()),
            *((pen.say("notice.summary.guests", count=figures.guest_replies),) if figures.guest_replies else ()),
            *((_say_who_met(summary.partners, pen),) if summary.partners else ()),
        )
    )


def _say_who_met(partners: PartnerFigures, pen: Pen) -> str:
    met = pen.speech.number(partners.ever_met)
    return pen.say("notice.summary.partners", count=partners.people, met=met)


def _count(pen: Pen, people: int, replies: int) -> tuple[str, str]:
    return pen.say("notice.people", count=people), pen.say("notice.replies", count=replies)


class _Sections:
    """The themes with their quotes, or quotes alone, as many as there is room for; no quote is ever cut."""

    def __init__(self, summary: Summary, pen: Pen) -> None:
        self._pen = pen
        self._themes = [(_head(theme, place, pen), theme.quotes) for place, theme in enumerate(summary.themes, 1)]
        if not self._themes and summary.quotes:
            self._themes = [(pen.say("notice.summary.quotes"), summary.quotes)]
        self.quotes = sum(len(quotes) for _, quotes in self._themes)

    def fill(self, room: int) -> str:
        """The text within `room` characters: headings first, then a quote of each theme, then seconds."""
        shown: dict[int, list[str]] = {}
        room -= _ROOM_FOR_MORE
        for place, text in enumerate(head for head, _ in self._themes):
            cost = len(text) + _ROOM_FOR_MORE
            if cost <= room:
                shown[place] = [text]
                room -= cost
        for place, text in self._quotes_by_rank():
            if place in shown and len(text) + 2 <= room:
                shown[place].append(text)
                room -= len(text) + 2
        return self._pen.paragraphs(*(self._section(place, shown[place]) for place in sorted(shown)), self._rest(shown))

    def _quotes_by_rank(self) -> Iterator[tuple[int, str]]:
        """All first quotes, all second ones and so on, each with its theme's place."""
        for rank in range(max((len(quotes) for _, quotes in self._themes), default=0)):
            for place, (_, quotes) in enumerate(self._themes):
                if rank < len(quotes):
                    yield place, _show_quote(quotes[rank], self._pen)

    def _section(self, place: int, texts: list[str]) -> str:
        heading, *quotes = texts
        left = len(self._themes[place][1]) - len(quotes)
        more = self._pen.say("notice.summary.more_quotes", count=left) if left else ""
        # An empty line keeps two block quotes from running into one.
        return self._pen.lines(heading, self._pen.paragraphs(*quotes, more))

    def _rest(self, shown: dict[int, list[str]]) -> str:
        left = len(self._themes) - len(shown)
        return self._pen.say("notice.summary.more_themes", count=left) if left else ""


def _head(theme: Theme, place: int, pen: Pen) -> str:
    people = pen.say("notice.people", count=theme.people)
    return pen.say("notice.summary.theme", place=place, theme=show_name(theme.label, 200), people=people)


def _show_quote(quote: Quote, pen: Pen) -> str:
    """The quote whole as a block quote, below it whose words they are."""
    names = [show_name(name) for name in quote.credit]
    credit = pen.speech.list(names) if names else pen.say("notice.summary.someone")
    link = f" [{pen.say('notice.summary.link')}]({quote.link})" if quote.link else ""
    return f"{block_quote(quote.text)}\n> — {credit}{link}"
