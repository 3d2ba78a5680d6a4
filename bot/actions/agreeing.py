"""The light agreement of partners: one proposes, the others say yes."""

from datetime import datetime

from bot.actions.lookups import Setting, names_of, part_in, setting_in
from bot.actions.own_pairs import own_pair
from bot.actions.planning import plan_step
from bot.actions.ports import House
from bot.domain.agreement import LONGEST_HOPES, Agreement, HowOften, Medium
from bot.domain.errors import RuleError
from bot.domain.ids import GuildId, MemberId, PairId, RoundId
from bot.domain.notices import Terms
from bot.domain.partnership import Pair
from bot.domain.round import Phase
from bot.domain.steps import NewStep, Step, StepKind
from bot.store import Tx, agreements, pairs, steps


async def show_agreement(
    house: House, *, guild_id: GuildId, member_id: MemberId, round_id: RoundId, pair_id: PairId
) -> Agreement | None:
    """What stands between the partners now, to be filled into the form.

    Raises:
        RuleError: `no_round`, `round_is_over`, `not_joined`, `not_your_pair`.
    """
    async with house.store.read() as tx:
        await _own(house, tx, guild_id, member_id, round_id, pair_id)
        return await agreements.find(tx, pair_id)


async def propose_agreement(
    house: House,
    *,
    guild_id: GuildId,
    member_id: MemberId,
    round_id: RoundId,
    pair_id: PairId,
    how_often: HowOften,
    medium: Medium,
    hopes: str,
    now: datetime,
) -> Terms:
    """This is proposed, and stands in the pair's thread for the others to say yes; the same twice is proposed once.

    Returns who has to say yes.

    Raises:
        RuleError: `no_round`, `round_is_over`, `not_joined`, `not_your_pair`.
    """
    async with house.store.write() as tx:
        found = await _own(house, tx, guild_id, member_id, round_id, pair_id)
        pair, before = await pairs.get(tx, pair_id), await agreements.find(tx, pair_id)
        proposed = Agreement(
            pair_id=pair_id,
            how_often=how_often,
            medium=medium,
            hopes=" ".join(hopes.split())[:LONGEST_HOPES],
            proposed_by=member_id,
            proposed_at=now,
            accepted_by=(member_id,),
        )
        if before is not None and _says_the_same(before, proposed):
            await agreements.accept(tx, before, member_id)
            await _update(tx, found, before, member_id, now)
            return await _stands(tx, guild_id, pair)
        await agreements.propose(tx, proposed)
        await pairs.note_activity(tx, pair_id, member_id, now)
        about = (f"pair:{pair_id}", f"at:{_milliseconds(now)}")
        older = [_replace(found, each, now) for each in await _posted(tx, found, pair_id)]
        await steps.plan(tx, [*older, plan_step(found.round, StepKind.POST_AGREEMENT, now, *about, pair_id=pair_id)])
        stands = await _stands(tx, guild_id, pair)
    house.wake()
    return stands


async def accept_agreement(
    house: House, *, guild_id: GuildId, member_id: MemberId, round_id: RoundId, pair_id: PairId, now: datetime
) -> Terms:
    """This person says yes to what is proposed; returns whose yes is missing. Said twice, nothing changes.

    Raises:
        RuleError: `no_round`, `round_is_over`, `not_joined`, `not_your_pair`, `nothing_proposed`.
    """
    async with house.store.write() as tx:
        found = await _own(house, tx, guild_id, member_id, round_id, pair_id)
        agreement = await agreements.find(tx, pair_id)
        if agreement is None:
            raise RuleError("nothing_proposed")
        await agreements.accept(tx, agreement, member_id)
        await pairs.note_activity(tx, pair_id, member_id, now)
        await _update(tx, found, agreement, member_id, now)
        stands = await _stands(tx, guild_id, await pairs.get(tx, pair_id))
    house.wake()
    return stands


async def _stands(tx: Tx, guild_id: GuildId, pair: Pair) -> Terms:
    """How it stands with what was proposed just now."""
    terms = await terms_of(tx, guild_id, pair)
    if terms is None:
        raise RuleError("nothing_proposed")
    return terms


async def terms_of(tx: Tx, guild_id: GuildId, pair: Pair, reader: MemberId | None = None) -> Terms | None:
    """What the pair agreed on, or what is proposed; None where nothing is."""
    found = await agreements.find(tx, pair.id)
    if found is None:
        return None
    missing = [each for each in pair.members if each not in found.accepted_by]
    return Terms(
        how_often=found.how_often,
        medium=found.medium,
        hopes=found.hopes,
        accepted=await names_of(tx, guild_id, [each for each in pair.members if each in found.accepted_by]),
        missing=await names_of(tx, guild_id, missing),
        asks_reader=reader in missing,
    )


def _says_the_same(before: Agreement, proposed: Agreement) -> bool:
    terms = [(each.how_often, each.medium, each.hopes) for each in (before, proposed)]
    return terms[0] == terms[1]


async def _update(tx: Tx, found: Setting, agreement: Agreement, member_id: MemberId, now: datetime) -> None:
    """The message in the thread is on its way to say who agrees."""
    about = (f"pair:{agreement.pair_id}", f"at:{_milliseconds(agreement.proposed_at)}", f"member:{member_id}")
    step = plan_step(found.round, StepKind.UPDATE_AGREEMENT, now, *about, pair_id=agreement.pair_id)
    await steps.plan(tx, [step])


async def _posted(tx: Tx, found: Setting, pair_id: PairId) -> list[Step]:
    """The step that posted the pair's last proposal, which is to be said yes to no more; none where there is none."""
    posting = await steps.of_kinds(tx, found.round.id, [StepKind.POST_AGREEMENT])
    return [each for each in posting if each.pair_id == pair_id][-1:]


def _replace(found: Setting, posted: Step, now: datetime) -> NewStep:
    about = f"instead:{posted.id}"
    return plan_step(found.round, StepKind.UPDATE_AGREEMENT, now, about, pair_id=posted.pair_id, subject_id=posted.id)


async def _own(
    house: House, tx: Tx, guild_id: GuildId, member_id: MemberId, round_id: RoundId, pair_id: PairId
) -> Setting:
    found = await setting_in(house, tx, guild_id, round_id)
    if found.round.phase is not Phase.RUNNING:
        raise RuleError("round_is_over")
    await part_in(tx, round_id, member_id)
    await own_pair(tx, round_id, pair_id, member_id)
    return found


def _milliseconds(at: datetime) -> int:
    return int(at.timestamp() * 1000)
