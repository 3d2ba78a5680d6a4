"""Leading organisers from nothing to a round that is planned; what they chose is kept, so that they can go on."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.actions.adding_programs import host, program_named, zone_named
from bot.actions.carrying.errands import place_of
from bot.actions.lookups import in_progress
from bot.actions.managing_rounds import RoundMade, check_within_years, make_round, plan_next_round
from bot.actions.pinned import PANEL
from bot.actions.ports import House
from bot.actions.whereabouts import link_to
from bot.domain.errors import RuleError
from bot.domain.hosting import HostedProgram
from bot.domain.ids import ChannelId, GuildId, MemberId
from bot.domain.program import Program, Repeats
from bot.domain.round import Phase, Round
from bot.domain.setup import Reason, Setup, is_too_soon, reason_of, starts_offered
from bot.domain.timetable import Timetable, plan_round
from bot.store import Tx, profiles, programs, rounds, setups
from bot.texts.zones import zones_of

Change = Callable[[Setup], Setup]


_COMING = frozenset({Phase.PLANNED, Phase.ENROLLING, Phase.PAIRING})
"""Of a round that people are still asked to join."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WhoSetsUp:
    """Whoever goes on with setting up, as far as it helps to guess."""

    guild_id: GuildId
    member_id: MemberId
    countries: tuple[str, ...]
    """Of the languages of their Discord and of the server, as far as these tell; the likeliest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SetupView:
    """What was chosen so far, with all there is to choose from."""

    setup: Setup
    programs: Mapping[str, Program]
    hosted: frozenset[str]
    """Programs that the guild has already."""
    timetable: Timetable | None
    """Once the program is chosen."""
    starts: tuple[date, ...]
    """Good first days, and the chosen one."""
    zones: tuple[str, ...]
    """Likely zones, and the chosen one."""
    reason: Reason | None = None
    """What is to be said of the chosen first day."""

    @property
    def program(self) -> Program | None:
        """The program that was chosen."""
        return self.programs.get(self.setup.slug or "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Started:
    """The program is hosted and its first round is planned."""

    hosted: HostedProgram
    title: str
    timetable: Timetable
    round: Round


@dataclass(frozen=True, slots=True, kw_only=True)
class SetUp:
    """A program of the guild whose next or present round is planned."""

    title: str
    channel_id: ChannelId
    desk_channel_id: ChannelId
    round: Round
    panel: str
    """The address of the organisers' pinned message; empty where there is none."""


async def find_set_up(house: House, guild_id: GuildId) -> tuple[SetUp, ...]:
    """What is set up already, where nobody has begun to set up anything else; empty where there is something to do."""
    async with house.store.read() as tx:
        if await setups.find(tx, guild_id) is not None:
            return ()
        hosted = [each for each in await programs.in_guild(tx, guild_id) if each.slug in house.programs]
        found = [(each, in_progress(await rounds.of_program(tx, each.id))) for each in hosted]
        return tuple([await _set_up(house, tx, each, current) for each, current in found if current is not None])


async def _set_up(house: House, tx: Tx, hosted: HostedProgram, current: Round) -> SetUp:
    panel = place_of(await PANEL.find(tx, hosted))
    return SetUp(
        title=house.programs[hosted.slug].title,
        channel_id=hosted.channel_id,
        desk_channel_id=hosted.desk_channel_id,
        round=current,
        panel=link_to(hosted.guild_id, panel.channel_id, panel.message_id) if panel else "",
    )


async def look_at_setup(house: House, who: WhoSetsUp, now: datetime) -> SetupView:
    """How far the setting up of this guild is. What time has overtaken is chosen anew."""
    return await change_setup(house, who, lambda setup: setup, now)


async def choose_program(house: House, who: WhoSetsUp, slug: str, now: datetime) -> SetupView:
    """This program is to be set up; one that is hosted already keeps what it has until something is changed.

    Raises:
        RuleError: `no_such_program`.
    """
    program = program_named(house, slug)
    async with house.store.read() as tx:
        hosted = await programs.find(tx, who.guild_id, slug)
    return await change_setup(house, who, lambda setup: setup.with_program(program, hosted), now)


async def choose_start(house: House, who: WhoSetsUp, starts_on: date, now: datetime) -> SetupView:
    """The round is to start on this local date.

    Raises:
        RuleError: `starts_too_soon`, `starts_too_late`; whether another round is under way is told on starting.
    """

    def change(setup: Setup) -> Setup:
        program = house.programs.get(setup.slug or "")
        check_within_years(starts_on, now)
        if program and is_too_soon(program, starts_on, _today(setup, program, now)):
            raise RuleError("starts_too_soon", days=program.shape.enrolment_closes_days_before + 1)
        return replace(setup, starts_on=starts_on)

    return await change_setup(house, who, change, now)


async def choose_zone(house: House, who: WhoSetsUp, name: str, now: datetime) -> SetupView:
    """Dates and times are to be of this IANA zone.

    Raises:
        RuleError: `unknown_zone`.
    """
    zone = zone_named(name).key
    return await change_setup(house, who, lambda setup: replace(setup, zone=zone), now)


async def change_setup(house: House, who: WhoSetsUp, change: Change, now: datetime) -> SetupView:
    """What was chosen is changed so and kept, and what has a good answer is filled in.

    Two who change different things at once both have their way.

    Raises:
        RuleError: `desk_is_public` where one channel is to be both; what `change` raises.
    """
    async with house.store.write() as tx:
        before = await setups.find(tx, who.guild_id) or Setup(guild_id=who.guild_id)
        here = frozenset(each.slug for each in await programs.in_guild(tx, who.guild_id))
        zones = await _likely_zones(tx, who)
        setup = _fill_in(house, change(before), zones, now)
        if setup.channel_id is not None and setup.channel_id == setup.desk_channel_id:
            raise RuleError("desk_is_public")
        if setup != before:
            setup = replace(setup, version=before.version + 1)
            await setups.save(tx, setup)
        earlier = await _rounds_of(tx, setup)
    return _view(house, setup, here, zones, len(earlier), now)


