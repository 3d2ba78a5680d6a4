"""Runs one step: whatever happens, it ends as done, as an outcome that is remembered, or as a try to be repeated."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.actions.carrying import compose
from bot.actions.carrying.aftermath import AFTERMATH, Carried
from bot.actions.carrying.delivery import deliver
from bot.actions.carrying.errands import Letter, Rewrite
from bot.actions.carrying.refusals import Why, after_refusal, in_round, lacking_in, tell_given_up, tell_organisers
from bot.actions.deciding import AT_ONCE, THOUGHT, Hold, Moment, publish_when_done
from bot.actions.lookups import setting_of
from bot.actions.ports import CannotTell, Courier, House, OpeningRests, Sent, TryLater, Undeliverable
from bot.domain.errors import RuleError
from bot.domain.ids import RoundId, StepId
from bot.domain.notices import Notice
from bot.domain.steps import (
    LAST_RUN,
    Outcome,
    Step,
    StepKind,
    decides,
    is_last_try,
    is_told_to_fail,
    too_late,
    wait_before_next,
)
from bot.store import steps

log = logging.getLogger(__name__)

UNTIL_READABLE = timedelta(hours=1)
UNTIL_MENDED = timedelta(hours=1)


async def run_step(house: House, courier: Courier, step_id: StepId, now: datetime) -> Outcome | None:
    """The step has had one try, and its end is recorded; None where it is to be tried again or somebody else has it.

    May be called at any time, by any number of processes, before and after a crash: a try is recorded before
    anything is sent, and who looks at a step that was tried before looks first whether its message already stands.
    """
    async with house.store.write() as tx:
        before = await steps.get(tx, step_id)
        step = None if before.done_at is not None else await steps.begin(tx, before, now)
    if step is None:
        return None
    try:
        if too_late(step, now):
            return await _finish(house, step, _End(outcome=Outcome.TOO_LATE), now)
        return await _run(house, courier, step, now)
    except OpeningRests as rests:
        return await _wait_for_openings(house, step, rests, now)
    except TryLater as later:
        pause = timedelta(seconds=later.pause_seconds)
        return await _try_again(house, step, now, Why.DISCORD, said=str(later), pause=pause)
    except CannotTell as unknown:
        return await _wait_for_history(house, step, unknown, now)
    except Undeliverable as refused:
        return await _refused(house, step, refused, now)
    except RuleError as rule:
        # Such as a program whose files were taken away: people can mend it, so it is never given up.
        log.warning("step %s of kind %s has to wait: %s", step.id, step.kind.value, rule.key)
        return await _postpone(house, step, now + UNTIL_MENDED)
    except Exception:
        log.exception("step %s of kind %s failed in try %s", step.id, step.kind.value, step.runs)
        return await _try_again(house, step, now, Why.FAULT, said="fault")


async def _run(house: House, courier: Courier, step: Step, now: datetime) -> Outcome | None:
    if step.kind in AT_ONCE:
        return await _decide(house, step, now)
    if think := THOUGHT.get(step.kind):
        outcome = Outcome.DONE if await think(house, step, now) else Outcome.NOT_NEEDED
        return await _finish(house, step, _End(outcome=outcome), now)
    async with house.store.read() as tx:
        errand = await compose(house, tx, step, now)
    if isinstance(errand, Outcome):
        return await _finish(house, step, _End(outcome=errand), now)
    sent = await deliver(house, courier, step, errand, now)
    if sent is None:
        return None
    notice = errand.notice if isinstance(errand, Letter | Rewrite) else None
    return await _finish(house, step, _End(outcome=Outcome.DONE, sent=sent, notice=notice), now)


async def _decide(house: House, step: Step, now: datetime) -> Outcome | None:
    """What the step decides and that it is done are recorded together."""
    async with house.store.write() as tx:
        found = await setting_of(house, tx, step.round_id or RoundId(0))
        verdict = await AT_ONCE[step.kind](Moment(house=house, tx=tx, step=step, found=found, now=now))
        if isinstance(verdict, Hold):
            await steps.postpone(tx, step, now + verdict.wait)
            return None
        await steps.finish(tx, step, verdict, now)
    return verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class _End:
    """How a step ended."""

    outcome: Outcome
    sent: Sent | None = None
    notice: Notice | None = None
    """What was said."""
    why: Why | None = None
    """Why it was given up."""


async def _finish(house: House, step: Step, end: _End, now: datetime) -> Outcome | None:
    """The end of the step and what follows from it are recorded together; None where somebody else recorded it."""
    async with house.store.write() as tx:
        channel_id, message_id = (end.sent.channel_id, end.sent.message_id) if end.sent else (None, None)
        if not await steps.finish(tx, step, end.outcome, now, channel_id=channel_id, message_id=message_id):
            return None
        if end.why:
            await tell_given_up(tx, step, now, why=end.why)
        if after := AFTERMATH.get(step.kind):
            await after(Carried(house=house, tx=tx, step=step, notice=end.notice, sent=end.sent, now=now))
        if step.kind is StepKind.DRAFT_SUMMARY:
            await publish_when_done(tx, await setting_of(house, tx, step.round_id or RoundId(0)), now)
    return end.outcome


async def _try_again(
    house: House, step: Step, now: datetime, why: Why, *, said: str, pause: timedelta = timedelta(0)
) -> Outcome | None:
    goes_on = decides(step.kind)
    if is_last_try(step.runs) and not goes_on:
        log.error("step %s of kind %s is given up after %s tries: %s", step.id, step.kind.value, step.runs, said)
        return await _finish(house, step, _End(outcome=Outcome.GAVE_UP, why=why), now)
    if goes_on and is_told_to_fail(step.kind, step.runs):
        # Without what it decides the round would stand still: it is tried on, though seldom.
        async with house.store.write() as tx:
            await tell_given_up(tx, step, now, why=why)
    runs = min(step.runs, LAST_RUN) if goes_on else step.runs
    wait = max(pause, wait_before_next(runs))
    log.warning("step %s of kind %s is tried again in %s: %s", step.id, step.kind.value, wait, said)
    return await _postpone(house, step, now + wait)


async def _postpone(house: House, step: Step, until: datetime) -> None:
    async with house.store.write() as tx:
        await steps.postpone(tx, step, until)


async def _wait_for_history(house: House, step: Step, unknown: CannotTell, now: datetime) -> None:
    """Whether it was sent is unknown: nothing is sent again until the channel's past can be read."""
    channel_id, missing = unknown.channel_id, unknown.missing
    log.warning("step %s of kind %s waits until %s can be read back", step.id, step.kind.value, channel_id)
    if missing:
        about = lacking_in(step, missing, channel_id)
        await _tell(house, step, "missing_permission", now, about=about, permission=missing, place=channel_id)
    else:
        await _tell(house, step, "no_history", now, about=f"{channel_id}/{in_round(step)}", place=channel_id)
    await _postpone(house, step, now + UNTIL_READABLE)


async def _wait_for_openings(house: House, step: Step, rests: OpeningRests, now: datetime) -> None:
    """Nobody's DM can be opened now, which no try of this step mends: it waits as long as that takes."""
    wait = max(timedelta(seconds=rests.pause_seconds), wait_before_next(step.runs))
    log.warning("step %s of kind %s waits for %s: %s", step.id, step.kind.value, wait, rests)
    await _tell(house, step, "dms_rest", now, about=in_round(step))
    await _postpone(house, step, now + wait)


async def _refused(house: House, step: Step, refused: Undeliverable, now: datetime) -> Outcome | None:
    refusal = refused.refusal.value
    log.warning("step %s of kind %s: %s in %s: %s", step.id, step.kind.value, refusal, refused.place, refused.why)
    async with house.store.write() as tx:
        outcome = await after_refusal(house, tx, step, refused, now)
    return None if outcome is None else await _finish(house, step, _End(outcome=outcome), now)


async def _tell(house: House, step: Step, note: str, now: datetime, *, about: object, **fields: str | int) -> None:
    async with house.store.write() as tx:
        await tell_organisers(tx, step, note, now, about=about, **fields)
