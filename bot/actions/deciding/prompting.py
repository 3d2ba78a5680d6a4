"""Prompts open, and partners are asked whether they have talked."""

from datetime import timedelta

from bot.actions.deciding.verdict import Hold, Moment, Verdict
from bot.actions.pinned import panel_follows
from bot.actions.planning import plan_step
from bot.actions.silences import look_step
from bot.domain.round import Phase
from bot.domain.steps import Outcome, StepKind
from bot.store import pairs, participants, steps

UNTIL_IT_RUNS = timedelta(hours=1)


async def open_prompt(moment: Moment) -> Verdict:
    """The prompt is on its way into the channel; a round that does not run yet is waited for."""
    current, number = moment.found.round, moment.step.prompt_number
    if current.phase is Phase.PAIRING:
        return Hold(wait=UNTIL_IT_RUNS)
    if current.phase is not Phase.RUNNING or number is None:
        return Outcome.NOT_NEEDED
    post = plan_step(current, StepKind.POST_PROMPT, moment.now, f"prompt:{number}", prompt_number=number)
    panel = panel_follows(moment.found.hosted, current, f"prompt:{number}", moment.now)
    await steps.plan(moment.tx, [post, panel])
    return Outcome.DONE


async def ask_check_ins(moment: Moment) -> Verdict:
    """Everybody who has a partner and is not away is asked."""
    current, number = moment.found.round, moment.step.prompt_number
    if current.phase is not Phase.RUNNING:
        return Outcome.NOT_NEEDED
    here = {
        part.member_id
        for part in await participants.of_round(moment.tx, current.id)
        if part.takes_part() and not part.is_away(moment.now)
    }
    asked = [
        plan_step(
            current,
            StepKind.CHECK_IN,
            moment.now,
            f"prompt:{number}",
            f"pair:{pair.id}",
            f"member:{member}",
            recipient_id=member,
            pair_id=pair.id,
            prompt_number=number,
        )
        for pair in await pairs.of_round(moment.tx, current.id)
        for member in pair.members
        if pair.approved_at is not None and member in here
    ]
    await steps.plan(
        moment.tx, [*asked, look_step(moment.found, moment.now + moment.found.program.patience.question_after)]
    )
    return Outcome.DONE
