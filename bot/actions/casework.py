"""What moderators do about a case: answer, part a pair, find new partners, swap, remove, keep apart, close.

Whoever presses is a moderator, which the front end has checked; everything else is checked here, from the database.
"""

import asyncio
from dataclasses import dataclass, replace
from datetime import datetime

from bot.actions.case_steps import answer_step, case_step
from bot.actions.community import Community, gather_community
from bot.actions.exchanging import Swap, find_swaps
from bot.actions.joining import find_partner_step
from bot.actions.leaving import leave_in
from bot.actions.lookups import Setting, names_of, setting_of
from bot.actions.parting import part_from
from bot.actions.planning import desk_note, member_field, plan_step
from bot.actions.ports import House
from bot.actions.rematching import bring_together
from bot.domain.case import Case, CaseEvent, Deed
from bot.domain.errors import RuleError
from bot.domain.ids import CaseId, GuildId, MemberId, PairId
from bot.domain.partnership import Pair
from bot.domain.round import Phase
from bot.domain.ruling import Ruling, RulingKind
from bot.domain.steps import StepKind
from bot.store import Tx, apart, cases, pairs, participants, rulings, steps

LONGEST_ANSWER = 1_500
"""Characters of what a moderator writes to a person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseChoice:
    """What moderators decide on before it is done."""

    case: Case
    name: str
    partners: tuple[tuple[MemberId, str], ...]
    pair_id: PairId | None
    swaps: tuple[Swap, ...] = ()


async def open_case_in(tx: Tx, guild_id: GuildId, case_id: CaseId) -> Case:
    """The case of the guild, which is open.

    Raises:
        RuleError: `no_case`, `case_is_closed`.
    """
    try:
        case = await cases.get(tx, case_id)
    except LookupError:
        raise RuleError("no_case") from None
    if case.guild_id != guild_id:
        raise RuleError("no_case")
    if case.closed_at is not None:
        raise RuleError("case_is_closed")
    return case


async def look_at_case(house: House, *, guild_id: GuildId, case_id: CaseId, swaps: bool = False) -> CaseChoice:
    """The case with who is in a pair with the person now; with `swaps`, whom the two pairs could exchange.

    Raises:
        RuleError: `no_case`, `case_is_closed`.
    """
    async with house.store.read() as tx:
        case = await open_case_in(tx, guild_id, case_id)
        pair = await pairs.find_of(tx, case.round_id, case.member_id) if case.round_id else None
        partners = pair.partners_of(case.member_id) if pair else ()
        names = await names_of(tx, guild_id, partners)
        found = CaseChoice(
            case=case,
            name="".join(await names_of(tx, guild_id, [case.member_id])),
            partners=tuple(zip(partners, names, strict=False)),
            pair_id=pair.id if pair else None,
        )
        if not swaps or pair is None or case.round_id is None:
            return found
        setting = await setting_of(house, tx, case.round_id)
        return replace(found, swaps=await find_swaps(house, tx, setting, pair, case.member_id))


async def answer_case(
    house: House, *, guild_id: GuildId, case_id: CaseId, by: MemberId, words: str, close: bool, now: datetime
) -> Case:
    """The person hears this in private; with `close` the case is closed, and they hear that too.

    Raises:
        RuleError: `no_case`, `case_is_closed`, `nothing_written` where it stays open without words.
    """
    said = words.strip()[:LONGEST_ANSWER]
    if not said and not close:
        raise RuleError("nothing_written")
    async with house.store.write() as tx:
        case = await open_case_in(tx, guild_id, case_id)
        if close:
            await cases.close(tx, case.id, now)
        event_id = await _note(tx, case, Deed.CLOSED if close else Deed.ANSWERED, by, now, words=said)
        await steps.plan(tx, [answer_step(case, event_id, now)])
    house.wake()
    return case


async def write_again(
    house: House, *, guild_id: GuildId, case_id: CaseId, member_id: MemberId, words: str, now: datetime
) -> Case:
    """Who asked said more; the moderators are told.

    Raises:
        RuleError: `no_case` for everybody else, `case_is_closed`, `nothing_written`.
    """
    said = words.strip()[:LONGEST_ANSWER]
    if not said:
        raise RuleError("nothing_written")
    async with house.store.write() as tx:
        case = await open_case_in(tx, guild_id, case_id)
        if case.member_id != member_id or case.round_id is None:
            raise RuleError("no_case")
        found = await setting_of(house, tx, case.round_id)
        event_id = await _note(tx, case, Deed.WROTE_AGAIN, member_id, now, words=said)
        fields = {"name": member_field(member_id), "words": ""}
        note = desk_note(
            found.hosted, "case_again", now, f"case:{case.id}", f"event:{event_id}", subject_id=case.id, fields=fields
        )
        await steps.plan(tx, [note])
    house.wake()
    return case


async def act_on_case(
    house: House,
    *,
    guild_id: GuildId,
    case_id: CaseId,
    by: MemberId,
    deed: Deed,
    target: int,
    now: datetime,
) -> CaseChoice:
    """The deed is done and noted in the case. `target` is the pair it is about, or the person to be removed.

    Raises:
        RuleError: `no_case`, `case_is_closed`, `round_is_over`, `pair_has_changed` where that is no longer so.
    """
    async with house.store.write() as tx:
        case = await open_case_in(tx, guild_id, case_id)
        found = await _running(house, tx, case)
        if deed is Deed.REMOVED:
            about = await _remove(house, tx, found, case, MemberId(target), by, now)
        else:
            about = None
            await _part(tx, found, case, deed, PairId(target), now)
        await _note(tx, case, deed, by, now, about_id=about)
        name = "".join(await names_of(tx, guild_id, [case.member_id]))
    house.wake()
    return CaseChoice(case=case, name=name, partners=(), pair_id=None)


async def swap_partners(
    house: House,
    *,
    guild_id: GuildId,
    case_id: CaseId,
    by: MemberId,
    other_pair: PairId,
    partner_id: MemberId,
    now: datetime,
) -> None:
    """The two pairs have exchanged partners, and everybody is introduced anew.

    Raises:
        RuleError: `no_case`, `case_is_closed`, `round_is_over`, `pair_has_changed` where it is not legal any more.
    """
    async with house.store.read() as tx:
        looked = await _look_at_exchange(house, tx, guild_id, case_id, other_pair, partner_id)
    # Nobody else writes while a transaction that does is open: what takes long is done before.
    drawn = [(await asyncio.to_thread(each.draw)).groups for each in looked.communities()]
    async with house.store.write() as tx:
        found = await _look_at_exchange(house, tx, guild_id, case_id, other_pair, partner_id)
        if found != looked or not all(drawn):
            raise RuleError("pair_has_changed")
        for pair in (found.mine, found.theirs):
            await part_from(tx, found.setting, pair, pair.members, now)
        for (group,) in drawn:
            await bring_together(tx, found.setting, found.community, group, now)
        await _note(tx, found.case, Deed.SWAPPED, by, now, about_id=partner_id)
    house.wake()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Exchange:
    """All that an exchange of partners depends on."""

    case: Case
    setting: Setting
    mine: Pair
    theirs: Pair
    partner_id: MemberId
    """Who comes from the other pair."""
    community: Community

    def communities(self) -> tuple[Community, ...]:
        """The four people as the two groups that they are to be."""
        asker = self.case.member_id
        left = (*self.mine.partners_of(asker), *self.theirs.partners_of(self.partner_id))
        groups = ({asker, self.partner_id}, set(left))
        everybody = self.community.seekers
        return tuple(
            replace(self.community, seekers=tuple(each for each in everybody if each.id in group)) for group in groups
        )


async def _look_at_exchange(
    house: House, tx: Tx, guild_id: GuildId, case_id: CaseId, other_pair: PairId, partner_id: MemberId
) -> _Exchange:
    case = await open_case_in(tx, guild_id, case_id)
    found = await _running(house, tx, case)
    mine = await pairs.find_of(tx, found.round.id, case.member_id)
    theirs = await pairs.find_of(tx, found.round.id, partner_id)
    if mine is None or theirs is None or theirs.id != other_pair or mine.id == theirs.id:
        raise RuleError("pair_has_changed")
    if (len(mine.members), len(theirs.members)) != (2, 2):
        raise RuleError("pair_has_changed")
    community = await gather_community(house, tx, found, [*mine.members, *theirs.members])
    return _Exchange(case=case, setting=found, mine=mine, theirs=theirs, partner_id=partner_id, community=community)


async def _running(house: House, tx: Tx, case: Case) -> Setting:
    if case.round_id is None:
        raise RuleError("no_case")
    found = await setting_of(house, tx, case.round_id)
    if found.round.phase is not Phase.RUNNING:
        raise RuleError("round_is_over")
    return found


async def _part(tx: Tx, found: Setting, case: Case, deed: Deed, pair_id: PairId, now: datetime) -> None:
    """The person's pair ends, or goes on without them."""
    pair = await pairs.find_of(tx, found.round.id, case.member_id)
    if pair is None or pair.id != pair_id:
        raise RuleError("pair_has_changed")
    if deed is Deed.KEPT_APART:
        for other in pair.partners_of(case.member_id):
            await apart.keep(tx, case.guild_id, case.member_id, other, now)
    if deed is Deed.ENDED:
        for each in pair.members if len(pair.members) == 2 else (case.member_id,):
            await participants.set_inactive(tx, found.round.id, each, now)
    left = await part_from(tx, found, pair, (case.member_id,), now)
    tell = plan_step(
        found.round,
        StepKind.TELL_PARTNER_LEFT,
        now,
        f"pair:{pair.id}",
        f"case:{case.id}",
        f"member:{case.member_id}",
        recipient_id=case.member_id,
        pair_id=pair.id,
        subject_id=left[0] if left else None,
    )
    search = [] if deed is Deed.ENDED else [find_partner_step(found, case.member_id, now)]
    await steps.plan(tx, [tell, *search])


