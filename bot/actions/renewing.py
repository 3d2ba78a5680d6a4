"""A kept summary as it may be said now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.actions.crossing import cross_summary
from bot.actions.gathering import gather_words
from bot.actions.lookups import Setting
from bot.actions.who_met import count_who_met
from bot.domain.approval import KeptSummary
from bot.domain.ids import MemberId, ReplyId
from bot.domain.summary import Quote, Summary
from bot.domain.summary_check import Agreeing
from bot.domain.summary_editing import apply_edits
from bot.domain.summary_edits import Edit
from bot.domain.summary_quotes import bring_back, remember_away
from bot.domain.summary_repair import bring_up_to_date, worded_as_proved
from bot.domain.words import Words, people_of
from bot.store import Tx, assents


@dataclass(frozen=True, slots=True, kw_only=True)
class Renewed:
    """A summary as it may be said now."""

    summary: Summary
    draft: Summary | None = None
    """The same before any edit, as long as nobody approved it."""
    lost: tuple[Edit, ...] = ()
    """Edits that find no place in the draft."""


async def renew_summary(tx: Tx, found: Setting, kept: KeptSummary) -> Summary:
    """The summary as its replies are now, see `renew`."""
    return (await renew(tx, found, kept)).summary


async def renew(tx: Tx, found: Setting, kept: KeptSummary) -> Renewed:
    """The summary as its replies are now, and that of a round with who met by its end, counted anew.

    A draft has its edits applied anew, and its themes counted by what people say of themselves now. Once approved
    these counts stay as they are, or are hidden for good: what changed between two of them would tell of those who
    changed. A reply that left since it was public, and was brought back, is in it again.
    """
    if kept.approved_at is None:
        return await renew_draft(tx, found, kept, kept.edits)
    words = await gather_words(tx, found, kept.prompt_number)
    partners = await count_who_met(tx, found, kept.prompt_number, kept.made_at)
    before = bring_back(kept.summary, {each.reply_id: each for each in words})
    current = bring_up_to_date(before, words)
    if kept.published_at is not None:
        current = remember_away(before, with_withdrawals(before, current))
    current = with_agreement(current, words, await assents.of_summary(tx, kept.id))
    return Renewed(summary=replace(current, partners=partners))


async def renew_draft(tx: Tx, found: Setting, kept: KeptSummary, edits: Sequence[Edit]) -> Renewed:
    """A draft as it is now, with these edits instead of those that are kept."""
    words = await gather_words(tx, found, kept.prompt_number)
    partners = await count_who_met(tx, found, kept.prompt_number, kept.made_at)
    before = replace(bring_up_to_date(kept.draft or kept.summary, words), partners=partners)
    edited = apply_edits(before, edits, words)
    summary = await cross_summary(tx, found, worded_as_proved(edited.summary), words)
    return Renewed(summary=summary, draft=before, lost=edited.lost)


def with_agreement(summary: Summary, words: Sequence[Words], agreeing: Agreeing) -> Summary:
    """The summary with the count of those who agree with each theme; who wrote in it counts there already."""
    standing = {each.reply_id: each for each in words}
    themes = (
        replace(theme, agreed=len({*agreeing.get(theme.number, ())} - _writers(theme.reply_ids, standing)))
        for theme in summary.themes
    )
    return replace(summary, themes=tuple(themes))


def _writers(reply_ids: Sequence[ReplyId], standing: Mapping[ReplyId, Words]) -> frozenset[MemberId]:
    return people_of(standing[each] for each in reply_ids if each in standing)


def with_withdrawals(before: Summary, after: Summary) -> Summary:
    """The summary with how many more quotes were taken from each theme after it was public."""
    quotes = {theme.number: theme.quotes for theme in before.themes}
    themes = (
        replace(theme, withdrawn=theme.withdrawn + _gone(quotes[theme.number], theme.quotes)) for theme in after.themes
    )
    return replace(after, themes=tuple(themes), withdrawn=after.withdrawn + _gone(before.quotes, after.quotes))


def _gone(before: Sequence[Quote], after: Sequence[Quote]) -> int:
    return len({quote.number for quote in before} - {quote.number for quote in after})
