"""Long after a round the words of its replies are deleted."""

import logging
from datetime import timedelta

from bot.actions.deciding.verdict import Hold, Moment, Verdict
from bot.domain.steps import Outcome, StepKind
from bot.domain.summary_repair import without_quotes
from bot.store import replies, steps, summaries, surveys, threads

log = logging.getLogger(__name__)

UNTIL_DRAFTED = timedelta(days=1)


async def forget_replies(moment: Moment) -> Verdict:
    """No words of the round's replies are kept but the quotes of approved summaries, and no more are taken in.

    Ids, digests, writers and consents stay, so that all figures can be counted anew. A draft that nobody approved
    loses its quotes, which could not be proved any more. Public quotes still go when their writers withdraw them.
    """
    tx, round_id = moment.tx, moment.found.round.id
    drafting = await steps.of_kinds(tx, round_id, [StepKind.DRAFT_SUMMARY])
    if any(step.outcome is None for step in drafting):
        return Hold(wait=UNTIL_DRAFTED)
    for kept in await summaries.of_round(tx, round_id):
        if kept.approved_at is None:
            draft = without_quotes(kept.draft or kept.summary)
            await summaries.save_edited(
                tx, kept.id, draft=draft, edits=kept.edits, summary=without_quotes(kept.summary)
            )
    count = await replies.forget_of_round(tx, round_id, moment.now)
    await threads.forget(tx, round_id)
    await surveys.forget_words(tx, round_id)
    log.info("deleted the words of %s replies of round %s", count, round_id)
    return Outcome.DONE
