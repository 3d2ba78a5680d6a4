"""What a person sees and erases of their own: partner, replies, everything."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.actions.agreeing import terms_of
from bot.actions.case_steps import case_step
from bot.actions.changing_replies import plan_change
from bot.actions.correcting import correct_summaries
from bot.actions.leaving import leave_guild
from bot.actions.lookups import hosted_in, program_of, round_of_member, setting_of
from bot.actions.places import round_waited_for
from bot.actions.planning import dates_of
from bot.actions.ports import House
from bot.domain.ids import ChannelId, GuildId, MemberId, ProgramId, RoundId
from bot.domain.notices import PartnerCard, Terms
from bot.domain.participant import Participant, Profile
from bot.domain.particulars import Particulars
from bot.domain.partnership import Pair, Shared
from bot.domain.program import Program
from bot.domain.reply import Reply
from bot.domain.round import Phase, Round
from bot.domain.steps import StepKind
from bot.store import (
    Tx,
    cases,
    erasure,
    pairs,
    particulars,
    places,
    profiles,
    replies,
    rounds,
    steps,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MyPartner:
    """Who somebody's partner is, or why there is none."""

    title: str
    """Of the program."""
    round_name: str | None
    """None where they have not joined a round."""
    phase: Phase | None
    partners: tuple[PartnerCard, ...]
    shared: Shared | None
    thread_id: ChannelId | None
    starts_at: datetime | None
    away_until: datetime | None
    dms_closed: bool
    terms: Terms | None = None
    """What the partners agreed on, or what one of them proposed."""
    wait_list_number: int | None = None
    """Where they are on the wait-list of the round; None where they are on none."""
    inactive_in: RoundId | None = None
    """The round in which no partner is looked for until they come back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MyReply:
    """One of somebody's replies, with the prompt it is to."""

    reply: Reply
    round_name: str
    prompt_title: str


def card_of(profile: Profile, said: Particulars) -> PartnerCard:
    """What a partner is told of this person, with keys of the program."""
    return PartnerCard(
        member_id=profile.member_id,
        name=profile.name,
        country=profile.country or "",
        zone=profile.zone or "UTC",
        languages=profile.languages,
        interests=profile.interests,
        sector=said.sector or "",
        career_stage=said.career_stage or "",
        offers=said.offers,
        seeks=said.seeks,
        hopes=said.wish_words,
    )


def card_in_words(program: Program, card: PartnerCard) -> PartnerCard:
    """The card as people read it; keys of other programs are left out."""
    return replace(
        card,
        interests=in_words(program, card.interests),
        sector=program.sectors.get(card.sector, ""),
        career_stage=program.career_stages.get(card.career_stage, ""),
        offers=in_words(program, card.offers),
        seeks=in_words(program, card.seeks),
    )


async def cards_of(tx: Tx, guild_id: GuildId, member_ids: tuple[MemberId, ...]) -> tuple[PartnerCard, ...]:
    """What partners are told of these people, in the same order."""
    known = await profiles.several(tx, guild_id, member_ids)
    said = await particulars.several(tx, guild_id, member_ids)
    return tuple(card_of(known[each], said[each]) for each in member_ids if each in known)


def in_words(program: Program, keys: tuple[str, ...]) -> tuple[str, ...]:
    """The program's interests with these keys, as people read them."""
    return tuple(program.interests[key] for key in keys if key in program.interests)


async def show_partner(house: House, *, guild_id: GuildId, member_id: MemberId, program_id: ProgramId) -> MyPartner:
    """Who the person's partner is now.

    Raises:
        RuleError: `no_program`, `program_gone`.
    """
    async with house.store.read() as tx:
        program = program_of(house, await hosted_in(tx, guild_id, program_id))
        profile = await profiles.find(tx, guild_id, member_id)
        closed = profile is not None and profile.dms_closed
        found = await round_of_member(tx, program_id, member_id)
        if found is None:
            waited_for = await round_waited_for(tx, guild_id, program_id, member_id)
            number = await places.number_on_list(tx, waited_for.id, member_id) if waited_for else None
            nobody = _no_partner(program, waited_for, None, None, dms_closed=closed)
            return replace(nobody, wait_list_number=number)
        current, part = found
        pair = await pairs.find_of(tx, current.id, member_id)
        if pair is None or current.phase is not Phase.RUNNING:
            return _no_partner(program, current, part, (await dates_of(tx, current.id)).starts_at, dms_closed=closed)
        cards = await cards_of(tx, guild_id, pair.partners_of(member_id))
        terms = await terms_of(tx, guild_id, pair)
    told = tuple(card_in_words(program, card) for card in cards)
    shared = replace(pair.shared, interests=in_words(program, pair.shared.interests))
    mine = _with_partner(program, current, part, replace(pair, shared=shared), told, dms_closed=closed)
    return replace(mine, terms=terms)


def _no_partner(
    program: Program, current: Round | None, part: Participant | None, starts_at: datetime | None, *, dms_closed: bool
) -> MyPartner:
    return MyPartner(
        title=program.title,
        round_name=current.name if current else None,
        phase=current.phase if current else None,
        partners=(),
        shared=None,
        thread_id=None,
        starts_at=starts_at,
        away_until=part.away_until if part else None,
        dms_closed=dms_closed,
        inactive_in=part.round_id if part and part.inactive_at else None,
    )


def _with_partner(
    program: Program, current: Round, part: Participant, pair: Pair, cards: tuple[PartnerCard, ...], *, dms_closed: bool
) -> MyPartner:
    return MyPartner(
        title=program.title,
        round_name=current.name,
        phase=current.phase,
        partners=cards,
        shared=pair.shared,
        thread_id=pair.thread_id,
        starts_at=None,
        away_until=part.away_until,
        dms_closed=dms_closed,
    )


async def list_replies(
    house: House, *, guild_id: GuildId, member_id: MemberId, program_id: ProgramId
) -> tuple[MyReply, ...]:
    """What the person wrote in this program and did not withdraw, newest first."""
    async with house.store.read() as tx:
        hosted = await hosted_in(tx, guild_id, program_id)
        program = program_of(house, hosted)
        names = {each.id: each.name for each in await rounds.of_program(tx, program_id)}
        written = await replies.of_member(tx, guild_id, member_id)
    return tuple(
        MyReply(reply=each, round_name=names[each.round_id], prompt_title=program.prompt(each.prompt_number).title)
        for each in written
        if each.round_id in names and each.withdrawn_at is None
    )


async def erase(house: House, *, guild_id: GuildId, member_id: MemberId, now: datetime) -> int:
    """Nothing the person said is kept in this guild any more; returns how many replies were erased.

    They leave their rounds first, so that partners are told and find new ones. Messages of the bot that show their
    words, and public summaries, are on their way to be changed. Tombstones without a name stay, so
    that nothing is sent again and figures can be recomputed.
    """
    await leave_guild(house, guild_id=guild_id, member_id=member_id, now=now)
    async with house.store.write() as tx:
        written = await replies.of_member(tx, guild_id, member_id)
        asked = await cases.of_member(tx, guild_id, member_id)
        await erasure.erase_person(tx, guild_id, member_id, now)
        settings = {each: await setting_of(house, tx, each) for each in {reply.round_id for reply in written}}
        for reply in await replies.several(tx, [each.id for each in written]):
            await plan_change(tx, settings[reply.round_id], reply, now)
        await correct_summaries(house, tx, settings, now)
        await steps.plan(tx, [case_step(case, StepKind.UPDATE_CASE, now, "erased") for case in asked])
    house.wake()
    return sum(each.withdrawn_at is None for each in written)
