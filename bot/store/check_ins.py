"""What people answer to check-ins."""

from dataclasses import asdict

from bot.domain.ids import RoundId
from bot.domain.partnership import CheckIn
from bot.store import rows
from bot.store.engine import Tx
from bot.store.rows import Upsert, equals, selecting
from bot.store.tables import CHECK_IN

_OF_ROUND = (
    selecting(CHECK_IN, CheckIn)
    .where(equals(CHECK_IN.c.round_id))
    .order_by(CHECK_IN.c.prompt_number, CHECK_IN.c.pair_id, CHECK_IN.c.member_id)
)


def _or_change(insert: Upsert) -> Upsert:
    return insert.on_conflict_do_update(
        index_elements=["round_id", "prompt_number", "pair_id", "member_id"],
        set_={"answer": insert.excluded.answer, "answered_at": insert.excluded.answered_at},
    )


_ANSWER = rows.upserting(CHECK_IN, _or_change)


async def answer(tx: Tx, check_in: CheckIn) -> None:
    """This is the person's answer, instead of any earlier one to the same check-in."""
    await rows.change(tx, _ANSWER(tx), **asdict(check_in))


async def of_round(tx: Tx, round_id: RoundId) -> list[CheckIn]:
    """Return all answers of the round, by prompt, pair and member."""
    return await rows.every(tx, CheckIn, _OF_ROUND, the_round_id=round_id)
