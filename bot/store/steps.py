"""Steps: planned once, begun by one runner at a time, finished once."""

import secrets
from collections.abc import Collection, Iterable
from dataclasses import asdict, replace
from datetime import datetime

from sqlalchemy import bindparam, func, or_, select, update

from bot.domain.ids import ChannelId, GuildId, MemberId, MessageId, RoundId, StepId
from bot.domain.steps import MENDABLE, NewStep, Outcome, Step, StepKind
from bot.store import rows
from bot.store.engine import Tx
from bot.store.rows import Upsert, equals, selecting
from bot.store.tables import PROGRAM, STEP

_UNDONE = STEP.c.done_at.is_(None)
_NOW = bindparam("now", type_=STEP.c.due_at.type)
_STEPS = selecting(STEP, Step).order_by(STEP.c.due_at, STEP.c.id)
_ONE = _STEPS.where(equals(STEP.c.id))
_KEYED = _STEPS.where(equals(STEP.c.key))
_OF_ROUND = _STEPS.where(equals(STEP.c.round_id))
_OF_KINDS = _OF_ROUND.where(STEP.c.kind.in_(bindparam("kinds", expanding=True)))
_TOLD = _STEPS.where(equals(STEP.c.recipient_id), equals(STEP.c.channel_id))
_TOLD_AT = _TOLD.where(equals(STEP.c.message_id))
_LAST_TOLD = (
    selecting(STEP, Step)
    .where(
        equals(STEP.c.recipient_id),
        equals(STEP.c.channel_id),
        STEP.c.message_id < bindparam("before", type_=STEP.c.message_id.type),
    )
    .order_by(STEP.c.message_id.desc())
    .limit(1)
)
_FORBIDDEN = _STEPS.where(
    STEP.c.outcome == Outcome.FORBIDDEN,
    STEP.c.program_id.in_(select(PROGRAM.c.id).where(equals(PROGRAM.c.guild_id))),
)
_DUE = _STEPS.where(_UNDONE, STEP.c.next_try_at <= _NOW, STEP.c.kind.in_(bindparam("kinds", expanding=True))).limit(
    bindparam("most")
)
_NEXT_DUE = select(func.min(STEP.c.next_try_at)).where(_UNDONE, STEP.c.next_try_at > _NOW)
_KNOWN = select(func.count(STEP.c.id)).where(STEP.c.key.in_(bindparam("keys", expanding=True)))
_COMING = (
    select(STEP.c.next_try_at, STEP.c.kind, func.count())
    .where(_UNDONE)
    .group_by(STEP.c.next_try_at, STEP.c.kind)
    .order_by(STEP.c.next_try_at, STEP.c.kind)
    .limit(bindparam("most"))
)

_HELD = (equals(STEP.c.id), equals(STEP.c.runs), _UNDONE)
"""A step is held by whoever knows its number of runs: the next one to begin it changes that number."""
_IS_HELD = select(STEP.c.id).where(*_HELD)
_BEGIN = (
    update(STEP)
    .where(*_HELD, STEP.c.next_try_at <= _NOW)
    .values(runs=STEP.c.runs + 1, first_tried_at=func.coalesce(STEP.c.first_tried_at, _NOW))
)
_FINISH = (
    update(STEP)
    .where(*_HELD)
    .values(
        outcome=bindparam("what"),
        done_at=_NOW,
        channel_id=func.coalesce(bindparam("place", type_=STEP.c.channel_id.type), STEP.c.channel_id),
        message_id=func.coalesce(bindparam("message", type_=STEP.c.message_id.type), STEP.c.message_id),
    )
)
_POSTPONE = update(STEP).where(*_HELD).values(next_try_at=bindparam("until"))
_REOPEN = (
    update(STEP)
    .where(equals(STEP.c.id), equals(STEP.c.runs), STEP.c.outcome.in_(sorted(MENDABLE)))
    .values(outcome=None, done_at=None, next_try_at=_NOW)
)
_HURRY_ONE = update(STEP).where(equals(STEP.c.id), _UNDONE, STEP.c.next_try_at > _NOW).values(next_try_at=_NOW)
_BRING_FORWARD = (
    update(STEP).where(equals(STEP.c.id), _UNDONE, STEP.c.due_at > _NOW).values(due_at=_NOW, next_try_at=_NOW)
)
_FORGET_WORDS = update(STEP).where(equals(STEP.c.id)).values(words=None)
_SET_WORDS = update(STEP).where(equals(STEP.c.id)).values(words=bindparam("now_words"))
_HURRY = (
    update(STEP)
    .where(equals(STEP.c.round_id), _UNDONE, STEP.c.due_at <= _NOW, STEP.c.next_try_at > _NOW)
    .values(next_try_at=_NOW)
)
_CANCEL = (
    update(STEP)
    .where(equals(STEP.c.round_id), _UNDONE, STEP.c.runs == 0)
    .values(outcome=Outcome.CANCELLED, done_at=_NOW)
)
_WAITING = select(STEP.c.id).where(
    equals(STEP.c.round_id), equals(STEP.c.kind), equals(STEP.c.subject_id), _UNDONE, STEP.c.runs == 0
)
_OF_RECIPIENT = update(STEP).where(
    equals(STEP.c.recipient_id), STEP.c.program_id.in_(select(PROGRAM.c.id).where(equals(PROGRAM.c.guild_id)))
)
_CANCEL_OF_RECIPIENT = _OF_RECIPIENT.where(or_(_UNDONE, STEP.c.outcome.in_(sorted(MENDABLE)))).values(
    outcome=Outcome.CANCELLED, done_at=_NOW
)
_FORGET_RECIPIENT = _OF_RECIPIENT.values(recipient_id=None, words=None)


