"""Takes out of summaries what may no longer be said, also of those that are public."""

from collections.abc import Collection, Iterable
from datetime import datetime

from bot.actions.lookups import Setting, setting_of
from bot.actions.planning import milliseconds, plan_step
from bot.actions.ports import House
from bot.actions.renewing import renew
from bot.domain.approval import KeptSummary
from bot.domain.ids import ReplyId, RoundId
from bot.domain.reply import digest_of
from bot.domain.steps import StepKind
from bot.domain.summary import Summary, all_quotes, quotes_in_reserve
from bot.domain.summary_body import to_json
from bot.store import Tx, steps, summaries


async def correct_summaries(house: House, tx: Tx, round_ids: Iterable[RoundId], now: datetime) -> None:
    """No kept summary of these rounds says what was withdrawn or narrowed; public ones are on their way to be changed.

    May be called twice.
    """
    for round_id in sorted(set(round_ids)):
        await _correct(tx, await setting_of(house, tx, round_id), now)


async def correct_quotes(
    house: House, tx: Tx, round_id: RoundId, reply_ids: Collection[ReplyId], now: datetime
) -> None:
    """No kept summary of the round quotes these replies with other words than theirs. May be called twice."""
    kept = await summaries.of_round(tx, round_id)
    quoted = {
        quote.reply_id for each in kept for quote in (*all_quotes(each.summary), *quotes_in_reserve(each.summary))
    }
    if not quoted.isdisjoint(reply_ids):
        await correct_summaries(house, tx, [round_id], now)


async def _correct(tx: Tx, found: Setting, now: datetime) -> None:
    for kept in await summaries.of_round(tx, found.round.id):
        renewed = await renew(tx, found, kept)
        current = renewed.summary
        if current == kept.summary and renewed.draft in (None, kept.draft):
            continue
        if renewed.draft is not None:
            await summaries.save_edited(tx, kept.id, draft=renewed.draft, edits=kept.edits, summary=current)
            continue
        await summaries.save_body(tx, kept.id, current)
        await plan_update(tx, found, kept, current, now)


async def plan_update(tx: Tx, found: Setting, kept: KeptSummary, current: Summary, now: datetime) -> None:
    """Where the summary is public, its message is on its way to say this."""
    if kept.published_at is None:
        return
    # It may say the same again: who withdraws a reply, brings it back and withdraws it once more.
    about = (f"summary:{kept.id}", f"at:{milliseconds(now)}", f"says:{digest_of(to_json(current))[:16]}")
    change = plan_step(found.round, StepKind.UPDATE_SUMMARY, now, *about, subject_id=kept.id)
    await steps.plan(tx, [change])
