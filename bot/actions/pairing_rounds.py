"""The pairing of a round: drafted by the solver, looked over by an organiser, approved."""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.actions.lookups import Setting, names_of, program_of, setting_in, setting_of
from bot.actions.planning import dates_of, desk_note
from bot.actions.ports import House
from bot.actions.reckoning import reckon
from bot.domain.errors import RuleError
from bot.domain.ids import GuildId, MemberId, RoundId
from bot.domain.participant import Participant, Profile
from bot.domain.partnership import Pair, Shared
from bot.domain.program import Approval, Program
from bot.domain.round import Phase
from bot.domain.steps import NewStep, Step
from bot.pairing import Group, History, Pairing, Reason, Rules, Seeker, draw, history_of, waking_hours
from bot.store import Tx, apart, pairs, participants, profiles, rounds, steps
from bot.texts.places import utc_offset_minutes

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Community:
    """All that the solver is told."""

    seekers: tuple[Seeker, ...]
    rules: Rules
    history: History
    kept_apart: frozenset[frozenset[int]]
    seed: int

    def draw(self) -> Pairing:
        """The pairing of these people: a pure function of what stands here."""
        return draw(self.seekers, self.rules, self.history, self.kept_apart, self.seed)


@dataclass(frozen=True, slots=True, kw_only=True)
class PairingView:
    """A pairing, as organisers look it over."""

    round_id: RoundId
    round_name: str
    title: str
    pairs: tuple[tuple[tuple[str, ...], Shared], ...]
    waiting: tuple[str, ...]
    approved: bool
    seed: int


async def gather_community(house: House, tx: Tx, found: Setting, only: Sequence[MemberId] | None = None) -> Community:
    """Everybody of the round who may be paired, or only those named, with all that decides who meets whom."""
    parts = [each for each in await participants.of_round(tx, found.round.id) if each.takes_part()]
    dates = await dates_of(tx, found.round.id)
    present = [part for part in parts if not part.is_away(dates.starts_at)] if only is None else parts
    wanted = [part for part in present if only is None or part.member_id in only]
    known = await profiles.several(tx, found.hosted.guild_id, [part.member_id for part in wanted])
    waited = await _count_waits(tx, found)
    return Community(
        seekers=tuple(
            _seeker(house, known[part.member_id], waited.get(part.member_id, 0), dates.starts_at)
            for part in wanted
            if part.member_id in known
        ),
        rules=rules_of(found.program),
        history=await _history(tx, found),
        kept_apart=frozenset(await apart.of_guild(tx, found.hosted.guild_id)),
        seed=found.round.seed,
    )


def rules_of(program: Program) -> Rules:
    """The program's rules of pairing, as the solver takes them."""
    return Rules(
        must_differ=program.pairing.must_differ,
        shared_language=program.pairing.shared_language,
        min_shared_hours=program.pairing.min_shared_hours,
        repeat_gap=program.pairing.repeat_gap,
    )


def _seeker(house: House, profile: Profile, waited: int, at: datetime) -> Seeker:
    country = profile.country or ""
    return Seeker(
        id=profile.member_id,
        country=country,
        region=house.regions.region_of(country) or "",
        languages=frozenset(profile.languages),
        waking=waking_hours(utc_offset_minutes(profile.zone or "UTC", at)),
        interests=frozenset(profile.interests),
        waited=waited,
    )


async def _history(tx: Tx, found: Setting) -> History:
    """Who met whom, the latest round first; rounds without any pair are left out."""
    met: dict[RoundId, list[tuple[MemberId, ...]]] = {}
    for round_id, members in await pairs.history(tx, found.hosted.id):
        if round_id != found.round.id:
            met.setdefault(round_id, []).append(members)
    return history_of(reversed(list(met.values())))


async def _count_waits(tx: Tx, found: Setting) -> dict[MemberId, int]:
    """For how many rounds in a row, just before this one, each person took part and had no partner."""
    earlier = [
        each
        for each in await rounds.of_program(tx, found.hosted.id)
        if each.starts_on < found.round.starts_on and each.phase in (Phase.RUNNING, Phase.CLOSED, Phase.PUBLISHED)
    ]
    counts: dict[MemberId, int] = {}
    for each in earlier:
        waiting = {part.member_id for part in await participants.without_partner(tx, each.id)}
        counts = {member: counts.get(member, 0) + 1 for member in waiting}
    return counts


def shared_by(reason: Reason) -> Shared:
    """What the members of a group have in common, as it is kept and told."""
    return Shared(
        languages=tuple(sorted(reason.languages)),
        interests=tuple(sorted(reason.interests)),
        hours=reason.hours,
        met_before=reason.met_rounds_ago is not None,
    )