def _or_nothing(insert: Upsert) -> Upsert:
    return insert.on_conflict_do_nothing(index_elements=["key"])


_PLAN = rows.upserting(STEP, _or_nothing)


async def plan(tx: Tx, steps: Iterable[NewStep]) -> None:
    """The steps are stored, each with a random token of 16 characters; those whose key is known stay as they are."""
    new = [asdict(step) | {"token": secrets.token_urlsafe(12), "next_try_at": step.due_at, "runs": 0} for step in steps]
    if new:
        await tx.execute(_PLAN(tx), new)


async def get(tx: Tx, step_id: StepId) -> Step:
    """Return the step; LookupError when there is none."""
    return await rows.get(tx, Step, _ONE, the_id=step_id)


async def find(tx: Tx, key: str) -> Step | None:
    """Return the step with this key, if there is one."""
    return await rows.find(tx, Step, _KEYED, the_key=key)


async def told_at(tx: Tx, member_id: MemberId, channel_id: ChannelId, message_id: MessageId) -> Step | None:
    """Return the step whose message to this person stands there, if it is one of ours."""
    where = {"the_recipient_id": member_id, "the_channel_id": channel_id, "the_message_id": message_id}
    return await rows.find(tx, Step, _TOLD_AT, **where)


async def last_told(tx: Tx, member_id: MemberId, channel_id: ChannelId, before: MessageId) -> Step | None:
    """Return the step that told this person something there last before this message, if any did."""
    where = {"the_recipient_id": member_id, "the_channel_id": channel_id}
    return await rows.find(tx, Step, _LAST_TOLD, **where, before=before)


async def of_round(tx: Tx, round_id: RoundId) -> list[Step]:
    """Return all steps of the round, done or not, in the order in which they are due."""
    return await rows.every(tx, Step, _OF_ROUND, the_round_id=round_id)


async def of_kinds(tx: Tx, round_id: RoundId, kinds: Collection[StepKind]) -> list[Step]:
    """Return the round's steps of these kinds, in the order in which they are due."""
    return await rows.every(tx, Step, _OF_KINDS, the_round_id=round_id, kinds=list(kinds))


async def forbidden_in(tx: Tx, guild_id: GuildId) -> list[Step]:
    """Return the steps of the guild that were given up for what the bot was not allowed to do."""
    return await rows.every(tx, Step, _FORBIDDEN, the_guild_id=guild_id)


async def is_waiting(tx: Tx, round_id: RoundId, kind: StepKind, subject_id: int) -> bool:
    """Return whether a step of this kind about this subject was planned in the round and not yet begun."""
    arguments = {"the_round_id": round_id, "the_kind": kind, "the_subject_id": subject_id}
    return (await tx.execute(_WAITING, arguments)).first() is not None


async def due(tx: Tx, kinds: Collection[StepKind], now: datetime, limit: int) -> list[Step]:
    """Return at most `limit` steps of these kinds to be tried now, in the order in which they were due."""
    return await rows.every(tx, Step, _DUE, kinds=sorted(kinds), now=now, most=limit)


async def next_due(tx: Tx, now: datetime) -> datetime | None:
    """Return when the next step after `now` is to be tried, what is due already left out; None when there is none."""
    return (await tx.execute(_NEXT_DUE, {"now": now})).scalar()


