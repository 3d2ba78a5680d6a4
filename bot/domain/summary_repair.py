"""Brings a summary up to date with its replies, which may have been withdrawn, edited or narrowed since."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from bot.domain.ids import ReplyId
from bot.domain.summary import Quote, Summary, without_replies
from bot.domain.summary_quotes import with_quotes, with_substitutes
from bot.domain.wording_check import still_true
from bot.domain.words import Words, may_be_named, may_be_quoted


def bring_up_to_date(summary: Summary, words: Iterable[Words]) -> Summary:
    """Return the summary as far as it can still be said: `words` are the replies that stand now.

    Replies that are gone leave it. A quote goes when its reply no longer says it or may no longer be quoted, and loses
    name and link when they may no longer be shown; where one went, the next in reserve stands. Called twice it gives
    the same.
    """
    standing = {each.reply_id: each for each in words}
    gone = [reply_id for reply_id in summary.reply_ids if reply_id not in standing]
    left = without_replies(summary, gone, standing.values())
    true = with_quotes(left, lambda quotes: _true_quotes(quotes, standing))
    return worded_as_proved(with_substitutes(true, standing))


def worded_as_proved(summary: Summary) -> Summary:
    """Return the summary with what a language model wrote of it, as far as it is proved as the summary is now."""
    return replace(summary, wording=still_true(summary.wording, summary)) if summary.wording else summary


def without_quotes(summary: Summary) -> Summary:
    """Return the summary with nobody's own words in it."""
    away = tuple(replace(each, quote=None) for each in summary.away)
    return worded_as_proved(replace(with_quotes(summary, lambda _: ()), away=away))


def _true_quotes(quotes: Iterable[Quote], standing: Mapping[ReplyId, Words]) -> tuple[Quote, ...]:
    return tuple(_credited(quote, standing[quote.reply_id]) for quote in quotes if _is_true(quote, standing))


def _is_true(quote: Quote, standing: Mapping[ReplyId, Words]) -> bool:
    words = standing.get(quote.reply_id)
    if words is None or not may_be_quoted(words):
        return False
    return words.forgotten or words.text[quote.start : quote.end] == quote.text


def _credited(quote: Quote, words: Words) -> Quote:
    return quote if may_be_named(words) else replace(quote, credit=(), link=None)
