"""Enrolment opens and closes."""

from bot.actions.deciding.verdict import Moment, Verdict
from bot.actions.joining import carry_over
from bot.actions.planning import plan_step
from bot.domain.errors import RuleError
from bot.domain.round import Phase, advance
from bot.domain.steps import Outcome, StepKind
from bot.store import rounds, steps


async def open_enrolment(moment: Moment) -> Verdict:
    """The round enrols: the invitation is on its way, and who stays from the last round is in."""
    current = moment.found.round
    if current.phase is not Phase.PLANNED:
        return Outcome.NOT_NEEDED
    await rounds.save_phase(moment.tx, advance(current, Phase.ENROLLING))
    await carry_over(moment.tx, moment.found, moment.now)
    await steps.plan(moment.tx, [plan_step(current, StepKind.POST_ENROLMENT, moment.now)])
    return Outcome.DONE


async def close_enrolment(moment: Moment) -> Verdict:
    """The round is being paired: who joins from now on is in the reserve, and the pairing is on its way."""
    current = moment.found.round
    try:
        paired = advance(current, Phase.PAIRING)
    except RuleError:
        return Outcome.NOT_NEEDED
    await carry_over(moment.tx, moment.found, moment.now)
    await rounds.save_phase(moment.tx, paired)
    await steps.plan(
        moment.tx,
        [
            plan_step(current, StepKind.DRAFT_PAIRING, moment.now),
            plan_step(current, StepKind.END_ENROLMENT, moment.now),
        ],
    )
    return Outcome.DONE