def _rows(groups: Iterable[Group]) -> list[tuple[tuple[MemberId, ...], Shared]]:
    return [(tuple(MemberId(member) for member in group.members), shared_by(group.reason)) for group in groups]


async def draft_pairing(house: House, step: Step, now: datetime) -> bool:
    """The round has a draft of its pairing; organisers are asked to look it over, or it is approved by itself.

    Returns whether there was something to draft: a pairing that was approved is not drafted again.
    """
    async with house.store.read() as tx:
        found = await setting_of(house, tx, step.round_id or RoundId(0))
        if not await _takes_a_draft(tx, found):
            return False
        community = await gather_community(house, tx, found)
    pairing = await reckon(community.draw, len(community.seekers))
    groups, waiting = len(pairing.groups), len(pairing.waiting)
    log.info("round %s: %s groups drawn with seed %s, %s wait", found.round.id, groups, pairing.seed, waiting)
    async with house.store.write() as tx:
        if not await _takes_a_draft(tx, found):
            return False
        await pairs.replace_draft(tx, found.round.id, _rows(pairing.groups))
        if found.program.pairing.approval is Approval.AUTOMATIC and pairing.groups:
            await pairs.approve(tx, found.round.id, now)
            await steps.hurry(tx, round_id=found.round.id, now=now)
        else:
            await steps.plan(tx, [_note(found, pairing, step, now)])
    return True


async def _takes_a_draft(tx: Tx, found: Setting) -> bool:
    current = await rounds.get(tx, found.round.id)
    paired = await pairs.of_round(tx, found.round.id, active_only=False)
    return current.phase is Phase.PAIRING and all(pair.approved_at is None for pair in paired)


def _note(found: Setting, pairing: Pairing, step: Step, now: datetime) -> NewStep:
    name = found.round.name
    people = sum(len(group.members) for group in pairing.groups) + len(pairing.waiting)
    if not pairing.groups:
        return desk_note(found.hosted, "pairing_empty", now, name, step.id, fields={"round": name, "people": people})
    trios = sum(len(group.members) > 2 for group in pairing.groups)
    return desk_note(
        found.hosted,
        "pairing_ready",
        now,
        name,
        step.id,
        round_id=found.round.id,
        fields={
            "round": name,
            "pairs": len(pairing.groups) - trios,
            "trios": trios,
            "waiting": len(pairing.waiting),
        },
    )


async def show_pairing(house: House, *, guild_id: GuildId, round_id: RoundId) -> PairingView:
    """The pairing of the round, a draft or approved.

    Raises:
        RuleError: `no_round`, `no_pairing_yet`.
    """
    async with house.store.read() as tx:
        found = await setting_in(house, tx, guild_id, round_id)
        paired = await pairs.of_round(tx, round_id)
        if not paired:
            raise RuleError("no_pairing_yet", round=found.round.name)
        parts = [each for each in await participants.of_round(tx, round_id) if each.takes_part()]
        left = waiting_among(parts, paired)
        rows = [(await names_of(tx, guild_id, pair.members), _in_words(found.program, pair.shared)) for pair in paired]
        waiting = await names_of(tx, guild_id, left)
    return PairingView(
        round_id=round_id,
        round_name=found.round.name,
        title=program_of(house, found.hosted).title,
        pairs=tuple(rows),
        waiting=waiting,
        approved=all(pair.approved_at is not None for pair in paired),
        seed=found.round.seed,
    )


def _in_words(program: Program, shared: Shared) -> Shared:
    labels = tuple(program.interests[key] for key in shared.interests if key in program.interests)
    return replace(shared, interests=labels)


def waiting_among(parts: Iterable[Participant], paired: Iterable[Pair]) -> list[MemberId]:
    """Who takes part and is in none of these pairs."""
    placed = {member for pair in paired for member in pair.members}
    return [part.member_id for part in parts if part.member_id not in placed]


async def approve_pairing(house: House, *, guild_id: GuildId, round_id: RoundId, now: datetime) -> PairingView:
    """The pairing stands; partners are introduced when the round starts, or now when that has passed.

    Raises:
        RuleError: `no_round`, `no_pairing_yet`, `round_phase` where the round is not being paired.
    """
    view = await show_pairing(house, guild_id=guild_id, round_id=round_id)
    if view.approved:
        return view
    async with house.store.write() as tx:
        current = await rounds.get(tx, round_id)
        if current.phase is not Phase.PAIRING:
            raise RuleError("round_phase", round=current.name, phase=current.phase.value)
        await pairs.approve(tx, round_id, now)
        await steps.hurry(tx, round_id=round_id, now=now)
    house.wake()
    return await show_pairing(house, guild_id=guild_id, round_id=round_id)
