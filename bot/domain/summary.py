"""Figures, themes and quotes of a prompt or a round: a draft until a moderator approves it.

Whatever a summary says can be checked against the replies, see `bot.domain.summary_check`.
"""

import zlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.cells import Crossing, without_rows
from bot.domain.ids import ReplyId
from bot.domain.partner_figures import PartnerFigures
from bot.domain.summary_kinds import KindCount, KindOf, count_kinds, renew_kinds
from bot.domain.wording import Wording
from bot.domain.words import Figures, Words, figures_of, may_be_quoted, people_of

FEWEST_REPLIES_FOR_THEMES = 8
FEWEST_PEOPLE_IN_A_THEME = 3
FEWEST_PEOPLE_BEHIND_A_WORD = 2
MOST_QUOTES_WITHOUT_THEMES = 3
_QUOTES_OF_PEOPLE = ((40, 5), (20, 4), (0, 3))
LONGEST_QUOTE = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A span taken word for word from a reply: `text` is `reply.text[start:end]`.

    `number` is unique in its summary and says nothing about who wrote. `credit` holds the authors' names and `link` the
    message, both only when the writers agreed to be named; otherwise they are empty and None.
    """

    reply_id: ReplyId
    text: str
    start: int
    end: int
    number: int
    credit: tuple[str, ...] = ()
    link: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """A group of replies that say alike, named by words that several people in it used and allow to be shown.

    `number` is unique in its summary and stays, whatever becomes of others. `title` is what a moderator calls the theme
    instead. `people` counts the distinct authors of `reply_ids`, also those who may only be counted.
    """

    number: int
    words: tuple[str, ...]
    reply_ids: tuple[ReplyId, ...]
    people: int
    quotes: tuple[Quote, ...] = ()
    title: str = ""
    kinds: tuple[KindCount, ...] = ()
    """The one of most people first. They need not add up: not every reply has a kind, and some people wrote several."""
    agreed: int = 0
    """Distinct people who wrote nothing in it and said under the published theme that they agree."""
    withdrawn: int = 0
    """Quotes that stood here in public until they were withdrawn."""
    reserve: tuple[Quote, ...] = ()
    """Quotes that moderators see beside the others: the first that fits stands where one goes."""

    @property
    def label(self) -> str:
        """Its name in one line."""
        return self.title or ", ".join(self.words)


@dataclass(frozen=True, slots=True, kw_only=True)
class Away:
    """A reply that left a public summary, with nothing of its words; brought back by its writer it has its place again.

    `theme` is the number of its theme, 0 where it was in none. `quote` is what was quoted of it, without its text.
    """

    reply_id: ReplyId
    theme: int
    quote: Quote | None = None
    mark: int = 0
    """Of the words that were quoted, see `mark_of_words`: other words do not stand for them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What was said to a prompt, or in the whole round when `prompt_number` is None.

    `reply_ids` are all replies that were considered; no reply is in two themes, and some are in none. `quotes` stand
    alone and are used only where there are no themes. `made_at` is an aware instant in UTC.
    """

    round_name: str
    prompt_number: int | None
    title: str
    made_at: datetime
    reply_ids: tuple[ReplyId, ...]
    figures: Figures
    themes: tuple[Theme, ...] = ()
    quotes: tuple[Quote, ...] = ()
    partners: PartnerFigures | None = None
    """Who met by the end of the round, where it is the summary of one."""
    crossings: tuple[Crossing, ...] = ()
    """Themes by what people said of themselves: their region first, then what else the program asks."""
    sentences: tuple[str, ...] = ()
    """What moderators add, shown as theirs."""
    kinds: tuple[KindOf, ...] = ()
    """Of each reply whose kind somebody said, or that reads like one."""
    withdrawn: int = 0
    """Quotes that stood alone in public until they were withdrawn."""
    reserve: tuple[Quote, ...] = ()
    """The same as that of a theme, where there are no themes."""
    away: tuple[Away, ...] = ()
    """Replies that left since the summary was public."""
    wording: Wording | None = None
    """What a language model wrote of it, where the operator wants one."""

    @property
    def other_ids(self) -> tuple[ReplyId, ...]:
        """The replies that are in no theme, in the order of `reply_ids`."""
        placed = {reply_id for theme in self.themes for reply_id in theme.reply_ids}
        return tuple(reply_id for reply_id in self.reply_ids if reply_id not in placed)


def all_quotes(summary: Summary) -> tuple[Quote, ...]:
    """Return every quote in the order in which it is shown."""
    return (*(quote for theme in summary.themes for quote in theme.quotes), *summary.quotes)


def quotes_in_reserve(summary: Summary) -> tuple[Quote, ...]:
    """Return every quote that readers do not see as long as all others stand."""
    return (*(quote for theme in summary.themes for quote in theme.reserve), *summary.reserve)


def mark_of_words(text: str) -> int:
    """Return a number of 32 bits by which words are known again and that does not tell them."""
    return zlib.crc32(text.encode())


def most_quotes_of(people: int) -> int:
    """Return how many quotes a theme of so many people has at most: three, four from 20 people on, five from 40."""
    return next(most for fewest, most in _QUOTES_OF_PEOPLE if people >= fewest)


def is_shared_word(phrase: str, words: Iterable[Words]) -> bool:
    """Return whether at least two people wrote each word of this phrase in replies that may be quoted.

    Case does not matter, and neither does whether they are the same two. Forgotten replies are believed to hold it.
    """
    shown = [each for each in words if may_be_quoted(each)]
    return bool(phrase.split()) and all(_is_shared(word.casefold(), shown) for word in phrase.split())


def _is_shared(word: str, shown: Iterable[Words]) -> bool:
    used = (each for each in shown if each.forgotten or word in each.text.casefold())
    return len(people_of(used)) >= FEWEST_PEOPLE_BEHIND_A_WORD


def without_replies(summary: Summary, withdrawn: Collection[ReplyId], words: Iterable[Words]) -> Summary:
    """Return the summary as if these replies had never been considered, all else unchanged.

    Their quotes go, and so do words in labels that fewer than two other people used; a theme that is left without a
    label or with fewer than three people goes too. `words` must hold every considered reply that stays. Quotes keep
    their numbers; kinds are those that are stated now. Called twice it gives the same.
    """
    standing = {each.reply_id: each for each in words if each.reply_id not in withdrawn}
    reply_ids = tuple(each for each in summary.reply_ids if each in standing)
    thinned = [_thinned(theme, standing) for theme in summary.themes]
    themes = tuple(each for each in thinned if each.label and each.people >= FEWEST_PEOPLE_IN_A_THEME)
    people = {theme.number: theme.people for theme in themes}
    kinds = renew_kinds(summary.kinds, {each: standing[each] for each in reply_ids})
    changed = {theme.number for theme in summary.themes if theme.people != people.get(theme.number)}
    return replace(
        summary,
        reply_ids=reply_ids,
        figures=figures_of(standing[each] for each in reply_ids),
        themes=tuple(replace(each, kinds=count_kinds(each.reply_ids, kinds, standing)) for each in themes),
        kinds=kinds,
        crossings=tuple(without_rows(each, changed, people) for each in summary.crossings),
        quotes=_standing_quotes(summary.quotes, standing),
        reserve=_standing_quotes(summary.reserve, standing),
    )


def _thinned(theme: Theme, standing: Mapping[ReplyId, Words]) -> Theme:
    reply_ids = tuple(each for each in theme.reply_ids if each in standing)
    left = [standing[each] for each in reply_ids]
    return replace(
        theme,
        words=tuple(word for word in theme.words if is_shared_word(word, left)),
        reply_ids=reply_ids,
        people=len(people_of(left)),
        quotes=_standing_quotes(theme.quotes, standing),
        reserve=_standing_quotes(theme.reserve, standing),
    )


def _standing_quotes(quotes: tuple[Quote, ...], standing: Mapping[ReplyId, Words]) -> tuple[Quote, ...]:
    return tuple(quote for quote in quotes if quote.reply_id in standing)
