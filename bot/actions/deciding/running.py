"""A round starts, closes and is published."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.actions.deciding.verdict import Hold, Moment, Verdict
from bot.actions.goodbyes import say_goodbye
from bot.actions.joining import find_partner_step
from bot.actions.lookups import Setting
from bot.actions.managing_rounds import plan_next_round
from bot.actions.moving import move_round
from bot.actions.places import end_places
from bot.actions.planning import desk_note, forget_step, plan_step
from bot.actions.rematching import introduce_steps
from bot.actions.silences import rest_the_silent
from bot.domain.round import Phase
from bot.domain.steps import NewStep, Outcome, StepKind
from bot.store import Tx, pairs, participants, rosters, rounds, steps, summaries

UNTIL_STARTED = timedelta(days=1)
UNTIL_DRAFTED = timedelta(minutes=1)


async def start_round(moment: Moment) -> Verdict:
    """The round runs: pairs are brought together, and who has no partner is looked after.

    A pairing that nobody approved goes out as it is, and the organisers are told: four months of a round do not wait
    for one tap.
    """
    tx, found, now = moment.tx, moment.found, moment.now
    if found.round.phase is not Phase.PAIRING:
        return Outcome.NOT_NEEDED
    if await _is_being_drafted(tx, found):
        return Hold(wait=UNTIL_DRAFTED)
    paired = await pairs.of_round(tx, found.round.id)
    if any(pair.approved_at is None for pair in paired):
        await pairs.approve(tx, found.round.id, now)
        await steps.plan(tx, [_went_out(found, now)])
    await move_round(tx, found, Phase.RUNNING, now)
    alone = await participants.without_partner(tx, found.round.id)
    bring_together = [each for pair in paired for each in introduce_steps(found, pair, now)]
    looked_for = [find_partner_step(found, part.member_id, max(now, part.away_until or now)) for part in alone]
    await steps.plan(tx, [*bring_together, *looked_for])
    await plan_next_round(tx, found.hosted, found.program, now, after=found.round)
    await steps.hurry(tx, round_id=found.round.id, now=now)
    return Outcome.DONE


async def _is_being_drafted(tx: Tx, found: Setting) -> bool:
    drafting = await steps.of_kinds(tx, found.round.id, [StepKind.DRAFT_PAIRING])
    return any(step.outcome is None for step in drafting)


def _went_out(found: Setting, now: datetime) -> NewStep:
    name = found.round.name
    return desk_note(found.hosted, "pairing_went_out", now, name, round_id=found.round.id, fields={"round": name})


async def close_round(moment: Moment) -> Verdict:
    """The round is closed, and published once its summaries are public; one that never started is waited for."""
    found = moment.found
    if found.round.phase is Phase.PAIRING:
        return Hold(wait=UNTIL_STARTED)
    if found.round.phase is not Phase.RUNNING:
        return Outcome.NOT_NEEDED
    await move_round(moment.tx, found, Phase.CLOSED, moment.now)
    await rest_the_silent(moment.tx, found, moment.now)
    await end_places(moment.tx, found, moment.now)
    await rosters.forget(moment.tx, found.round.id)
    await say_goodbye(moment.tx, found, moment.now)
    ended = plan_step(found.round, StepKind.END_ENROLMENT, moment.now, "closed")
    await steps.plan(moment.tx, [ended, forget_step(found.round, found.program, moment.now)])
    await publish_when_done(moment.tx, found, moment.now)
    return Outcome.DONE


async def publish_when_done(tx: Tx, found: Setting, now: datetime) -> None:
    """A closed round whose summaries are all drafted and public is published, and the organisers are told."""
    current = await rounds.get(tx, found.round.id)
    drafting = await steps.of_kinds(tx, current.id, [StepKind.DRAFT_SUMMARY])
    kept = await summaries.of_round(tx, current.id)
    done = all(step.outcome is not None for step in drafting) and all(each.published_at for each in kept)
    if current.phase is not Phase.CLOSED or not done:
        return
    await move_round(tx, replace(found, round=current), Phase.PUBLISHED, now)
    note = desk_note(found.hosted, "round_published", now, current.name, fields={"round": current.name})
    await steps.plan(tx, [note])
