"""Who met and who did not, as organisers and moderators see it: counts, and whoever needs a human first."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.actions.lookups import Setting, chosen_program, setting_in
from bot.actions.ports import House
from bot.actions.who_met import Standings, find_standings
from bot.domain.errors import RuleError
from bot.domain.ids import ChannelId, GuildId, MemberId, PairId, RoundId
from bot.domain.needs import Need, Watched, find_needs, urgency
from bot.domain.participant import Profile
from bot.domain.partner_figures import PartnerFigures, count_partners
from bot.domain.round import Phase, Round
from bot.domain.standing import Position
from bot.domain.steps import Outcome, Step, StepKind
from bot.store import Tx, cases, profiles, rounds, steps

STARTED = (Phase.RUNNING, Phase.PUBLISHED, Phase.CLOSED)
"""Phases of rounds in which people have, or had, partners."""
_TELLING = (StepKind.OPEN_PAIR_THREAD, StepKind.GREET_PAIR, StepKind.INTRODUCE)
_TOLD_OR_WILL_BE = (Outcome.DONE, Outcome.NOT_NEEDED, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonView:
    """One person, as organisers see them."""

    name: str
    """Empty where they erased their data."""
    position: Position
    needs: tuple[Need, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupView:
    """The people of one pair, or somebody alone."""

    people: tuple[PersonView, ...]
    thread_id: ChannelId | None

    @property
    def needs(self) -> tuple[Need, ...]:
        """Why somebody should look after them, each once."""
        return tuple(dict.fromkeys(need for person in self.people for need in person.needs))


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnersView:
    """Everybody of a round."""

    round_id: RoundId
    round_name: str
    title: str
    closed_at: datetime | None
    """Where the round is over, when: it is told how people stood then."""
    figures: PartnerFigures
    wait_listed: int
    groups: tuple[GroupView, ...]
    """Who needs a human first."""

    @property
    def pressing(self) -> int:
        """How many people need a human."""
        return sum(bool(person.needs) for group in self.groups for person in group.people)


async def find_overseen(house: House, *, guild_id: GuildId, slug: str | None) -> Round:
    """The program's round that runs, or else the last that did.

    Raises:
        RuleError: `no_program`, `which_program`, `no_partners_yet`.
    """
    async with house.store.read() as tx:
        hosted = await chosen_program(tx, guild_id, slug)
        started = [each for each in await rounds.of_program(tx, hosted.id) if each.phase in STARTED]
    running = [each for each in started if each.phase is Phase.RUNNING]
    if not started:
        raise RuleError("no_partners_yet")
    return (running or started)[-1]


async def oversee_partners(house: House, *, guild_id: GuildId, round_id: RoundId, now: datetime) -> PartnersView:
    """Where everybody of the round stands, who needs a human first; once it is over, where they stood at its end.

    Raises:
        RuleError: `no_round`, `no_partners_yet`.
    """
    async with house.store.read() as tx:
        found = await setting_in(house, tx, guild_id, round_id)
        if found.round.phase not in STARTED:
            raise RuleError("no_partners_yet")
        standings = await find_standings(tx, found, now)
        everybody = standings.everybody()
        known = await profiles.several(tx, guild_id, [each.member_id for each in everybody])
        needs = await _find_needs(tx, found, standings, everybody, known, now)
    people = [
        PersonView(
            name=known[each.member_id].name if each.member_id in known else "",
            position=each,
            needs=needs[each.member_id],
        )
        for each in everybody
    ]
    return PartnersView(
        round_id=round_id,
        round_name=found.round.name,
        title=found.program.title,
        closed_at=None if found.round.phase is Phase.RUNNING else standings.at,
        figures=count_partners(standings.positions),
        wait_listed=len(standings.wait_listed),
        groups=tuple(sorted(_group(people, standings.threads), key=_most_pressing_first)),
    )


def _group(people: Iterable[PersonView], threads: Mapping[PairId, ChannelId]) -> Iterable[GroupView]:
    together: dict[PairId, list[PersonView]] = {}
    alone: list[PersonView] = []
    for person in people:
        pair_id = person.position.pair_id
        (alone if pair_id is None else together.setdefault(pair_id, [])).append(person)
    for pair_id, those in together.items():
        yield GroupView(people=tuple(those), thread_id=threads.get(pair_id))
    for person in alone:
        yield GroupView(people=(person,), thread_id=None)


def _most_pressing_first(group: GroupView) -> tuple[tuple[int, ...], float, MemberId]:
    """Of those who need the same, who needs it longest."""
    positions = [person.position for person in group.people]
    since = min((each.at.timestamp() for each in positions if each.at is not None), default=0.0)
    return urgency(group.needs, (each.standing for each in positions)), since, positions[0].member_id


async def _find_needs(
    tx: Tx,
    found: Setting,
    standings: Standings,
    everybody: Sequence[Position],
    known: Mapping[MemberId, Profile],
    now: datetime,
) -> dict[MemberId, tuple[Need, ...]]:
    """What needs a human; of a round that is over only requests for help that are open."""
    asked = {each.member_id for each in await cases.open_of(tx, found.hosted.id) if each.round_id == found.round.id}
    if found.round.phase is not Phase.RUNNING:
        return {each.member_id: (Need.OPEN_CASE,) if each.member_id in asked else () for each in everybody}
    told = _Told(await steps.of_kinds(tx, found.round.id, _TELLING))
    needs: dict[MemberId, tuple[Need, ...]] = {}
    for each in everybody:
        profile = known.get(each.member_id)
        closed = profile is not None and profile.dms_closed
        watched = Watched(
            has_open_case=each.member_id in asked,
            is_reachable=not closed or each.pair_id in standings.threads,
            is_introduced=told.heard(each),
            last_answer=standings.last_answer(each),
        )
        needs[each.member_id] = find_needs(each, watched, found.program.patience, now)
    return needs


class _Told:
    """Who heard of their partner, by DM or in the pair's thread, or still may."""

    def __init__(self, telling: Iterable[Step]) -> None:
        told = [step for step in telling if step.outcome in _TOLD_OR_WILL_BE]
        self._by_dm = {(step.pair_id, step.recipient_id) for step in told if step.kind is StepKind.INTRODUCE}
        self._in_thread = {
            step.pair_id
            for step in told
            if step.kind is StepKind.GREET_PAIR or (step.kind is StepKind.OPEN_PAIR_THREAD and step.outcome is None)
        }

    def heard(self, position: Position) -> bool:
        return position.pair_id in self._in_thread or (position.pair_id, position.member_id) in self._by_dm
