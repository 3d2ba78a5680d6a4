"""Joining a round: what the form asks, and what was understood of it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from bot.actions.answers import Answers, is_complete, understand
from bot.actions.lookups import Setting, profile_of, setting_in
from bot.actions.pinned import count_follows
from bot.actions.places import save_profile, take_place
from bot.actions.planning import dates_of, plan_step
from bot.actions.ports import House
from bot.domain.errors import RuleError
from bot.domain.ids import GuildId, MemberId, RoundId
from bot.domain.participant import Participant, Profile
from bot.domain.round import JOINABLE, Phase
from bot.domain.steps import NewStep, StepKind
from bot.store import Tx, pairs, participants, profiles, rounds, steps
from bot.texts.places import zones_of

MOST_PAIRS_LEFT = 3
"""After so many, one waits for the next round: each time somebody was introduced and left alone again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinForm:
    """What the joining form shows."""

    round_id: RoundId
    title: str
    interests: Mapping[str, str]
    profile: Profile | None
    """What they said before, to be filled in."""
    still_right: bool
    """Whether all is known of them and they do not take part yet: then one tap joins, without the form."""

    def labels(self) -> tuple[str, ...]:
        """Their interests that this program knows, in words."""
        chosen = self.profile.interests if self.profile else ()
        return tuple(self.interests[key] for key in chosen if key in self.interests)


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinRequest(Answers):
    """The joining form as somebody filled it in."""

    round_id: RoundId


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """They take part, and this is how their answers were understood."""

    round_id: RoundId
    title: str
    """Of the program."""
    profile: Profile
    zones: tuple[str, ...]
    """To choose from, where the country has several; empty otherwise."""
    starts_at: datetime
    in_reserve: bool
    interests: tuple[str, ...]
    """In words."""
    was_in: bool
    """Whether they had joined before and changed their answers."""
    wait_list_number: int | None
    """Where they are on the wait-list; None for who has a place."""


async def show_join_form(house: House, *, guild_id: GuildId, member_id: MemberId, round_id: RoundId) -> JoinForm:
    """What to ask of this person.

    Raises:
        RuleError: `no_round`, `enrolment_not_open`, `round_is_over`.
    """
    async with house.store.read() as tx:
        found = await _joinable(house, tx, guild_id, round_id)
        profile = await profiles.find(tx, guild_id, member_id)
        part = await participants.find(tx, round_id, member_id)
    return JoinForm(
        round_id=round_id,
        title=found.program.title,
        interests=found.program.interests,
        profile=profile,
        still_right=profile is not None and is_complete(profile) and not (part and part.takes_part()),
    )


async def join(house: House, *, guild_id: GuildId, member_id: MemberId, request: JoinRequest, now: datetime) -> Joined:
    """The person takes part in the round, or is in its reserve once enrolment has closed, and a welcome is on its way.

    Where no place is left for them they are on the wait-list. Joined again, the answers are replaced, and nobody is
    welcomed twice.

    Raises:
        RuleError: what `understand` and `save_profile` raise, `no_round`, `enrolment_not_open`, `round_is_over`,
            `left_often`.
    """
    understood = understand(request, now)
    async with house.store.write() as tx:
        found = await _joinable(house, tx, guild_id, request.round_id)
        before = await profiles.find(tx, guild_id, member_id)
        profile = understood.as_profile(guild_id, member_id, found.program, before)
        await save_profile(house, tx, profile, now)
        joined = await _take_part(tx, found, profile, now)
    house.wake()
    return joined


async def join_again(
    house: House, *, guild_id: GuildId, member_id: MemberId, round_id: RoundId, name: str, now: datetime
) -> Joined:
    """The same, with the answers that are known from before.

    Raises:
        RuleError: `form_is_gone` where they are not all known, `no_round`, `enrolment_not_open`, `round_is_over`,
            `left_often`.
    """
    async with house.store.write() as tx:
        found = await _joinable(house, tx, guild_id, round_id)
        before = await profiles.find(tx, guild_id, member_id)
        if before is None or not is_complete(before):
            raise RuleError("form_is_gone")
        profile = replace(before, name=name)
        await profiles.save(tx, profile)
        joined = await _take_part(tx, found, profile, now)
    house.wake()
    return joined


async def _take_part(tx: Tx, found: Setting, profile: Profile, now: datetime) -> Joined:
    """The person of this profile takes part, with all that follows from it."""
    zones = zones_of(profile.country or "", now)
    await profiles.set_dm(tx, profile.guild_id, profile.member_id, closed=False)
    standing = await take_place(tx, found, profile.member_id, profile.country or "", now)
    if standing.new and await pairs.count_left(tx, found.round.id, profile.member_id) >= MOST_PAIRS_LEFT:
        raise RuleError("left_often")
    await _plan_consequences(tx, found, profile.member_id, now, welcome=standing.new)
    await count_follows(tx, found.hosted, now)
    dates = await dates_of(tx, found.round.id)
    return Joined(
        round_id=found.round.id,
        title=found.program.title,
        profile=profile,
        zones=zones if len(zones) > 1 else (),
        starts_at=dates.starts_at,
        in_reserve=found.round.phase is not Phase.ENROLLING,
        interests=tuple(found.program.interests[key] for key in profile.interests if key in found.program.interests),
        was_in=not standing.new,
        wait_list_number=standing.number,
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
        if part.takes_part() and part.inactive_at is None and not _left_since(here.get(part.member_id), part)
    ]
    known = await profiles.several(tx, found.hosted.guild_id, [part.member_id for part in staying])
    for part in sorted(staying, key=lambda part: part.joined_at):
        profile = known.get(part.member_id)
        await take_place(tx, found, part.member_id, profile.country or "" if profile else "", now)
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
        raise RuleError("round_is_over")
    return found


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
