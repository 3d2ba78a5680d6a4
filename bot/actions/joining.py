"""Joining a round: what the form asks, and what was understood of it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from bot.actions.lookups import Setting, profile_of, setting_in
from bot.actions.planning import dates_of, plan_step
from bot.actions.ports import House
from bot.domain.consent import Consent
from bot.domain.errors import RuleError
from bot.domain.ids import GuildId, MemberId, RoundId
from bot.domain.participant import Participant, Profile
from bot.domain.round import JOINABLE, Phase
from bot.domain.steps import NewStep, StepKind
from bot.store import Tx, participants, profiles, rounds, steps
from bot.texts.places import Recognised, Unclear, recognise_country, recognise_languages, zones_of


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinForm:
    """What the joining form shows."""

    round_id: RoundId
    title: str
    interests: Mapping[str, str]
    profile: Profile | None
    """What they said before, to be filled in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinRequest:
    """The joining form as somebody filled it in."""

    round_id: RoundId
    name: str
    locale: str
    country: str
    languages: str
    interests: tuple[str, ...]
    consent: Consent


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """They take part, and this is how their answers were understood."""

    round_id: RoundId
    round_name: str
    profile: Profile
    zones: tuple[str, ...]
    """To choose from, where the country has several; empty otherwise."""
    starts_at: datetime
    in_reserve: bool
    interests: tuple[str, ...]
    """In words."""
    was_in: bool
    """Whether they had joined before and changed their answers."""


async def show_join_form(house: House, *, guild_id: GuildId, member_id: MemberId, round_id: RoundId) -> JoinForm:
    """What to ask of this person.

    Raises:
        RuleError: `no_round`, `enrolment_not_open`, `round_is_over`.
    """
    async with house.store.read() as tx:
        found = await _joinable(house, tx, guild_id, round_id)
        profile = await profiles.find(tx, guild_id, member_id)
    return JoinForm(round_id=round_id, title=found.program.title, interests=found.program.interests, profile=profile)


async def join(house: House, *, guild_id: GuildId, member_id: MemberId, request: JoinRequest, now: datetime) -> Joined:
    """The person takes part in the round, or is in its reserve once enrolment has closed, and a welcome is on its way.

    Joined again, the answers are replaced; who only hands in the same form once more is not welcomed again.

    Raises:
        RuleError: `country_unknown`, `country_unclear` (countries), `languages_unknown` (parts), `no_round`,
            `enrolment_not_open`, `round_is_over`.
    """
    country = _country_in(request)
    languages = _languages_in(request)
    zones = zones_of(country, now)
    async with house.store.write() as tx:
        found = await _joinable(house, tx, guild_id, request.round_id)
        before = await profiles.find(tx, guild_id, member_id)
        kept = before.zone if before and before.zone in zones else None
        profile = Profile(
            guild_id=guild_id,
            member_id=member_id,
            name=request.name,
            locale=request.locale,
            country=country,
            zone=kept or next(iter(zones), None),
            languages=languages,
            interests=tuple(key for key in request.interests if key in found.program.interests),
            consent=request.consent,
        )
        await profiles.save(tx, profile)
        await profiles.set_dm(tx, guild_id, member_id, closed=False)
        new = await participants.join(tx, request.round_id, member_id, now)
        said_before = not new and before == replace(profile, dm_channel_id=before.dm_channel_id if before else None)
        await _plan_consequences(tx, found, member_id, now, welcome=not said_before)
        dates = await dates_of(tx, request.round_id)
    house.wake()
    return Joined(
        round_id=request.round_id,
        round_name=found.round.name,
        profile=profile,
        zones=zones if len(zones) > 1 else (),
        starts_at=dates.starts_at,
        in_reserve=found.round.phase is not Phase.ENROLLING,
        interests=tuple(found.program.interests[key] for key in profile.interests),
        was_in=not new,
    )


