"""Asking for help, asking never to meet somebody again, and saying how one's words may be used."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.actions.case_steps import case_step, reminder_step
from bot.actions.changing_replies import plan_change
from bot.actions.correcting import correct_summaries
from bot.actions.joining import find_partner_step
from bot.actions.lookups import (
    Setting,
    hosted_in,
    in_progress,
    names_of,
    part_in,
    round_of_member,
    setting_in,
    setting_of,
)
from bot.actions.parting import part_from
from bot.actions.ports import House
from bot.domain.case import Case, CaseKind
from bot.domain.consent import Consent
from bot.domain.errors import RuleError
from bot.domain.ids import GuildId, MemberId, ProgramId, RoundId
from bot.domain.steps import StepKind
from bot.store import Tx, apart, cases, pairs, profiles, replies, rounds, steps

LONGEST_WORDS = 1_000
"""Characters of a request for help."""
MOST_A_DAY = 5
"""Requests for help of one person: moderators read each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptApart:
    """These people will not be paired with the person again."""

    names: tuple[str, ...]
    looks: bool
    """Whether their pair is over, and a new partner is looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Somebody who is or was a partner."""

    member_id: MemberId
    name: str


async def round_to_ask_about(house: House, *, guild_id: GuildId, member_id: MemberId, program_id: ProgramId) -> RoundId:
    """The round that a request for help belongs to: the person's, or else the program's present or latest one.

    Raises:
        RuleError: `no_program`, `no_round` before the program's first round.
    """
    async with house.store.read() as tx:
        await hosted_in(tx, guild_id, program_id)
        mine = await round_of_member(tx, program_id, member_id)
        every = await rounds.of_program(tx, program_id)
    if not every:
        raise RuleError("no_round")
    return mine[0].id if mine else (in_progress(every) or every[-1]).id


async def ask_for_help(
    house: House,
    *,
    guild_id: GuildId,
    member_id: MemberId,
    round_id: RoundId,
    kind: CaseKind,
    words: str,
    now: datetime,
) -> Case:
    """A case is open, and the moderators are told in their channel; the partner is not.

    The same words again, by who saw no answer, are the case that is open.

    Raises:
        RuleError: `no_round`, `nothing_written`, `enough_requests`.
    """
    if not words.strip():
        raise RuleError("nothing_written")
    async with house.store.write() as tx:
        found = await setting_in(house, tx, guild_id, round_id)
        words = words[:LONGEST_WORDS]
        for each in await cases.open_of(tx, found.hosted.id):
            if (each.member_id, each.round_id, each.kind, each.words) == (member_id, round_id, kind, words):
                return each
        if await cases.count(tx, guild_id, member_id, now - timedelta(days=1)) >= MOST_A_DAY:
            raise RuleError("enough_requests")
        return await _open_case(tx, found, member_id, kind, words, now)


async def _open_case(tx: Tx, found: Setting, member_id: MemberId, kind: CaseKind, words: str, now: datetime) -> Case:
    pair = await pairs.find_of(tx, found.round.id, member_id)
    case = await cases.add(
        tx,
        guild_id=found.hosted.guild_id,
        program_id=found.hosted.id,
        round_id=found.round.id,
        member_id=member_id,
        kind=kind,
        words=words,
        opened_at=now,
        pair_id=pair.id if pair else None,
    )
    await steps.plan(tx, [case_step(case, StepKind.POST_CASE, now), reminder_step(found.hosted, now)])
    return case


async def partners_ever(
    house: House, *, guild_id: GuildId, member_id: MemberId, round_id: RoundId
) -> tuple[Known, ...]:
    """Who is or was a partner of this person in the program: those of now first, then the latest.

    Raises:
        RuleError: `no_round`, `not_joined`, `no_partner_now` where there is nobody.
    """
    async with house.store.read() as tx:
        found = await setting_in(house, tx, guild_id, round_id)
        await part_in(tx, round_id, member_id)
        known = await _partners_ever(tx, found, member_id)
        people = await profiles.several(tx, guild_id, known)
    return tuple(Known(member_id=each, name=people[each].name) for each in known if each in people)


async def _partners_ever(tx: Tx, found: Setting, member_id: MemberId) -> list[MemberId]:
    pair = await pairs.find_of(tx, found.round.id, member_id)
    met = [members for _, members in reversed(await pairs.history(tx, found.hosted.id)) if member_id in members]
    now_partners = pair.partners_of(member_id) if pair else ()
    everybody = dict.fromkeys([*now_partners, *(each for members in met for each in members)])
    others = [each for each in everybody if each != member_id and each > 0]
    if not others:
        raise RuleError("no_partner_now")
    return others


async def keep_apart(
    house: House,
    *,
    guild_id: GuildId,
    member_id: MemberId,
    round_id: RoundId,
    now: datetime,
    other_id: MemberId | None = None,
) -> KeptApart:
    """The person and `other_id`, or else everybody they are in a pair with, are never paired again.

    Where they are in a pair now it is over, and a new partner is looked for. The other reads the same words as when
    a pair ends for any other reason; who asked is not told to anybody but the moderators. Asked twice, nothing changes.

    Raises:
        RuleError: `no_round`, `not_joined`, `no_partner_now` where they never were partners in this program.
    """
    async with house.store.write() as tx:
        found = await setting_in(house, tx, guild_id, round_id)
        await part_in(tx, round_id, member_id)
        pair = await pairs.find_of(tx, round_id, member_id)
        now_partners = pair.partners_of(member_id) if pair else ()
        others = now_partners if other_id is None else (other_id,)
        if not others or not set(others) <= set(await _partners_ever(tx, found, member_id)):
            raise RuleError("no_partner_now")
        names = await names_of(tx, guild_id, others)
        looks = bool(set(others) & set(now_partners))
        before = await apart.of_guild(tx, guild_id)
        if not looks and all(frozenset((member_id, other)) in before for other in others):
            return KeptApart(names=names, looks=False)
        await _open_case(tx, found, member_id, CaseKind.KEEP_APART, ", ".join(names), now)
        for other in others:
            await apart.keep(tx, guild_id, member_id, other, now)
        if pair is not None and looks:
            await part_from(tx, found, pair, (member_id,), now)
            await steps.plan(tx, [find_partner_step(found, member_id, now)])
    house.wake()
    return KeptApart(names=names, looks=looks)


async def choose_consent(
    house: House, *, guild_id: GuildId, member_id: MemberId, name: str, locale: str, consent: Consent, now: datetime
) -> Consent:
    """The words of this person, guests too, may be used so, all they wrote before included.

    What they had chosen for single replies is chosen anew by this. Messages and summaries that show their words follow.
    """
    async with house.store.write() as tx:
        await profiles.set_consent(tx, guild_id, member_id, name, locale, consent)
        await replies.clear_consents(tx, guild_id, member_id)
        written = await replies.of_member(tx, guild_id, member_id)
        settings = {each: await setting_of(house, tx, each) for each in {reply.round_id for reply in written}}
        for reply in written:
            await plan_change(tx, settings[reply.round_id], reply, now)
        await correct_summaries(house, tx, settings, now)
    house.wake()
    return consent
