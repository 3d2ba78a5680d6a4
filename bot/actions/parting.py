"""How a pair ends or loses somebody: those who stay read the same words, whatever the reason was."""

from collections.abc import Collection
from datetime import datetime

from bot.actions.joining import find_partner_step
from bot.actions.lookups import Setting
from bot.actions.planning import plan_step
from bot.domain.ids import MemberId
from bot.domain.partnership import Pair
from bot.domain.steps import StepKind
from bot.store import Tx, pairs, steps


async def part_from(
    tx: Tx, found: Setting, pair: Pair, gone: Collection[MemberId], now: datetime, *, told: bool = True
) -> tuple[MemberId, ...]:
    """These people are no longer in the pair; returns who stays.

    Two of a trio stay a pair; one who is left alone looks for a new partner. What they read never tells why, since
    that could tell who is kept apart from whom.
    """
    for each in gone:
        await pairs.remove_member(tx, pair.id, each, now)
    left = tuple(each for each in pair.members if each not in gone)
    if len(left) < 2:
        await pairs.end(tx, pair.id, now)
    planned = [find_partner_step(found, each, now) for each in left if len(left) == 1]
    first = min(gone)
    if told:
        planned += [
            plan_step(
                found.round,
                StepKind.TELL_PARTNER_LEFT,
                now,
                f"pair:{pair.id}",
                f"left:{first}",
                f"member:{each}",
                recipient_id=each,
                pair_id=pair.id,
                subject_id=first,
            )
            for each in left
        ]
    await steps.plan(tx, planned)
    return left