async def choose_zone(house: House, *, guild_id: GuildId, member_id: MemberId, zone: str, now: datetime) -> Profile:
    """The person lives in this zone.

    Raises:
        RuleError: `not_joined`, `unknown_zone` for a zone that is none of their country's.
    """
    async with house.store.write() as tx:
        profile = await profile_of(tx, guild_id, member_id)
        if zone not in zones_of(profile.country or "", now):
            raise RuleError("unknown_zone", zone=zone[:60])
        chosen = replace(profile, zone=zone)
        await profiles.save(tx, chosen)
    return chosen


async def carry_over(tx: Tx, found: Setting, now: datetime) -> int:
    """Who took part in the program's round before, and stays until they leave, takes part in this one; how many."""
    if not found.program.shape.participants_stay:
        return 0
    here = {part.member_id: part for part in await participants.of_round(tx, found.round.id)}
    staying = [
        part
        for part in await _latest_parts(tx, found)
        if part.takes_part() and not _left_since(here.get(part.member_id), part)
    ]
    for part in staying:
        await participants.join(tx, found.round.id, part.member_id, now)
        await participants.set_away(tx, found.round.id, part.member_id, part.away_until)
    return len(staying)


async def _latest_parts(tx: Tx, found: Setting) -> list[Participant]:
    """Everybody's latest part before this round, back to the last round that was not cancelled."""
    of_program = await rounds.of_program(tx, found.hosted.id)
    latest: dict[MemberId, Participant] = {}
    for each in reversed([each for each in of_program if each.starts_on < found.round.starts_on]):
        for part in await participants.of_round(tx, each.id):
            latest.setdefault(part.member_id, part)
        if each.phase is not Phase.CANCELLED:
            break
    return list(latest.values())


def _left_since(here: Participant | None, before: Participant) -> bool:
    """Whether they left the new round after they had last joined the one before."""
    return here is not None and here.left_at is not None and here.left_at >= before.joined_at


async def _joinable(house: House, tx: Tx, guild_id: GuildId, round_id: RoundId) -> Setting:
    """The round of the button, which can be joined."""
    found = await setting_in(house, tx, guild_id, round_id)
    if found.round.phase is Phase.PLANNED:
        raise RuleError("enrolment_not_open")
    if found.round.phase not in JOINABLE:
        raise RuleError("round_is_over", round=found.round.name)
    return found


def _country_in(request: JoinRequest) -> str:
    match recognise_country(request.country, request.locale):
        case Recognised(code=code):
            return code
        case Unclear(suggestions=suggestions):
            raise RuleError("country_unclear", text=request.country[:60], countries=suggestions)
        case _:
            raise RuleError("country_unknown", text=request.country[:60])


def _languages_in(request: JoinRequest) -> tuple[str, ...]:
    found = recognise_languages(request.languages)
    if found.unknown or not found.codes:
        parts = tuple(part.text[:40] for part in found.unknown) or (request.languages[:40],)
        suggestions = tuple(code for part in found.unknown for code in part.suggestions)
        raise RuleError("languages_unknown", parts=parts, languages=suggestions)
    return found.codes


async def _plan_consequences(tx: Tx, found: Setting, member_id: MemberId, now: datetime, *, welcome: bool) -> None:
    """A welcome, where there is something new to say; and after enrolment, the search for a partner."""
    about = (f"member:{member_id}", f"at:{int(now.timestamp())}")
    planned = [plan_step(found.round, StepKind.WELCOME, now, *about, recipient_id=member_id)] if welcome else []
    if found.round.phase is Phase.RUNNING:
        planned.append(find_partner_step(found, member_id, now))
    await steps.plan(tx, planned)


def find_partner_step(found: Setting, member_id: MemberId, now: datetime) -> NewStep:
    """The search for a partner in the middle of a round."""
    about = (f"member:{member_id}", f"at:{int(now.timestamp())}")
    return plan_step(found.round, StepKind.FIND_PARTNER, now, *about, recipient_id=member_id)
