"""Applies what moderators changed to a draft, so that all in it can still be proved."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import assert_never

from bot.domain.ids import ReplyId
from bot.domain.summary import FEWEST_PEOPLE_IN_A_THEME, Quote, Summary, Theme, is_shared_word, mark_of_words
from bot.domain.summary_edits import (
    AddSentence,
    CorrectKind,
    DropSentence,
    Edit,
    HideQuotes,
    MergeThemes,
    RenameTheme,
    SplitTheme,
)
from bot.domain.summary_kinds import KindOf, Origin, count_kinds, renew_kinds
from bot.domain.summary_quotes import hide_quotes_of, with_substitutes
from bot.domain.words import Words, people_of

Standing = Mapping[ReplyId, Words]


@dataclass(frozen=True, slots=True, kw_only=True)
class Edited:
    """A draft with the edits in it, and those that no longer find their place in it."""

    summary: Summary
    lost: tuple[Edit, ...] = ()


def apply_edits(draft: Summary, edits: Sequence[Edit], words: Iterable[Words]) -> Edited:
    """Return the draft with the edits in it, one after the other; `words` are the replies that stand.

    A theme is found again as the one with most of an edit's replies, at least half of those that still stand. An edit
    whose theme is not found, or that would leave fewer than three people or no name to a theme, changes nothing and is
    returned as lost. What is hidden or dropped stays so; the next quote in reserve stands for one that is
    hidden. Crossings are left out: edited themes are counted anew.
    """
    standing = {each.reply_id: each for each in words}
    first_free = max((theme.number for theme in draft.themes), default=0) + 1
    summary, lost = replace(draft, crossings=()), list[Edit]()
    for place, edit in enumerate(edits):
        changed = _apply(summary, edit, standing, first_free + place)
        if changed is None:
            lost.append(edit)
        else:
            summary = changed
    return Edited(summary=with_substitutes(_recounted(summary, standing), standing), lost=tuple(lost))


def _apply(summary: Summary, edit: Edit, standing: Standing, free: int) -> Summary | None:
    match edit:
        case RenameTheme(reply_ids=reply_ids, title=title):
            theme = theme_of(summary, reply_ids)
            return None if theme is None else _with(summary, theme, replace(theme, title=title))
        case MergeThemes(reply_ids=reply_ids, other_ids=other_ids):
            return _merge(summary, theme_of(summary, reply_ids), theme_of(summary, other_ids), standing)
        case SplitTheme(reply_ids=reply_ids, title=title):
            theme = theme_of(summary, reply_ids)
            return None if theme is None else _split(summary, theme, {*reply_ids}, title, free, standing)
        case HideQuotes(reply_id=reply_id):
            return hide_quotes_of(summary, reply_id)
        case CorrectKind(reply_id=reply_id, kind=kind):
            corrected = KindOf(reply_id=reply_id, kind=kind, origin=Origin.CORRECTED)
            known = tuple(each for each in summary.kinds if each.reply_id != reply_id)
            return replace(summary, kinds=(*known, corrected)) if reply_id in summary.reply_ids else None
        case AddSentence(text=text):
            return replace(summary, sentences=(*summary.sentences, text))
        case DropSentence(mark=mark):
            return _drop(summary, mark)
        case _:
            assert_never(edit)


def theme_of(summary: Summary, reply_ids: Iterable[ReplyId]) -> Theme | None:
    """Return the theme that holds most of these replies, if it holds at least half of those that are in the summary."""
    standing = {*reply_ids} & {*summary.reply_ids}
    held = {theme.number: len(standing & {*theme.reply_ids}) for theme in summary.themes}
    best = max(summary.themes, key=lambda theme: (held[theme.number], -theme.number), default=None)
    return best if best and held[best.number] and 2 * held[best.number] >= len(standing) else None


def _with(summary: Summary, old: Theme, *new: Theme) -> Summary:
    """The summary with these themes in the place of the old one."""
    return replace(
        summary, themes=tuple(one for theme in summary.themes for one in (new if theme is old else (theme,)))
    )


def _merge(summary: Summary, kept: Theme | None, other: Theme | None, standing: Standing) -> Summary | None:
    if kept is None or other is None:
        return None
    if kept is other:
        return summary
    together = replace(
        kept,
        reply_ids=tuple(sorted({*kept.reply_ids, *other.reply_ids})),
        quotes=_one_of_each((*kept.quotes, *other.quotes), standing),
        reserve=(*kept.reserve, *other.reserve),
    )
    return _with(_with(summary, other), kept, together)


def _one_of_each(quotes: Iterable[Quote], standing: Standing) -> tuple[Quote, ...]:
    """The quotes without second ones of a person."""
    shown: dict[int, Quote] = {}
    for quote in quotes:
        authors = standing[quote.reply_id].authors
        if not shown.keys() & {*authors}:
            shown |= dict.fromkeys(authors, quote)
    return tuple(dict.fromkeys(shown.values()))


def _split(
    summary: Summary, theme: Theme, leaving: set[ReplyId], title: str, number: int, standing: Standing
) -> Summary | None:
    part = _part(theme, [each for each in theme.reply_ids if each in leaving], standing)
    rest = _part(theme, [each for each in theme.reply_ids if each not in leaving], standing)
    part = replace(part, number=number, title=title, words=())
    fits = min(part.people, rest.people) >= FEWEST_PEOPLE_IN_A_THEME and part.label and rest.label
    return _with(summary, theme, rest, part) if fits else None


def _part(theme: Theme, reply_ids: Sequence[ReplyId], standing: Standing) -> Theme:
    words = [standing[each] for each in reply_ids]
    return replace(
        theme,
        words=tuple(word for word in theme.words if is_shared_word(word, words)),
        reply_ids=tuple(reply_ids),
        people=len(people_of(words)),
        quotes=tuple(quote for quote in theme.quotes if quote.reply_id in reply_ids),
        reserve=tuple(quote for quote in theme.reserve if quote.reply_id in reply_ids),
    )


def _drop(summary: Summary, mark: int) -> Summary:
    if summary.wording is None:
        return summary
    left = tuple(each for each in summary.wording.sentences if mark_of_words(each.text) != mark)
    wording = replace(summary.wording, sentences=left)
    return replace(summary, wording=wording if left or wording.translations else None)


def _recounted(summary: Summary, standing: Standing) -> Summary:
    """The summary with the counts of its themes, those of most people first."""
    considered = {each: standing[each] for each in summary.reply_ids}
    kinds = renew_kinds(summary.kinds, considered)
    themes = [
        replace(
            theme,
            people=len(people_of(considered[each] for each in theme.reply_ids)),
            kinds=count_kinds(theme.reply_ids, kinds, considered),
        )
        for theme in summary.themes
    ]
    themes.sort(key=lambda theme: -theme.people)
    return replace(summary, themes=tuple(themes), kinds=kinds)
