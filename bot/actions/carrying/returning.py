"""A kind word to who was away and is back, where the week has room for it."""

from datetime import timedelta

from bot.actions.carrying.addressing import to_member
from bot.actions.carrying.errands import Composed, Desk, Letter
from bot.actions.carrying.pairing import prompt_now
from bot.actions.lookups import names_of
from bot.domain.ids import MemberId, RoundId
from bot.domain.notices import WelcomeBack
from bot.domain.round import Phase
from bot.domain.steps import NOTIFYING, Outcome, StepKind
from bot.store import pairs, participants, signs, steps

A_WEEK = timedelta(days=7)
_TO_COME = (StepKind.OPEN_PROMPT, StepKind.ASK_CHECK_INS)
"""What notifies everybody who has a partner, planned with the round."""
MOST_BESIDE = 1
"""Other notifications of the week before and of the week to come, so that none of the weeks between has a third."""


async def welcome_back(desk: Desk) -> Composed:
    """Who the partner is and what is talked about now, in private: that they were away is nothing for the partner.

    Who has no partner reads of a new one, or that nobody fits, and nothing of this. Nor does who extended the absence
    or ended it, or whose weeks are full without it.
    """
    found, member_id = await desk.setting(), desk.step.recipient_id or MemberId(0)
    part = await participants.find(desk.tx, found.round.id, member_id)
    pair = await pairs.find_of(desk.tx, found.round.id, member_id)
    if part is None or pair is None or found.round.phase is not Phase.RUNNING:
        return Outcome.NOT_NEEDED
    if part.away_until is None or not part.wants_partner(desk.now) or await _are_weeks_full(desk, found.round.id):
        return Outcome.NOT_NEEDED
    to = await to_member(desk, member_id, in_private=True)
    if to is None:
        return Outcome.DMS_CLOSED
    notice = WelcomeBack(
        round_id=found.round.id,
        title=found.program.title,
        partner_names=await names_of(desk.tx, desk.hosted.guild_id, pair.partners_of(member_id)),
        thread_id=pair.thread_id,
        prompt_title=(await prompt_now(desk, found)).title,
    )
    return Letter(to=to, notice=notice)


async def _are_weeks_full(desk: Desk, round_id: RoundId) -> bool:
    """Whether the weeks before and after have as many notifications as may be beside this one.

    Nobody is pinged for a prompt while they are away, and only who was away for a week reads this. Of summaries
    hears who has written: one that is drafted in these weeks may be heard of in them.
    """
    member_id, now = desk.step.recipient_id or MemberId(0), desk.now
    said = await steps.of_kinds(desk.tx, round_id, NOTIFYING)
    lately = [
        each
        for each in said
        if each.recipient_id == member_id
        and each.outcome is Outcome.DONE
        and each.done_at
        and now - each.done_at < A_WEEK
    ]
    soon = [each for each in await steps.of_kinds(desk.tx, round_id, _TO_COME) if now <= each.due_at < now + A_WEEK]
    writes = member_id in await signs.last_replies(desk.tx, round_id, now)
    drafts = await steps.of_kinds(desk.tx, round_id, [StepKind.DRAFT_SUMMARY]) if writes else []
    heard = [each for each in drafts if abs(each.due_at - now) < A_WEEK]
    return len(lately) + len(soon) + len(heard) > MOST_BESIDE
