"""Which quotes of a summary stand: those that were chosen, and for one that goes the next that moderators saw."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from bot.domain.ids import ReplyId
from bot.domain.summary import (
    MOST_QUOTES_WITHOUT_THEMES,
    Away,
    Quote,
    Summary,
    Theme,
    all_quotes,
    mark_of_words,
    most_quotes_of,
)
from bot.domain.words import Words, may_be_named, may_be_quoted

Standing = Mapping[ReplyId, Words]
Quotes = tuple[Quote, ...]


def with_quotes(summary: Summary, change: Callable[[Quotes], Quotes]) -> Summary:
    """Return the summary with its quotes, shown or in reserve, changed so."""
    themes = (replace(theme, quotes=change(theme.quotes), reserve=change(theme.reserve)) for theme in summary.themes)
    return replace(summary, themes=tuple(themes), quotes=change(summary.quotes), reserve=change(summary.reserve))


def hide_quotes_of(summary: Summary, reply_id: ReplyId) -> Summary:
    """Return the summary in which nothing of this reply is quoted, nor ever will be."""
    left = with_quotes(summary, lambda quotes: tuple(each for each in quotes if each.reply_id != reply_id))
    away = tuple(replace(each, quote=None) if each.reply_id == reply_id else each for each in left.away)
    return replace(left, away=away)


def with_substitutes(summary: Summary, standing: Standing) -> Summary:
    """Return the summary with quotes out of the reserve where there is room, nobody twice in a theme.

    Those in reserve come in their order. Called twice it gives the same.
    """
    themes: list[Theme] = []
    for theme in summary.themes:
        quotes, reserve = _filled(theme.quotes, theme.reserve, most_quotes_of(theme.people), standing)
        themes.append(replace(theme, quotes=quotes, reserve=reserve))
    quotes, reserve = _filled(summary.quotes, summary.reserve, MOST_QUOTES_WITHOUT_THEMES, standing)
    return replace(summary, themes=tuple(themes), quotes=quotes, reserve=reserve)


def _filled(quotes: Quotes, reserve: Quotes, most: int, standing: Standing) -> tuple[Quotes, Quotes]:
    if not reserve:
        return quotes, reserve
    shown, left = list(quotes), list[Quote]()
    speakers = {author for each in quotes for author in standing[each.reply_id].authors}
    for each in reserve:
        authors = standing[each.reply_id].authors
        if len(shown) < most and speakers.isdisjoint(authors):
            shown.append(each)
            speakers.update(authors)
        else:
            left.append(each)
    return tuple(shown), tuple(left)


def remember_away(before: Summary, after: Summary) -> Summary:
    """Return the summary as it is after replies left it, with what it needs to know of them if they come back."""
    left = {*before.reply_ids} - {*after.reply_ids}
    quoted = {quote.reply_id: quote for quote in all_quotes(before)}
    placed = {reply_id: theme.number for theme in before.themes for reply_id in theme.reply_ids}
    gone = tuple(
        Away(
            reply_id=reply_id,
            theme=placed.get(reply_id, 0),
            quote=_without_words(quoted[reply_id]) if reply_id in quoted else None,
            mark=mark_of_words(quoted[reply_id].text) if reply_id in quoted else 0,
        )
        for reply_id in sorted(left)
    )
    return replace(after, away=(*after.away, *gone))


def _without_words(quote: Quote) -> Quote:
    return replace(quote, text="", credit=(), link=None)


def bring_back(summary: Summary, standing: Standing) -> Summary:
    """Return the summary with the replies that were away and stand again, each in the theme it was in.

    What was quoted of one is the first in reserve: it stands again where there is room, and its writer is not quoted
    there meanwhile. Counts are left as they were: they are renewed with all others.
    """
    here = [each for each in summary.away if each.reply_id in standing]
    if not here:
        return summary
    again = [(each.theme, _quote_again(each, standing[each.reply_id])) for each in here]
    themes = (
        _joined(theme, here, tuple(quote for place, quote in again if quote and place == theme.number))
        for theme in summary.themes
    )
    alone = tuple(quote for place, quote in again if quote and not place)
    return replace(
        summary,
        reply_ids=tuple(sorted({*summary.reply_ids, *(each.reply_id for each in here)})),
        themes=tuple(themes),
        reserve=(*alone, *summary.reserve),
        withdrawn=summary.withdrawn - len(alone),
        away=tuple(each for each in summary.away if each.reply_id not in standing),
    )


def _quote_again(away: Away, words: Words) -> Quote | None:
    if away.quote is None or not may_be_quoted(words):
        return None
    text = words.text[away.quote.start : away.quote.end]
    credit, link = (words.author_names, words.link) if may_be_named(words) else ((), None)
    return replace(away.quote, text=text, credit=credit, link=link) if mark_of_words(text) == away.mark else None


def _joined(theme: Theme, here: Sequence[Away], again: Quotes) -> Theme:
    back = {each.reply_id for each in here if each.theme == theme.number}
    return replace(
        theme,
        reply_ids=tuple(sorted({*theme.reply_ids, *back})),
        reserve=(*again, *theme.reserve),
        withdrawn=theme.withdrawn - len(again),
    )
