"""Replies in, themes and quotes out; offline and repeatable."""

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from bot.domain.ids import ReplyId
from bot.domain.summary import MOST_QUOTES_WITHOUT_THEMES, Summary, Theme
from bot.domain.summary_kinds import KindOf, Origin, count_kinds
from bot.domain.words import Words, figures_of
from bot.summarise.kinds import propose_kind
from bot.summarise.progress import Progress, tell_nobody

__all__ = ["summarise"]


def summarise(
    words: Iterable[Words],
    *,
    title: str,
    prompt_number: int | None,
    round_name: str,
    made_at: datetime,
    seed: int = 0,
    regions: Mapping[ReplyId, str] | None = None,
    progress: Progress = tell_nobody,
) -> Summary:
    """Return a draft in which every statement can be checked by `check_summary`.

    Under eight replies, or where no three people say alike, there are only figures and up to three quotes. Of replies
    that may only be counted no word is shown. It takes 130 MB and over a second: a bot has a process of its own do it.

    Args:
        words: the replies that stand, in any order; a reply that is given twice counts once.
        title: what the summary is of, as readers know it.
        prompt_number: the prompt, or None for the whole round.
        round_name: its name.
        made_at: an aware instant in UTC.
        seed: decides between equals.
        regions: where each reply comes from, as far as it is known: quotes are spread over them.
        progress: told how far it is.
    """
    replies = sorted({each.reply_id: each for each in words}.values(), key=lambda each: each.reply_id)
    # Threads only wait for each other here. This must be said before numpy is there.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from bot.summarise.drafting import find_themes

    themes, alone = find_themes(replies, seed, regions or {}, progress)
    kinds = tuple(kind for each in replies if (kind := _kind_of(each)))
    return Summary(
        round_name=round_name,
        prompt_number=prompt_number,
        title=title,
        made_at=made_at,
        reply_ids=tuple(each.reply_id for each in replies),
        figures=figures_of(replies),
        themes=_with_kinds(themes, kinds, replies),
        quotes=alone[:MOST_QUOTES_WITHOUT_THEMES],
        reserve=alone[MOST_QUOTES_WITHOUT_THEMES:],
        kinds=kinds,
    )


def _with_kinds(themes: Iterable[Theme], kinds: Sequence[KindOf], replies: Iterable[Words]) -> tuple[Theme, ...]:
    standing = {each.reply_id: each for each in replies}
    return tuple(replace(each, kinds=count_kinds(each.reply_ids, kinds, standing)) for each in themes)


def _kind_of(words: Words) -> KindOf | None:
    """As its writer stated; a proposal where they stated nothing, if its words give one."""
    if words.kind is not None:
        return KindOf(reply_id=words.reply_id, kind=words.kind, origin=Origin.STATED)
    proposed = propose_kind(words.text)
    return KindOf(reply_id=words.reply_id, kind=proposed, origin=Origin.PROPOSED) if proposed else None
