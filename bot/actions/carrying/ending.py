"""Thanks and questions at the end of a round, wishes that all partners share, and the invitation to the next round."""

from bot.actions.carrying.addressing import to_member, to_thread
from bot.actions.carrying.errands import Composed, Desk, Letter
from bot.actions.goodbyes import open_until
from bot.actions.lookups import Setting, names_of
from bot.actions.planning import dates_of
from bot.actions.ports import Address
from bot.domain.ids import MemberId, PairId
from bot.domain.notices import Goodbye, InvitedAgain, NextRound, StayInTouch
from bot.domain.partnership import Pair
from bot.domain.round import Phase
from bot.domain.steps import Outcome
from bot.store import Tx, pairs, participants, replies, rounds


async def goodbye(desk: Desk) -> Composed:
    """Thanks to who took part, with what was, and with all that is asked."""
    found = await desk.setting()
    member_id = desk.step.recipient_id or MemberId(0)
    part = await participants.find(desk.tx, found.round.id, member_id)
    until = await open_until(desk.tx, found.round.id)
    if part is None or not part.takes_part() or until is None:
        return Outcome.NOT_NEEDED
    to = await to_member(desk, member_id)
    return Letter(to=to, notice=await _thank(desk, found, member_id)) if to else Outcome.DMS_CLOSED


async def _thank(desk: Desk, found: Setting, member_id: MemberId) -> Goodbye:
    pair = await pairs.find_of(desk.tx, found.round.id, member_id)
    answered, together = await count_replies(desk.tx, found, member_id)
    until = await open_until(desk.tx, found.round.id)
    return Goodbye(
        round_id=found.round.id,
        title=found.program.title,
        reflection=found.program.ending.reflection,
        answered=answered,
        prompts=len(found.round.prompt_numbers),
        together=together,
        open_until=until or desk.now,
        pair_id=pair.id if pair else None,
        partner_names=await names_of(desk.tx, desk.hosted.guild_id, pair.partners_of(member_id)) if pair else (),
        thread_id=pair.thread_id if pair else None,
        next_round=await _next_round(desk, found, member_id),
        stays=found.program.shape.participants_stay,
    )


async def count_replies(tx: Tx, found: Setting, member_id: MemberId) -> tuple[int, int]:
    """How many prompts of the round the person answered, and how many replies they wrote with a partner."""
    written = await replies.of_member(tx, found.hosted.guild_id, member_id)
    counted = [each for each in written if each.round_id == found.round.id and each.counts()]
    return len({each.prompt_number for each in counted}), sum(each.pair_id is not None for each in counted)


async def _next_round(desk: Desk, found: Setting, member_id: MemberId) -> NextRound | None:
    """The program's round that enrols now, where the person is not in it."""
    for each in await rounds.of_program(desk.tx, found.hosted.id):
        part = await participants.find(desk.tx, each.id, member_id)
        if each.phase is Phase.ENROLLING and not (part and part.takes_part()):
            return NextRound(round_id=each.id, starts_at=(await dates_of(desk.tx, each.id)).starts_at)
    return None


async def wishes(desk: Desk) -> Composed:
    """To partners who all want to stay in touch, unless one of them has left the community since."""
    found = await desk.setting()
    pair = await pairs.get(desk.tx, desk.step.pair_id or PairId(0))
    parts = {part.member_id: part for part in await participants.of_round(desk.tx, found.round.id)}
    if len(pair.members) < 2 or not all(each in parts and parts[each].takes_part() for each in pair.members):
        return Outcome.NOT_NEEDED
    told, to = await _where_to_tell(desk, pair)
    if to is None:
        return Outcome.DMS_CLOSED
    names = await names_of(desk.tx, desk.hosted.guild_id, told)
    in_thread = desk.step.recipient_id is None
    return Letter(to=to, notice=StayInTouch(round_id=found.round.id, names=names, in_thread=in_thread))


async def _where_to_tell(desk: Desk, pair: Pair) -> tuple[tuple[MemberId, ...], Address | None]:
    """Of whom to tell, and where: all of them in their thread, or the others to one."""
    one = desk.step.recipient_id
    if one is not None:
        return pair.partners_of(one), await to_member(desk, one)
    return pair.members, to_thread(desk, pair.thread_id, pair.members) if pair.thread_id else None


async def invited_again(desk: Desk) -> Composed:
    """To who asked to be told: the round is open."""
    found = await desk.setting()
    member_id = desk.step.recipient_id or MemberId(0)
    part = await participants.find(desk.tx, found.round.id, member_id)
    if found.round.phase is not Phase.ENROLLING or (part is not None and part.takes_part()):
        return Outcome.NOT_NEEDED
    to = await to_member(desk, member_id)
    notice = InvitedAgain(
        round_id=found.round.id,
        title=found.program.title,
        closes_at=(await dates_of(desk.tx, found.round.id)).enrolment_closes_at,
    )
    return Letter(to=to, notice=notice) if to else Outcome.DMS_CLOSED
