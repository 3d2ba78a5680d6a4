"""The daily look at who is silent, as long as somebody is."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from bot.actions.deciding.verdict import Moment, Verdict
from bot.actions.lookups import Setting
from bot.actions.planning import plan_step
from bot.actions.presence import gather_facts
from bot.actions.silences import end_for_silence, look_step, question_step
from bot.domain.ids import MemberId
from bot.domain.partnership import Pair
from bot.domain.round import Phase
from bot.domain.silence import Facts, Next, next_step
from bot.domain.steps import NewStep, Outcome, StepKind
from bot.store import Tx, pairs, participants, steps

A_DAY = timedelta(days=1)


async def look_for_silence(moment: Moment) -> Verdict:
    """Whatever is due about anybody's silence is on its way; while somebody is silent, another look comes tomorrow."""
    tx, found, now = moment.tx, moment.found, moment.now
    if found.round.phase is not Phase.RUNNING:
        return Outcome.NOT_NEEDED
    here = {part.member_id for part in await participants.of_round(tx, found.round.id) if part.wants_partner(now)}
    known = await gather_facts(tx, found.round.id, now)
    waited_for = False
    for pair in await pairs.of_round(tx, found.round.id):
        facts = {each: known[pair.id, each] for each in pair.members if (pair.id, each) in known and each in here}
        silent = {each: one for each, one in facts.items() if one.silent_since is not None}
        if pair.approved_at is not None and silent:
            waited_for = True
            await _follow_up(tx, found, pair, silent, now)
    if waited_for:
        await steps.plan(tx, [look_step(found, now + A_DAY)])
    return Outcome.DONE


async def _follow_up(tx: Tx, found: Setting, pair: Pair, silent: Mapping[MemberId, Facts], now: datetime) -> None:
    due = {each: next_step(facts, found.program.patience, now) for each, facts in silent.items()}
    planned: list[NewStep] = []
    for each, what in due.items():
        if what is Next.QUESTION:
            planned.append(question_step(found, pair, each, now))
        elif what is Next.OFFER and len(pair.members) == 2:
            planned += [
                _offer_step(found, pair, each, other, now) for other in pair.partners_of(each) if other not in silent
            ]
    await steps.plan(tx, planned)
    ending = [each for each, what in due.items() if what is Next.END]
    if ending:
        await end_for_silence(tx, found, pair, ending, now)


def _offer_step(found: Setting, pair: Pair, silent: MemberId, other: MemberId, now: datetime) -> NewStep:
    about = (f"pair:{pair.id}", f"on:{now.date().isoformat()}", f"from:{silent}", f"member:{other}")
    return plan_step(
        found.round, StepKind.OFFER_PARTNER, now, *about, recipient_id=other, pair_id=pair.id, subject_id=silent
    )