async def count_known(tx: Tx, keys: Collection[str]) -> int:
    """Return how many of these keys belong to a step, done or not."""
    return (await tx.execute(_KNOWN, {"keys": list(keys)})).scalar_one()


async def coming(tx: Tx, limit: int) -> list[tuple[datetime, StepKind, int]]:
    """Return when which kind of step is to be tried next, and how many of them, the earliest first."""
    return [(at, kind, count) for at, kind, count in await tx.execute(_COMING, {"most": limit})]


async def begin(tx: Tx, step: Step, now: datetime) -> Step | None:
    """The step has one more run; return it as it is held now.

    None when another began it, when it is done, or when it is to wait longer, as whoever found it due before that was
    decided does not know.
    """
    if not await rows.change(tx, _BEGIN, the_id=step.id, the_runs=step.runs, now=now):
        return None
    return replace(step, runs=step.runs + 1, first_tried_at=step.first_tried_at or now)


async def is_still_mine(tx: Tx, step: Step) -> bool:
    """Return whether nobody began the step again or finished it since it was begun."""
    return (await tx.execute(_IS_HELD, {"the_id": step.id, "the_runs": step.runs})).first() is not None


async def finish(
    tx: Tx,
    step: Step,
    outcome: Outcome,
    now: datetime,
    *,
    channel_id: ChannelId | None = None,
    message_id: MessageId | None = None,
) -> bool:
    """The step is done, its message where given; return False, with nothing changed, when it is no longer held."""
    changed = await rows.change(
        tx,
        _FINISH,
        the_id=step.id,
        the_runs=step.runs,
        what=outcome,
        now=now,
        place=channel_id,
        message=message_id,
    )
    return changed > 0


async def postpone(tx: Tx, step: Step, until: datetime) -> None:
    """The step is tried again at `until`, unless it is no longer held."""
    await rows.change(tx, _POSTPONE, the_id=step.id, the_runs=step.runs, until=until)


async def reopen(tx: Tx, step: Step, now: datetime) -> bool:
    """The step, which ended without being done, is to be tried now; return False where it is not so any more.

    Its number of runs stays, so that who held it before holds it no more once it is begun again.
    """
    return await rows.change(tx, _REOPEN, the_id=step.id, the_runs=step.runs, now=now) > 0


async def hurry_one(tx: Tx, step: Step, now: datetime) -> None:
    """The step is tried now, if it is undone and was to wait longer."""
    await rows.change(tx, _HURRY_ONE, the_id=step.id, now=now)


async def bring_forward(tx: Tx, step: Step, now: datetime) -> None:
    """The step is due now, if it is undone and was due later."""
    await rows.change(tx, _BRING_FORWARD, the_id=step.id, now=now)


async def forget_words(tx: Tx, step: Step) -> None:
    """The step no longer holds what it had to say. May be called twice."""
    await rows.change(tx, _FORGET_WORDS, the_id=step.id)


async def set_words(tx: Tx, step: Step, words: str) -> None:
    """The step holds these words. May be called twice."""
    await rows.change(tx, _SET_WORDS, the_id=step.id, now_words=words)


async def hurry(tx: Tx, *, round_id: RoundId, now: datetime) -> None:
    """What was due in the round and postponed is tried now."""
    await rows.change(tx, _HURRY, the_round_id=round_id, now=now)


async def cancel(
    tx: Tx,
    *,
    round_id: RoundId,
    at: datetime,
    kinds: Collection[StepKind] | None = None,
    recipient_id: MemberId | None = None,
) -> int:
    """Steps of the round that were never begun are cancelled; return how many.

    With `kinds` only those of these kinds, with `recipient_id` only those for this person.
    """
    statement = _CANCEL
    if kinds is not None:
        statement = statement.where(STEP.c.kind.in_(sorted(kinds)))
    if recipient_id is not None:
        statement = statement.where(STEP.c.recipient_id == recipient_id)
    return await rows.change(tx, statement, the_round_id=round_id, now=at)


async def erase_recipient(tx: Tx, guild_id: GuildId, member_id: MemberId, at: datetime) -> None:
    """No step in this guild's programs is for the person; what was undone for them, or given up, is cancelled.

    Key and outcome stay, so that nothing is planned and sent again; `tombstones.hide` takes the id out of keys.
    """
    person = {"the_guild_id": guild_id, "the_recipient_id": member_id}
    await rows.change(tx, _CANCEL_OF_RECIPIENT, **person, now=at)
    await rows.change(tx, _FORGET_RECIPIENT, **person)
