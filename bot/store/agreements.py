"""What partners agree on, and who of them has said yes."""

from dataclasses import replace

from sqlalchemy import bindparam, select, update

from bot.domain.agreement import Agreement
from bot.domain.ids import MemberId, PairId
from bot.store import rows
from bot.store.engine import Tx
from bot.store.rows import Upsert, equals, selecting
from bot.store.tables import AGREEMENT, PAIR_MEMBER

_ONE = selecting(AGREEMENT, Agreement).where(equals(AGREEMENT.c.pair_id))
_ACCEPTED = (
    select(PAIR_MEMBER.c.member_id)
    .where(equals(PAIR_MEMBER.c.pair_id), PAIR_MEMBER.c.agreed_at.is_not(None))
    .order_by(PAIR_MEMBER.c.member_id)
)
_AT = bindparam("at", type_=PAIR_MEMBER.c.agreed_at.type)
_FORGET_YES = update(PAIR_MEMBER).where(equals(PAIR_MEMBER.c.pair_id)).values(agreed_at=None)
_SAY_YES = (
    update(PAIR_MEMBER).where(equals(PAIR_MEMBER.c.pair_id), equals(PAIR_MEMBER.c.member_id)).values(agreed_at=_AT)
)


def _or_renew(insert: Upsert) -> Upsert:
    names = ("how_often", "medium", "hopes", "proposed_by", "proposed_at")
    return insert.on_conflict_do_update(
        index_elements=["pair_id"], set_={name: insert.excluded[name] for name in names}
    )


_PROPOSE = rows.upserting(AGREEMENT, _or_renew)


async def find(tx: Tx, pair_id: PairId) -> Agreement | None:
    """Return what the pair agreed on, or what one of it proposed last."""
    found = await rows.find(tx, Agreement, _ONE, the_pair_id=pair_id)
    if found is None:
        return None
    accepted = (await tx.execute(_ACCEPTED, {"the_pair_id": pair_id})).scalars()
    return replace(found, accepted_by=tuple(MemberId(each) for each in accepted))


async def propose(tx: Tx, agreement: Agreement) -> None:
    """This is proposed instead of anything before; only who proposes it has said yes so far."""
    await rows.change(
        tx,
        _PROPOSE(tx),
        pair_id=agreement.pair_id,
        how_often=agreement.how_often,
        medium=agreement.medium,
        hopes=agreement.hopes,
        proposed_by=agreement.proposed_by,
        proposed_at=agreement.proposed_at,
    )
    await rows.change(tx, _FORGET_YES, the_pair_id=agreement.pair_id)
    await rows.change(
        tx,
        _SAY_YES,
        the_pair_id=agreement.pair_id,
        the_member_id=agreement.proposed_by,
        at=agreement.proposed_at,
    )


async def accept(tx: Tx, agreement: Agreement, member_id: MemberId) -> None:
    """This person has said yes too. May be called twice."""
    await rows.change(tx, _SAY_YES, the_pair_id=agreement.pair_id, the_member_id=member_id, at=agreement.proposed_at)
