"""What is done where something will not be carried, however often it is tried."""

from datetime import datetime, timedelta
from enum import StrEnum

from bot.actions.leaving import leave_in
from bot.actions.planning import desk_note, member_field
from bot.actions.ports import House, Refusal, Undeliverable
from bot.domain.steps import Outcome, Step, StepKind, decides, is_last_try, wait_before_next
from bot.store import Tx, profiles, programs, steps

UNTIL_ALLOWED = timedelta(hours=1)


async def after_refusal(house: House, tx: Tx, step: Step, refused: Undeliverable, now: datetime) -> Outcome | None:
    """The refusal is remembered, and the organisers are told once; None where the step is to be tried another way.

    Closed DMs: from now on the person is reached in the pair's thread. A person who is gone has left. A missing
    permission, or room where Discord has a limit, is waited for, an hour at least.
    """
    match refused.refusal:
        case Refusal.DMS_CLOSED:
            return await _dms_closed(tx, step, now)
        case Refusal.GONE:
            return await _gone(house, tx, step, refused, now)
        case Refusal.DELETED:
            about = {"what": step.kind.value, "place": refused.place}
            await tell_organisers(tx, step, "message_gone", now, about=step.key, **about)
            return Outcome.GONE
        case Refusal.FORBIDDEN | Refusal.FULL:
            return await _wait_for_people(tx, step, refused, now)
        case Refusal.INVALID:
            await tell_given_up(tx, step, now, why=Why.REFUSED, place=refused.place)
            return Outcome.REFUSED


async def _dms_closed(tx: Tx, step: Step, now: datetime) -> Outcome | None:
    if step.recipient_id is None:
        return Outcome.DMS_CLOSED
    hosted = await programs.get(tx, step.program_id)
    await profiles.set_dm(tx, hosted.guild_id, step.recipient_id, closed=True)
    who = member_field(step.recipient_id)
    await tell_organisers(tx, step, "dms_closed", now, about=f"member:{step.recipient_id}", name=who)
    await steps.postpone(tx, step, now)
    return None


async def _gone(house: House, tx: Tx, step: Step, refused: Undeliverable, now: datetime) -> Outcome:
    if step.recipient_id is not None and refused.place == step.recipient_id:
        if step.round_id is not None:
            await leave_in(house, tx, step.round_id, step.recipient_id, now)
    else:
        await tell_organisers(tx, step, "place_gone", now, about=refused.place, place=refused.place)
    return Outcome.GONE


async def _wait_for_people(tx: Tx, step: Step, refused: Undeliverable, now: datetime) -> Outcome | None:
    """The organisers read once in a round what lacks there: what they mend may be broken again in another one."""
    is_full = refused.refusal is Refusal.FULL
    if is_last_try(step.runs):
        await tell_given_up(tx, step, now, why=Why.FULL if is_full else Why.FORBIDDEN, place=refused.place)
        return Outcome.FORBIDDEN
    note, lacks = ("place_full", "need") if is_full else ("missing_permission", "permission")
    about = lacking_in(step, refused.missing, refused.place)
    lacking: dict[str, str | int] = {lacks: refused.missing, "place": refused.place}
    await tell_organisers(tx, step, note, now, about=about, **lacking)
    await steps.postpone(tx, step, now + max(UNTIL_ALLOWED, wait_before_next(step.runs)))
    return None


class Why(StrEnum):
    """Why a step was given up, in words that organisers can do something with."""

    DISCORD = "discord"
    """It did not answer, or asked to wait, each time."""
    FORBIDDEN = "forbidden"
    FULL = "full"
    REFUSED = "refused"
    FAULT = "fault"
    """Ours: the log says more."""


async def tell_given_up(tx: Tx, step: Step, now: datetime, *, why: Why, place: int = 0) -> None:
    """The organisers read what could not be done, where and why, and can have it tried again; once for each end.

    A step that only decides goes on by itself, though seldom, and they are told so once.
    """
    if _has_no_desk(step):
        return
    hosted = await programs.get(tx, step.program_id)
    where = member_field(step.recipient_id) if step.recipient_id else place or hosted.channel_id
    goes_on = decides(step.kind)
    failing = "draft_fails" if step.kind is StepKind.DRAFT_SUMMARY else "still_failing"
    note = failing if goes_on else "gave_up"
    about = (step.key,) if goes_on else (step.key, f"run:{step.runs}")
    fields: dict[str, str | int] = {"what": step.kind.value, "place": where, "why": why.value}
    await steps.plan(tx, [desk_note(hosted, note, now, *about, subject_id=step.id, fields=fields)])


async def tell_organisers(tx: Tx, step: Step, note: str, now: datetime, *, about: object, **fields: str | int) -> None:
    """A note of this step's trouble, told once for what it is about.

    There is none where no desk can be told of it.
    """
    if _has_no_desk(step):
        return
    hosted = await programs.get(tx, step.program_id)
    await steps.plan(tx, [desk_note(hosted, note, now, about, fields=fields)])


def _has_no_desk(step: Step) -> bool:
    """Whether the step itself goes to the desk, which cannot be told that it is not reached; or is of no program."""
    return step.kind in (StepKind.TELL_DESK, StepKind.POST_PANEL) or step.program_id is None


def lacking_in(step: Step, missing: str, place: int) -> str:
    """What makes a note's key that of what lacks in a place, in this step's round."""
    return f"{missing}/{place}/{in_round(step)}"


def in_round(step: Step) -> str:
    """What makes a note's key that of this step's round."""
    return f"round:{step.round_id or 0}"