async def _remove(
    house: House, tx: Tx, found: Setting, case: Case, member_id: MemberId, by: MemberId, now: datetime
) -> MemberId:
    """One of the pair, or who asked, leaves the round and is paired no more in it, even if they join again."""
    pair = await pairs.find_of(tx, found.round.id, case.member_id)
    part = await participants.find(tx, found.round.id, member_id)
    known = {case.member_id, *(pair.members if pair else ())}
    if member_id not in known or part is None or not part.takes_part():
        raise RuleError("pair_has_changed")
    out = Ruling(
        round_id=found.round.id,
        kind=RulingKind.OUT,
        lower_id=member_id,
        higher_id=member_id,
        ruled_by=by,
        ruled_at=now,
    )
    await rulings.replace(tx, found.round.id, [*await rulings.of_round(tx, found.round.id), out])
    await leave_in(house, tx, found.round.id, member_id, now)
    about = (f"member:{member_id}", f"at:{int(now.timestamp())}")
    await steps.plan(tx, [plan_step(found.round, StepKind.TELL_REMOVED, now, *about, recipient_id=member_id)])
    return member_id


async def _note(
    tx: Tx,
    case: Case,
    deed: Deed,
    by: MemberId,
    now: datetime,
    *,
    about_id: MemberId | None = None,
    words: str = "",
) -> int:
    """What was done is kept, and the case's message is on its way to say so."""
    event = CaseEvent(case_id=case.id, deed=deed, by_id=by, about_id=about_id, words=words, at=now)
    event_id = await cases.note(tx, event)
    await steps.plan(tx, [case_step(case, StepKind.UPDATE_CASE, now, f"event:{event_id}")])
    return event_id
