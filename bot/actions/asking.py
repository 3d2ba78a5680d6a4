"""Asking for help, asking never to meet somebody again, and saying how one's words may be used."""

from dataclasses import dataclass
from datetime import datetime, timedelta

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
from bot.actions.planning import desk_note
from bot.actions.ports import House
from bot.actions.replying import plan_change
from bot.domain.case import Case, CaseKind
from bot.domain.consent import Consent
from bot.domain.errors import RuleError
from bot.domain.ids import GuildId, MemberId, ProgramId, RoundId
from bot.store import Tx, apart, cases, pairs, profiles, replies, rounds, steps

LONGEST_WORDS = 1_000
"""Characters of a request for help."""
MOST_A_DAY = 5
"""Requests for help of one person: moderators read each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptApart:
    """These people will not be paired with the person again."""

    names: tuple[str, ...]


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

    Raises:
        RuleError: `no_round`, `nothing_written`, `enough_requests`.
    """
    if not words.strip():
        raise RuleError("nothing_written")
    async with house.store.write() as tx:
        found = await setting_in(house, tx, guild_id, round_id)
        if await cases.count(tx, guild_id, member_id, now - timedelta(days=1)) >= MOST_A_DAY:
            raise RuleError("enough_requests")
        return await _open_case(tx, found, member_id, kind, words[:LONGEST_WORDS], now)


async def _open_case(tx: Tx, found: Setting, member_id: MemberId, kind: CaseKind, words: str, now: datetime) -> Case:
    case = await cases.add(
        tx,
        guild_id=found.hosted.guild_id,
        program_id=found.hosted.id,
        round_id=found.round.id,
        member_id=member_id,
        kind=kind,
        words=words,
        opened_at=now,
    )
    note = desk_note(found.hosted, "help_asked", now, f"case:{case.id}", subject_id=case.id, fields={})
    await steps.plan(tx, [note])
    return case


async def keep_apart(
    house: House, *, guild_id: GuildId, member_id: MemberId, round_id: RoundId, now: datetime
) -> KeptApart:
    """The person and their partner are never paired again, the pair is over, and a new partner is looked for.

    The partner reads the same words as when somebody leaves; who asked is not told to anybody but the moderators.

    Raises:
        RuleError: `no_round`, `not_joined`, `no_partner_now`.
    """
    async with house.store.write() as tx:
        found = await setting_in(house, tx, guild_id, round_id)
        await part_in(tx, round_id, member_id)
        pair = await pairs.find_of(tx, round_id, member_id)
        if pair is None:
            raise RuleError("no_partner_now")
        others = pair.partners_of(member_id)
        for other in others:
            await apart.keep(tx, guild_id, member_id, other, now)
        await part_from(tx, found, pair, (member_id,), now)
        await steps.plan(tx, [find_partner_step(found, member_id, now)])
        names = await names_of(tx, guild_id, others)
        await _open_case(tx, found, member_id, CaseKind.KEEP_APART, ", ".join(names), now)
    house.wake()
    return KeptApart(names=names)


async def choose_consent(
    house: House, *, guild_id: GuildId, member_id: MemberId, name: str, locale: str, consent: Consent, now: datetime
) -> Consent:
    """The words of this person, guests too, may be used so, all they wrote before included.

    What they had chosen for single replies is chosen anew by this. Messages and summaries that show their words follow.
    """
    async with house.store.write() as tx:
        await profiles.set_consent(tx, guild_id, member_id, name, locale, consent)
        written = await replies.of_member(tx, guild_id, member_id)
        for reply in written:
            await replies.set_author_consent(tx, reply.id, member_id, None)
            current = await replies.get(tx, reply.id)
            await plan_change(tx, await setting_of(house, tx, reply.round_id), current, now)
        await correct_summaries(house, tx, (reply.round_id for reply in written), now)
    house.wake()
    return consent
