"""Rounds and their phases."""

from datetime import date, datetime

from sqlalchemy import bindparam, update

from bot.domain.errors import RuleError
from bot.domain.ids import MemberId, ProgramId, RoundId
from bot.domain.round import Phase, Round
from bot.store import rows
from bot.store.engine import Tx
from bot.store.rows import Upsert, equals, selecting
from bot.store.tables import ROUND

ROUNDS = selecting(ROUND, Round)
"""A SELECT of rounds, for those who join it with more."""

_ONE = ROUNDS.where(equals(ROUND.c.id))
_OF_PROGRAM = ROUNDS.where(equals(ROUND.c.program_id)).order_by(ROUND.c.starts_on, ROUND.c.id)
_NAMED = ROUNDS.where(equals(ROUND.c.program_id), equals(ROUND.c.name))
_SAVE_PHASE = update(ROUND).where(equals(ROUND.c.id)).values(phase=bindparam("now_phase"))


def _or_nothing(insert: Upsert) -> Upsert:
    return insert.on_conflict_do_nothing(index_elements=["program_id", "name"])


_ADD = rows.upserting(ROUND, _or_nothing)


async def add(
    tx: Tx,
    *,
    program_id: ProgramId,
    name: str,
    starts_on: date,
    zone: str,
    seed: int,
    prompt_numbers: tuple[int, ...],
    created_by: MemberId | None,
    created_at: datetime,
) -> Round:
    """The program has a new planned round; return it. The seed has at most 63 bits.

    Raises:
        RuleError: `round_exists`, where the program has a round of this name.
    """
    added = await rows.change(
        tx,
        _ADD(tx),
        program_id=program_id,
        name=name,
        phase=Phase.PLANNED,
        starts_on=starts_on,
        zone=zone,
        seed=seed,
        prompt_numbers=prompt_numbers,
        created_by=created_by,
        created_at=created_at,
    )
    if not added:
        raise RuleError("round_exists", round=name)
    return await rows.get(tx, Round, _NAMED, the_program_id=program_id, the_name=name)


async def get(tx: Tx, round_id: RoundId) -> Round:
    """Return the round; LookupError when there is none."""
    return await rows.get(tx, Round, _ONE, the_id=round_id)


async def find(tx: Tx, program_id: ProgramId, name: str) -> Round | None:
    """Return the program's round of this name, if there is one."""
    return await rows.find(tx, Round, _NAMED, the_program_id=program_id, the_name=name)


async def save_phase(tx: Tx, changed: Round) -> None:
    """The round is kept in the phase which it now has; nothing else of it changes."""
    await rows.change(tx, _SAVE_PHASE, the_id=changed.id, now_phase=changed.phase)


async def of_program(tx: Tx, program_id: ProgramId) -> list[Round]:
    """Return all rounds of the program, the first to start first."""
    return await rows.every(tx, Round, _OF_PROGRAM, the_program_id=program_id)
