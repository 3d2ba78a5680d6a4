"""A round goes from one phase to the next."""

from datetime import datetime

from bot.actions.lookups import Setting
from bot.actions.pinned import all_follow
from bot.domain.round import Phase, Round, advance
from bot.store import Tx, rounds, steps


async def move_round(tx: Tx, found: Setting, to: Phase, now: datetime) -> Round:
    """The round is in this phase, and the pinned menu and panel follow; return it.

    Raises:
        RuleError: `round_phase`, where it may not follow.
    """
    moved = advance(found.round, to)
    await rounds.save_phase(tx, moved)
    await steps.plan(tx, all_follow(found.hosted, moved, to, now))
    return moved
