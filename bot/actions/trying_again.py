"""A step that was given up is tried again, once people have mended what was in the way."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.actions.ports import House
from bot.domain.errors import RuleError
from bot.domain.ids import GuildId, StepId
from bot.domain.steps import MENDABLE, Step, StepKind, too_late
from bot.store import Tx, programs, steps


class Again(StrEnum):
    """What comes of asking for another try."""

    ON_ITS_WAY = "on_its_way"
    DONE_ALREADY = "done_already"
    TOO_LATE = "too_late"
    """It would make no sense any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Retried:
    """A step, and what came of asking for it once more."""

    kind: StepKind
    again: Again


async def try_again(house: House, *, guild_id: GuildId, step_id: StepId, now: datetime) -> Retried:
    """The step is due now, if it was not done and still makes sense; called twice it is tried once.

    Whatever it had sent before its end is looked for first, as after any try.

    Raises:
        RuleError: `no_step`, of another guild too.
    """
    async with house.store.write() as tx:
        step = await _step_in(tx, guild_id, step_id)
        again = await _reopen(tx, step, now)
    if again is Again.ON_ITS_WAY:
        house.wake()
    return Retried(kind=step.kind, again=again)


async def try_forbidden_again(house: House, *, guild_id: GuildId, now: datetime) -> int:
    """What was given up in this guild for want of a permission is due now, where it still makes sense; how much it is.

    For when the bot was given more permissions there.
    """
    async with house.store.write() as tx:
        came = [await _reopen(tx, step, now) for step in await steps.forbidden_in(tx, guild_id)]
    count = came.count(Again.ON_ITS_WAY)
    if count:
        house.wake()
    return count


async def _step_in(tx: Tx, guild_id: GuildId, step_id: StepId) -> Step:
    try:
        step = await steps.get(tx, step_id)
        hosted = await programs.get(tx, step.program_id)
    except LookupError:
        raise RuleError("no_step") from None
    if hosted.guild_id != guild_id:
        raise RuleError("no_step")
    return step


async def _reopen(tx: Tx, step: Step, now: datetime) -> Again:
    if step.done_at is not None and step.outcome not in MENDABLE:
        return Again.DONE_ALREADY
    if too_late(step, now):
        return Again.TOO_LATE
    if step.done_at is None:
        await steps.hurry_one(tx, step, now)
    else:
        await steps.reopen(tx, step, now)
    return Again.ON_ITS_WAY
