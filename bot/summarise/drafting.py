"""Replies in, a draft of their summary out: offline, and the same draft for the same replies in any order."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.domain.ids import ReplyId
from bot.domain.summary import (
    FEWEST_PEOPLE_IN_A_THEME,
    FEWEST_REPLIES_FOR_THEMES,
    MOST_QUOTES_WITHOUT_THEMES,
    Quote,
    Theme,
    most_quotes_of,
)
from bot.domain.turns import as_read
from bot.domain.words import Words, people_of
from bot.summarise.answering import with_what_they_answer
from bot.summarise.choosing import repeats
from bot.summarise.grouping import find_groups
from bot.summarise.labels import Labeller
from bot.summarise.landscape import survey, survey_words
from bot.summarise.progress import Progress, Stage, tell_nobody
from bot.summarise.quotes import Quoter

_MOST_THEMES = 20
_MOST_IN_RESERVE = 3


def find_themes(
    replies: Sequence[Words], seed: int, regions: Mapping[ReplyId, str], progress: Progress = tell_nobody
) -> tuple[tuple[Theme, ...], tuple[Quote, ...]]:
    """Return the themes of replies that are in order, and quotes that stand alone where there are no themes.

    Those are the best first, some more than are shown.
    """
    texts = with_what_they_answer(replies, as_read(replies))
    if len(replies) < FEWEST_REPLIES_FOR_THEMES:
        quoter = Quoter(words=replies, land=survey_words(texts), regions=regions)
        return (), quoter.choose_alone(2 * MOST_QUOTES_WITHOUT_THEMES)
    quoter = Quoter(words=replies, land=survey(texts, progress), regions=regions)
    themes = _find_themes(replies, quoter, seed, progress)
    return themes, () if themes else quoter.choose_alone(2 * MOST_QUOTES_WITHOUT_THEMES)


def most_themes_of(replies: int) -> int:
    """Return how many themes a reader is given: up to three of 8 replies, five of 30, twelve of 230, never over 20."""
    return min(_MOST_THEMES, 1 + round(0.72 * math.sqrt(replies)))


def _find_themes(replies: Sequence[Words], quoter: Quoter, seed: int, progress: Progress) -> tuple[Theme, ...]:
    groups = find_groups(quoter.land, seed, progress)
    peopled = [(len(people_of(replies[row] for row in group)), group) for group in groups]
    large = [each for each in peopled if each[0] >= FEWEST_PEOPLE_IN_A_THEME]
    large.sort(key=lambda each: (-each[0], -len(each[1]), each[1]))
    del large[most_themes_of(len(replies)) :]
    labeller = Labeller(words=replies, land=quoter.land, groups=[group for _, group in large])
    themes: list[Theme] = []
    rows: list[Sequence[int]] = []
    for place, (people, group) in enumerate(large):
        label = labeller.name(place)
        if label:
            reply_ids = tuple(replies[row].reply_id for row in group)
            quotes = quoter.choose(group, most_quotes_of(people), label)
            theme = Theme(number=len(themes) + 1, words=label, reply_ids=reply_ids, people=people, quotes=quotes)
            themes.append(theme)
            rows.append(group)
        progress(Stage.QUOTES, place + 1, len(large))
    return tuple(_with_reserve(theme, group, quoter) for theme, group in zip(themes, rows, strict=True))


def _with_reserve(theme: Theme, rows: Sequence[int], quoter: Quoter) -> Theme:
    """The theme with quotes for the case that some of its own go; chosen last, so that they take nobody's place."""
    if len(theme.quotes) < most_quotes_of(theme.people):
        return theme
    said = {quoter.words[row].reply_id: quoter.words[row] for row in rows}
    speakers = people_of(said[each.reply_id] for each in theme.quotes)
    shown = [each.text for each in theme.quotes]
    others = [row for row in rows if speakers.isdisjoint(quoter.words[row].authors)]
    found = quoter.choose(others, _MOST_IN_RESERVE) if others else ()
    reserve = tuple(each for each in found if not repeats(each.text, shown))
    return replace(theme, reserve=reserve)
