"""Takes out of summaries what may no longer be said, also of those that are public."""

from collections.abc import Iterable
from datetime import datetime

from bot.actions.lookups import Setting, setting_of
from bot.actions.planning import plan_step
from bot.actions.ports import House
from bot.actions.renewing import renew
from bot.domain.ids import RoundId
from bot.domain.reply import digest_of
from bot.domain.steps import StepKind
from bot.domain.summary_body import to_json
from bot.store import Tx, steps, summaries


async def correct_summaries(house: House, tx: Tx, round_ids: Iterable[RoundId], now: datetime) -> None:
    """No kept summary of these rounds says what was withdrawn or narrowed; public ones are on their way to be changed.

    May be called twice.
    """
    for round_id in sorted(set(round_ids)):
        await _correct(tx, await setting_of(house, tx, round_id), now)


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
        if kept.published_at is not None:
            about = (f"summary:{kept.id}", f"says:{digest_of(to_json(current))[:16]}")
            change = plan_step(found.round, StepKind.UPDATE_SUMMARY, now, *about, subject_id=kept.id)
            await steps.plan(tx, [change])
