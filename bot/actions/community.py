"""Who takes part in a round, with all that decides who meets whom: what the solver is told."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.actions.lookups import Setting
from bot.actions.planning import dates_of
from bot.actions.ports import House
from bot.domain.ids import MemberId, RoundId
from bot.domain.participant import Profile
from bot.domain.particulars import Particulars, hours_in_utc
from bot.domain.program import Program
from bot.domain.round import Phase
from bot.domain.ruling import Ruling, RulingKind, pinned_groups
from bot.pairing import History, Judgement, Pairing, Rules, Seeker, history_of, waking_hours
from bot.programs.regions import Regions
from bot.store import Tx, apart, pairs, participants, particulars, profiles, rounds, rulings
from bot.texts.folding import fold_lightly
from bot.texts.places import utc_offset_minutes


@dataclass(frozen=True, slots=True, kw_only=True)
class Community:
    """All that the solver is told. What it draws and judges takes long enough to be done in a thread, see `reckon`."""

    seekers: tuple[Seeker, ...]
    rules: Rules
    history: History
    kept_apart: frozenset[frozenset[int]]
    seed: int
    pinned: tuple[frozenset[int], ...] = ()
    """Groups that an organiser wants to stay together."""

    def draw(self) -> Pairing:
        """The pairing of these people: a pure function of what stands here."""
        from bot.pairing.solving import draw_around

        return draw_around(self.seekers, self.rules, self.history, self.kept_apart, self.seed, self.pinned)

    def judge(self, members: Collection[int]) -> Judgement:
        """Whether these people may be a group, and how well they fit; nobody may be with who is not among them."""
        from bot.pairing.solving import judge

        chosen = [seeker for seeker in self.seekers if seeker.id in members]
        found = judge(chosen, self.rules, self.kept_apart)
        return found if len(chosen) == len(members) else replace(found, legal=False)


async def gather_community(
    house: House,
    tx: Tx,
    found: Setting,
    only: Sequence[MemberId] | None = None,
    ruled: tuple[Ruling, ...] | None = None,
) -> Community:
    """Everybody of the round who may be paired, or only those named, with all that decides who meets whom.

    Who is named may be of the wait-list. Who is left out by a ruling of the organisers is not among them. With
    `ruled`, as if that were what is ruled.
    """
    ruled = await rulings.of_round(tx, found.round.id) if ruled is None else ruled
    out = {ruling.lower_id for ruling in ruled if ruling.kind is RulingKind.OUT}
    parts = [each for each in await participants.of_round(tx, found.round.id) if each.takes_part()]
    dates = await dates_of(tx, found.round.id)
    present = [part for part in parts if part.wants_partner(dates.starts_at)]
    wanted = [part.member_id for part in present] if only is None else list(only)
    known = await profiles.several(tx, found.hosted.guild_id, wanted)
    said = await particulars.several(tx, found.hosted.guild_id, wanted)
    waited = await _count_waits(tx, found)
    return Community(
        seekers=tuple(
            seeker_of(house.regions, found.program, known[member], said[member], waited.get(member, 0), dates.starts_at)
            for member in wanted
            if member in known and member not in out
        ),
        rules=rules_of(found.program),
        history=await _history(tx, found),
        kept_apart=await _kept_apart(tx, found, ruled),
        seed=found.round.seed,
        pinned=pinned_groups(ruled),
    )


def rules_of(program: Program) -> Rules:
    """The program's rules of pairing, as the solver takes them."""
    return Rules(
        must_differ=program.pairing.must_differ,
        shared_language=program.pairing.shared_language,
        min_shared_hours=program.pairing.min_shared_hours,
        repeat_gap=program.pairing.repeat_gap,
        group_size=program.pairing.group_size,
    )


def seeker_of(
    regions: Regions, program: Program, profile: Profile, said: Particulars, waited: int, at: datetime
) -> Seeker:
    """What the solver is told of a person: only what this program knows, since another's words may mean others."""
    country = profile.country or ""
    offered = frozenset(program.interests)
    return Seeker(
        id=profile.member_id,
        country=country,
        region=regions.region_of(country) or "",
        sector=_known(said.sector, program.sectors),
        career_stage=_known(said.career_stage, program.career_stages),
        languages=frozenset(profile.languages),
        waking=_suiting(program, profile, said, at),
        interests=offered.intersection(profile.interests),
        offers=offered.intersection(said.offers),
        seeks=offered.intersection(said.seeks),
        wishes=frozenset(said.wishes),
        hopes=_hoped_for(said.wish_words, [program.interests, program.sectors, program.career_stages]),
        waited=waited,
    )


def _known(key: str | None, choices: Mapping[str, str]) -> str:
    return key if key is not None and key in choices else ""


def _hoped_for(words: str, asked: Sequence[Mapping[str, str]]) -> frozenset[str]:
    """The choices that somebody names in their own words: by the key or the label, word for word."""
    said = f" {_plain(words)} "
    named = {key: (_plain(key), _plain(label)) for choices in asked for key, label in choices.items()}
    return frozenset(key for key, names in named.items() if any(f" {name} " in said for name in names))


def _plain(words: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", fold_lightly(words)))


def _suiting(program: Program, profile: Profile, said: Particulars, at: datetime) -> int:
    """The hours in UTC that suit the person; those in which they are awake, where too few do for any partner at all."""
    offset = utc_offset_minutes(profile.zone or "UTC", at)
    suiting = hours_in_utc(said.hours, offset)
    return suiting if suiting.bit_count() >= max(1, program.pairing.min_shared_hours) else waking_hours(offset)


async def _kept_apart(tx: Tx, found: Setting, ruled: tuple[Ruling, ...]) -> frozenset[frozenset[int]]:
    """Those who wish it, and those whom organisers keep apart in any round of the program."""
    wished = await apart.of_guild(tx, found.hosted.guild_id)
    elsewhere = await rulings.apart_elsewhere(tx, found.hosted.id, found.round.id)
    return frozenset({*wished, *elsewhere, *(each.couple for each in ruled if each.kind is RulingKind.APART)})


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
