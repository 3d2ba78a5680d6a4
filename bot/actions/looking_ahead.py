"""The coming round with the people there are, before anybody is contacted."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from zoneinfo import ZoneInfo

from bot.actions.applicants import People, read_people
from bot.actions.community import Community, gather_community, rules_of, seeker_of
from bot.actions.lookups import Setting, chosen_program, setting_of
from bot.actions.ports import House
from bot.actions.reckoning import reckon
from bot.domain.errors import RuleError
from bot.domain.ids import GuildId, MemberId
from bot.domain.outlook import Match, Outlook, Person, Waiting, commonest_zones, expect_loads
from bot.domain.participant import Profile
from bot.domain.particulars import Particulars
from bot.domain.program import Program
from bot.domain.round import Phase
from bot.domain.timetable import EntryKind, Timetable, plan_round
from bot.pairing import History, Pairing
from bot.programs.regions import Regions
from bot.store import Tx, profiles, rounds
from bot.texts.places import zones_of

_COMING = frozenset({Phase.PLANNED, Phase.ENROLLING, Phase.PAIRING})


async def look_ahead(house: House, *, guild_id: GuildId, slug: str | None) -> Outlook:
    """The program's coming round with everybody who has joined it so far. Nothing is kept, nobody is told.

    Raises:
        RuleError: `no_program`, `which_program`, `no_coming_round`.
    """
    async with house.store.read() as tx:
        found, ordinal = await _coming_round(house, tx, guild_id, slug)
        community = await gather_community(house, tx, found)
        known = await profiles.several(tx, guild_id, [MemberId(seeker.id) for seeker in community.seekers])
    timetable = plan_round(found.program, found.round.starts_on, ZoneInfo(found.round.zone), ordinal)
    people = {member_id: _person(profile) for member_id, profile in known.items()}
    pairing = await reckon(partial(Community.draw, community), len(community.seekers))
    return _outlook(found.program, found.round.name, timetable, pairing, people, house.regions)


def look_at_roster(
    program: Program, regions: Regions, content: bytes, columns: str, starts_on: date, zone: ZoneInfo, seed: int
) -> tuple[Outlook, People]:
    """A round with the people of a list, as if all of them joined; and the list, whose mistakes say who is left out.

    Who says no country or languages is thought to live in the round's zone and to speak the program's language. Takes
    seconds for a thousand people.

    Raises:
        TableMistake, MappingMistake: the list cannot be read.
    """
    listed = read_people(content, columns, program.interests)
    timetable = plan_round(program, starts_on, zone)
    joined = _as_profiles(program, listed, zone)
    at = timetable.entry(EntryKind.START).due_at
    seekers = [seeker_of(regions, program, each, _nothing_said(each), 0, at) for each in joined]
    community = Community(
        seekers=tuple(seekers), rules=rules_of(program), history=History(), kept_apart=frozenset(), seed=seed
    )
    people = {each.member_id: _person(each) for each in joined}
    name = f"{starts_on.year}A"
    return _outlook(program, name, timetable, community.draw(), people, regions), listed


async def _coming_round(house: House, tx: Tx, guild_id: GuildId, slug: str | None) -> tuple[Setting, int]:
    """The first round that has not started, and how many came before it."""
    hosted = await chosen_program(tx, guild_id, slug)
    for ordinal, each in enumerate(await rounds.of_program(tx, hosted.id)):
        if each.phase in _COMING:
            return await setting_of(house, tx, each.id), ordinal
    raise RuleError("no_coming_round")


def _outlook(
    program: Program,
    name: str,
    timetable: Timetable,
    pairing: Pairing,
    people: Mapping[MemberId, Person],
    regions: Regions,
) -> Outlook:
    matches = tuple(
        Match(
            people=tuple(people[MemberId(member)] for member in group.members),
            languages=group.reason.languages,
            interests=tuple(program.interests[key] for key in group.reason.interests if key in program.interests),
            hours=group.reason.hours,
            met_before=group.reason.met_rounds_ago is not None,
        )
        for group in pairing.groups
    )
    waiting = tuple(Waiting(person=people[MemberId(each.id)], why=each.binding.value) for each in pairing.waiting)
    paired = sum(len(match.people) for match in matches)
    region_of = {person.country: regions.region_of(person.country) or "" for person in people.values()}
    return Outlook(
        program=program,
        round_name=name,
        timetable=timetable,
        matches=matches,
        waiting=waiting,
        loads=expect_loads(program, timetable, matches=len(matches), paired=paired, waiting=len(waiting)),
        zones=commonest_zones(list(people.values()), region_of),
    )


def _person(profile: Profile) -> Person:
    return Person(name=profile.name, country=profile.country or "", zone=profile.zone or "UTC")


def _as_profiles(program: Program, listed: People, zone: ZoneInfo) -> Sequence[Profile]:
    """Everybody whose line is sound, as they would stand after joining; the line is their id."""
    joined: list[Profile] = []
    for each in listed.applicants:
        if each.mistakes:
            continue
        country = str(each.answers.get("country", "")) or None
        at_home = zones_of(country) if country else ()
        profile = Profile(
            guild_id=GuildId(0),
            member_id=MemberId(each.line),
            name=each.shown_name,
            country=country,
            zone=at_home[0] if at_home else zone.key,
            languages=(program.language,),
        )
        joined.append(replace(profile, **_chosen(each.answers)))
    return joined


def _chosen(answers: Mapping[str, str | list[str]]) -> dict[str, tuple[str, ...]]:
    return {name: tuple(answers[name]) for name in ("languages", "interests") if answers.get(name)}


def _nothing_said(profile: Profile) -> Particulars:
    return Particulars(guild_id=profile.guild_id, member_id=profile.member_id)
