"""Threads in which the bot listens, and how far it has."""

from collections.abc import Collection
from dataclasses import asdict

from sqlalchemy import bindparam, delete, update

from bot.domain.hosting import WatchedThread
from bot.domain.ids import ChannelId, RoundId
from bot.domain.round import Phase
from bot.store import rows
from bot.store.engine import Tx
from bot.store.rows import Upsert, equals, selecting
from bot.store.tables import ROUND, THREAD

_THREADS = selecting(THREAD, WatchedThread).order_by(THREAD.c.thread_id)
_ONE = _THREADS.where(equals(THREAD.c.thread_id))
_OF_PROMPT = _THREADS.where(equals(THREAD.c.round_id), equals(THREAD.c.prompt_number), THREAD.c.pair_id.is_(None))
_IN_PHASES = _THREADS.join(ROUND, ROUND.c.id == THREAD.c.round_id).where(
    ROUND.c.phase.in_(bindparam("phases", expanding=True))
)
_AMONG = _IN_PHASES.where(THREAD.c.thread_id.in_(bindparam("thread_ids", expanding=True)))
_MARK = bindparam("mark", type_=THREAD.c.seen_up_to.type)
_SEEN = update(THREAD).where(equals(THREAD.c.thread_id), THREAD.c.seen_up_to < _MARK).values(seen_up_to=_MARK)
_FORGET = delete(THREAD).where(equals(THREAD.c.round_id))


def _or_nothing(insert: Upsert) -> Upsert:
    return insert.on_conflict_do_nothing(index_elements=["thread_id"])


_WATCH = rows.upserting(THREAD, _or_nothing)


async def watch(tx: Tx, thread: WatchedThread) -> None:
    """The bot listens in this thread; one in which it does already stays as it is."""
    await rows.change(tx, _WATCH(tx), **asdict(thread))


async def find(tx: Tx, thread_id: int) -> WatchedThread | None:
    """Return what is known of a thread, if the bot listens there."""
    return await rows.find(tx, WatchedThread, _ONE, the_thread_id=thread_id)


async def of_prompt(tx: Tx, round_id: RoundId, prompt_number: int) -> WatchedThread | None:
    """Return the public thread of a prompt, if it is open."""
    return await rows.find(tx, WatchedThread, _OF_PROMPT, the_round_id=round_id, the_prompt_number=prompt_number)


async def every(tx: Tx, phases: Collection[Phase]) -> list[WatchedThread]:
    """Return all threads of rounds in these phases, by id."""
    return await rows.every(tx, WatchedThread, _IN_PHASES, phases=sorted(phases))


async def among(tx: Tx, thread_ids: Collection[ChannelId], phases: Collection[Phase]) -> list[WatchedThread]:
    """Return what is known of these channels, as far as they are threads of rounds in these phases."""
    given = {"thread_ids": sorted(thread_ids), "phases": sorted(phases)}
    return await rows.every(tx, WatchedThread, _AMONG, **given)


async def forget(tx: Tx, round_id: RoundId) -> None:
    """The bot listens in no thread of the round any more."""
    await rows.change(tx, _FORGET, the_round_id=round_id)


async def seen(tx: Tx, thread_id: int, message_id: int) -> None:
    """Messages up to this one were taken in; an older one than the mark leaves it where it is."""
    await rows.change(tx, _SEEN, the_thread_id=thread_id, mark=message_id)
