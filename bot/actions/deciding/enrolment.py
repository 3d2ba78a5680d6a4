"""Enrolment opens and closes."""

from dataclasses import replace

from bot.actions.deciding.verdict import Moment, Verdict
from bot.actions.goodbyes import invite_who_asked
from bot.actions.joining import carry_over
from bot.actions.moving import move_round
from bot.actions.places import fill_places, invite_waiting
from bot.actions.planning import plan_step
from bot.domain.errors import RuleError
from bot.domain.round import OPEN_PHASES, Phase
from bot.domain.steps import Outcome, StepKind
from bot.store import places, steps


async def open_enrolment(moment: Moment) -> Verdict:
    """The round enrols: the invitation is on its way, and who stays from the last round is in."""
    current = moment.found.round
    if current.phase is not Phase.PLANNED:
        return Outcome.NOT_NEEDED
    enrolling = await move_round(moment.tx, moment.found, Phase.ENROLLING, moment.now)
    opened = replace(moment.found, round=enrolling)
    await carry_over(moment.tx, opened, moment.now)
    await invite_waiting(moment.tx, opened, moment.now)
    await invite_who_asked(moment.tx, opened, moment.now)
    await steps.plan(moment.tx, [plan_step(current, StepKind.POST_ENROLMENT, moment.now)])
    return Outcome.DONE


async def close_enrolment(moment: Moment) -> Verdict:
    """The round is being paired: who joins from now on is in the reserve, and the pairing is on its way."""
    current = moment.found.round
    try:
        await move_round(moment.tx, moment.found, Phase.PAIRING, moment.now)
    except RuleError:
        return Outcome.NOT_NEEDED
    await carry_over(moment.tx, moment.found, moment.now)
    await steps.plan(
        moment.tx,
        [
            plan_step(current, StepKind.DRAFT_PAIRING, moment.now),
            plan_step(current, StepKind.END_ENROLMENT, moment.now),
        ],
    )
    return Outcome.DONE


async def settle_places(moment: Moment) -> Verdict:
    """Places that were held in vain go to the wait-list; that of a round that is over is forgotten."""
    if moment.found.round.phase in OPEN_PHASES:
        await fill_places(moment.tx, moment.found, moment.now)
    else:
        await places.forget(moment.tx, moment.found.round.id)
    return Outcome.DONE
