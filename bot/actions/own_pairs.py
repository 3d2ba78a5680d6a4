"""The pair that somebody means by a button in its thread."""

from bot.domain.errors import RuleError
from bot.domain.ids import MemberId, PairId, RoundId
from bot.domain.partnership import Pair
from bot.store import Tx, pairs


async def own_pair(tx: Tx, round_id: RoundId, pair_id: PairId, member_id: MemberId) -> Pair:
    """The pair, if this person is in it.

    Raises:
        RuleError: `not_your_pair`, `pair_is_over` where they once were in it.
    """
    pair = await pairs.find_of(tx, round_id, member_id)
    if pair is None or pair.id != pair_id:
        left_at = await pairs.left_at(tx, pair_id, member_id)
        raise RuleError("not_your_pair") if left_at is None else RuleError("pair_is_over", left_at=left_at)
    return pair
