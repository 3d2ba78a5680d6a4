"""Replies in, a draft of their summary out: offline, and the same draft for the same replies in any order."""

import math
from collections.abc import Iterable, Sequence
from datetime import datetime

from bot.domain.summary import (
    FEWEST_PEOPLE_IN_A_THEME,
    FEWEST_REPLIES_FOR_THEMES,
    MOST_QUOTES_WITHOUT_THEMES,
    Summary,
    Theme,
)
from bot.domain.words import Words, figures_of, people_of
from bot.summarise.communities import find_communities
from bot.summarise.labels import hear, label_of
from bot.summarise.likeness import Vectors, learn_space
from bot.summarise.neighbours import link_nearest
from bot.summarise.quotes import Quoter

_MOST_THEMES = 12


def summarise(
    words: Iterable[Words], *, title: str, prompt_number: int | None, round_name: str, made_at: datetime, seed: int = 0
) -> Summary:
    """Return a draft in which every statement can be checked by `check_summary`.

    Under eight replies there are no themes, only figures and up to three quotes; the same where no three people say
    alike. Replies that may only be counted help to find themes, but none of their words is shown.

    Args:
        words: the replies that stand, in any order; a reply that is given twice counts once.
        title: what the summary is of, as readers know it.
        prompt_number: the prompt, or None for the whole round.
        round_name: the name of the round.
        made_at: an aware instant in UTC.
        seed: decides between groupings that are equally good.
    """
    replies = sorted({each.reply_id: each for each in words}.values(), key=lambda each: each.reply_id)
    space = learn_space([each.text for each in replies])
    vectors = space.place([each.text for each in replies])
    quoter = Quoter(space=space)
    themes = _find_themes(replies, vectors, quoter, seed) if len(replies) >= FEWEST_REPLIES_FOR_THEMES else ()
    return Summary(
        round_name=round_name,
        prompt_number=prompt_number,
        title=title,
        made_at=made_at,
        reply_ids=tuple(each.reply_id for each in replies),
        figures=figures_of(replies),
        themes=themes,
        quotes=() if themes else quoter.choose(replies, vectors, MOST_QUOTES_WITHOUT_THEMES),
    )


def most_themes_of(replies: int) -> int:
    """Return how many themes a reader is given: up to three of 8 replies, five of 30, at most twelve."""
    return min(_MOST_THEMES, 2 + round(math.sqrt(replies) / 2))


def _find_themes(replies: Sequence[Words], vectors: Vectors, quoter: Quoter, seed: int) -> tuple[Theme, ...]:
    groups = find_communities(link_nearest(vectors), seed)
    peopled = [(len(people_of(replies[row] for row in group)), group) for group in groups]
    large = [each for each in peopled if each[0] >= FEWEST_PEOPLE_IN_A_THEME]
    large.sort(key=lambda each: (-each[0], -len(each[1]), each[1]))
    themes: list[Theme] = []
    everybody = hear(replies)
    taken: set[str] = set()
    for people, group in large[: most_themes_of(len(replies))]:
        members = [replies[row] for row in group]
        label = label_of(members, everybody, taken)
        if label:
            taken.update(label)
            quotes = quoter.choose(members, vectors[group])
            reply_ids = tuple(each.reply_id for each in members)
            themes.append(Theme(words=label, reply_ids=reply_ids, people=people, quotes=quotes))
    return tuple(themes)