async def claim_desk(house: House, guild_id: GuildId, version: int) -> bool:
    """Whether whoever asks may make the channel for organisers: of several who press at once, one may.

    What was chosen instead, or made by somebody else, has another version.
    """
    async with house.store.write() as tx:
        setup = await setups.find(tx, guild_id)
        if setup is None or setup.version != version:
            return False
        await setups.save(tx, replace(setup, version=version + 1))
    return True


async def start_setup(
    house: House, *, guild_id: GuildId, version: int, locale: str, by: MemberId, now: datetime
) -> Started:
    """The program is hosted as it was chosen, its roles are named and its round is planned, all of it or nothing.

    Raises:
        RuleError: `setup_done` where somebody has started it, `setup_changed` where it is not what `version` showed,
            `starts_too_soon`, `round_under_way` and the like for the dates, `desk_is_public`.
    """
    async with house.store.write() as tx:
        setup = await setups.find(tx, guild_id)
        if setup is None:
            raise RuleError("setup_done")
        if setup.version != version or setup.next_question() is not None:
            raise RuleError("setup_changed")
        program = program_named(house, setup.slug or "")
        hosted = await host(
            tx,
            guild_id=guild_id,
            program=program,
            channel_id=setup.channel_id or ChannelId(0),
            desk_channel_id=setup.desk_channel_id or ChannelId(0),
            zone=setup.zone or program.zone,
            locale=setup.locale or locale,
            added_by=by,
            now=now,
        )
        hosted = await programs.name_roles(
            tx, hosted.id, organisers=setup.organiser_role_id, moderators=setup.moderator_role_id
        )
        made = await _plan(tx, hosted, program, setup, by, now)
        await setups.remove(tx, guild_id)
    house.wake()
    return made


async def _plan(tx: Tx, hosted: HostedProgram, program: Program, setup: Setup, by: MemberId, now: datetime) -> Started:
    """The round that was chosen, or that the program makes by itself."""
    earlier = await rounds.of_program(tx, hosted.id)
    if program.shape.repeats is Repeats.BY_HAND and setup.starts_on is not None:
        if coming := next((each for each in earlier if each.phase in _COMING), None):
            # A second one beside it would ask everybody to join twice.
            raise RuleError("round_exists", round=coming.name)
        made: RoundMade = await make_round(tx, hosted, program, setup.starts_on, by, now)
        return Started(hosted=hosted, title=program.title, timetable=made.timetable, round=made.round)
    following = await plan_next_round(tx, hosted, program, now) or earlier[-1]
    timetable = plan_round(program, following.starts_on, ZoneInfo(following.zone), _ordinal(earlier, following))
    return Started(hosted=hosted, title=program.title, timetable=timetable, round=following)


def _ordinal(earlier: list[Round], following: Round) -> int:
    return sum(each.id != following.id for each in earlier)


async def _rounds_of(tx: Tx, setup: Setup) -> list[Round]:
    hosted = await programs.find(tx, setup.guild_id, setup.slug or "")
    return [] if hosted is None else await rounds.of_program(tx, hosted.id)


async def _likely_zones(tx: Tx, who: WhoSetsUp) -> tuple[str, ...]:
    """The zone they gave when they joined a round, and those of the countries that their language tells."""
    profile = await profiles.find(tx, who.guild_id, who.member_id)
    own = (profile.zone,) if profile and profile.zone else ()
    countries = (*((profile.country,) if profile and profile.country else ()), *who.countries)
    return tuple(dict.fromkeys([*own, *(zone for country in countries for zone in zones_of(country))]))


def _fill_in(house: House, setup: Setup, zones: tuple[str, ...], now: datetime) -> Setup:
    """What need not be asked is answered: the only program, the zone, the next good first day."""
    if setup.slug not in house.programs:
        only = next(iter(house.programs)) if len(house.programs) == 1 else None
        setup = replace(setup, slug=only, starts_on=None)
    program = house.programs.get(setup.slug or "")
    if program is None:
        return setup
    setup = replace(setup, zone=setup.zone or next(iter(zones), program.zone))
    today = _today(setup, program, now)
    offered = starts_offered(program, today)
    by_hand = program.shape.repeats is Repeats.BY_HAND
    if setup.starts_on is None or not by_hand or is_too_soon(program, setup.starts_on, today):
        setup = replace(setup, starts_on=next(iter(offered), None))
    return setup


def _view(
    house: House, setup: Setup, here: frozenset[str], zones: tuple[str, ...], ordinal: int, now: datetime
) -> SetupView:
    program = house.programs.get(setup.slug or "")
    if program is None or setup.starts_on is None or setup.zone is None:
        return SetupView(setup=setup, programs=house.programs, hosted=here, timetable=None, starts=(), zones=())
    today = _today(setup, program, now)
    offered = starts_offered(program, today)
    return SetupView(
        setup=setup,
        programs=house.programs,
        hosted=here,
        timetable=plan_round(program, setup.starts_on, ZoneInfo(setup.zone), ordinal),
        starts=tuple(sorted({*offered, setup.starts_on})),
        zones=tuple(dict.fromkeys([setup.zone, *zones, program.zone])),
        reason=reason_of(program, setup.starts_on, today),
    )


def _today(setup: Setup, program: Program, now: datetime) -> date:
    return now.astimezone(ZoneInfo(setup.zone or program.zone)).date()
