"""The profile of a participant: shown whole, and each part of it changed at any time."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from bot.actions.answers import Answers, is_complete, understand
from bot.actions.joining import choose_zone
from bot.actions.lookups import hosted_in, program_of
from bot.actions.places import save_profile
from bot.actions.ports import House
from bot.domain.errors import RuleError
from bot.domain.ids import GuildId, MemberId, ProgramId
from bot.domain.participant import Profile
from bot.domain.particulars import (
    HOURS_OF_DAY,
    WISH_WORDS_LIMIT,
    Aspect,
    Particulars,
    Reach,
    Topic,
    Wish,
    replace_wish,
)
from bot.domain.program import Program
from bot.store import Tx, particulars, profiles
from bot.texts.places import zones_of


@dataclass(frozen=True, slots=True, kw_only=True)
class MyProfile:
    """Everything that somebody said of themselves, as it is seen from one program."""

    program_id: ProgramId
    program: Program
    profile: Profile
    said: Particulars
    zones: tuple[str, ...]
    """To choose from, where the country has several; empty otherwise."""

    def topics(self) -> tuple[Topic, ...]:
        """What this program asks after joining, in order."""
        return topics_of(self.program)

    def labels(self, keys: tuple[str, ...]) -> tuple[str, ...]:
        """Interests in words; those of other programs are left out."""
        return tuple(self.program.interests[key] for key in keys if key in self.program.interests)

    @property
    def sector(self) -> str:
        """In words; empty where they did not say."""
        return self.program.sectors.get(self.said.sector or "", "")

    @property
    def career_stage(self) -> str:
        """In words; empty where they did not say."""
        return self.program.career_stages.get(self.said.career_stage or "", "")


def topics_of(program: Program) -> tuple[Topic, ...]:
    """What a program asks after joining: nothing for which it has no choices."""
    has_choices = {Topic.SECTOR: bool(program.sectors), Topic.CAREER_STAGE: bool(program.career_stages)}
    return tuple(topic for topic in Topic if has_choices.get(topic, True))


async def show_profile(
    house: House, *, guild_id: GuildId, member_id: MemberId, program_id: ProgramId, now: datetime
) -> MyProfile:
    """What the person said of themselves.

    Raises:
        RuleError: `no_program`, `program_gone`, `no_profile_yet` for who never joined.
    """
    async with house.store.read() as tx:
        return await _load(house, tx, guild_id, member_id, program_id, now)


async def change_answers(
    house: House, *, guild_id: GuildId, member_id: MemberId, program_id: ProgramId, answers: Answers, now: datetime
) -> MyProfile:
    """The answers of the joining form are these now, in all rounds that are still to be paired.

    Raises:
        RuleError: what `understand` and `save_profile` raise; `no_program`, `program_gone`, `no_profile_yet`.
    """
    understood = understand(answers, now)
    async with house.store.write() as tx:
        before = await _load(house, tx, guild_id, member_id, program_id, now)
        await save_profile(house, tx, understood.as_profile(guild_id, member_id, before.program, before.profile), now)
        return await _load(house, tx, guild_id, member_id, program_id, now)


async def choose(
    house: House,
    *,
    guild_id: GuildId,
    member_id: MemberId,
    program_id: ProgramId,
    topic: Topic,
    chosen: tuple[str, ...],
    now: datetime,
) -> MyProfile:
    """The person says this about the topic, instead of what they said before; nothing chosen takes it back.

    Hours are given as the first of two, such as "8". Wishes are told one by one, see `wish_for`.

    Raises:
        RuleError: `unknown_choice` for what is not offered; `no_program`, `program_gone`, `no_profile_yet`.
    """
    return await _change(
        house, guild_id, member_id, program_id, now, lambda program, said: _say(program, said, topic, chosen)
    )


async def wish_for(
    house: House,
    *,
    guild_id: GuildId,
    member_id: MemberId,
    program_id: ProgramId,
    aspect: Aspect,
    wish: Wish | None,
    now: datetime,
) -> MyProfile:
    """The person wishes this of the aspect, or with None nothing.

    Raises:
        RuleError: `unknown_choice` where the wish is about something else; otherwise as `choose`.
    """
    if wish is not None and wish.aspect is not aspect:
        raise RuleError("unknown_choice")
    return await _change(
        house,
        guild_id,
        member_id,
        program_id,
        now,
        lambda _, said: replace(said, wishes=replace_wish(said.wishes, aspect, wish)),
    )


async def wish_in_words(
    house: House, *, guild_id: GuildId, member_id: MemberId, program_id: ProgramId, words: str, now: datetime
) -> MyProfile:
    """The person hopes for this in their own words; empty words take it back.

    Raises:
        RuleError: as `choose`.
    """
    hoped = words.strip()[:WISH_WORDS_LIMIT]
    return await _change(house, guild_id, member_id, program_id, now, lambda _, said: replace(said, wish_words=hoped))


async def choose_zone_of_profile(
    house: House, *, guild_id: GuildId, member_id: MemberId, program_id: ProgramId, zone: str, now: datetime
) -> MyProfile:
    """The person lives in this zone.

    Raises:
        RuleError: what `show_profile` raises; `not_joined`, `unknown_zone`.
    """
    await choose_zone(house, guild_id=guild_id, member_id=member_id, zone=zone, now=now)
    return await show_profile(house, guild_id=guild_id, member_id=member_id, program_id=program_id, now=now)


@dataclass(frozen=True, slots=True, kw_only=True)
class Conduct:
    """How people treat each other in a program."""

    title: str
    """The program's."""
    text: str


async def show_conduct(house: House, *, guild_id: GuildId, program_id: ProgramId) -> Conduct:
    """The code of conduct, or the address where it stands.

    Raises:
        RuleError: `no_program`, `program_gone`.
    """
    async with house.store.read() as tx:
        program = program_of(house, await hosted_in(tx, guild_id, program_id))
    return Conduct(title=program.title, text=program.code_of_conduct)


async def _change(
    house: House,
    guild_id: GuildId,
    member_id: MemberId,
    program_id: ProgramId,
    now: datetime,
    change: Callable[[Program, Particulars], Particulars],
) -> MyProfile:
    async with house.store.write() as tx:
        mine = await _load(house, tx, guild_id, member_id, program_id, now)
        changed = change(mine.program, mine.said)
        await particulars.save(tx, changed)
    return replace(mine, said=changed)


async def _load(
    house: House, tx: Tx, guild_id: GuildId, member_id: MemberId, program_id: ProgramId, now: datetime
) -> MyProfile:
    program = program_of(house, await hosted_in(tx, guild_id, program_id))
    profile = await profiles.find(tx, guild_id, member_id)
    if profile is None or not is_complete(profile):
        raise RuleError("no_profile_yet")
    zones = zones_of(profile.country or "", now)
    return MyProfile(
        program_id=program_id,
        program=program,
        profile=profile,
        said=await particulars.find(tx, guild_id, member_id),
        zones=zones if len(zones) > 1 else (),
    )


def _say(program: Program, said: Particulars, topic: Topic, chosen: tuple[str, ...]) -> Particulars:
    match topic:
        case Topic.SECTOR:
            return replace(said, sector=_one(chosen, program.sectors))
        case Topic.CAREER_STAGE:
            return replace(said, career_stage=_one(chosen, program.career_stages))
        case Topic.OFFERS:
            return replace(said, offers=_some(chosen, said.offers, program.interests))
        case Topic.SEEKS:
            return replace(said, seeks=_some(chosen, said.seeks, program.interests))
        case Topic.HOURS:
            return replace(said, hours=_hours(chosen))
        case Topic.REACH:
            return replace(said, reach=Reach(_one(chosen, {each.value: "" for each in Reach}) or Reach.DM))
        case Topic.WISHES:
            raise RuleError("unknown_choice")


def _one(chosen: tuple[str, ...], offered: Mapping[str, str]) -> str | None:
    if len(chosen) > 1 or any(key not in offered for key in chosen):
        raise RuleError("unknown_choice")
    return next(iter(chosen), None)


def _some(chosen: tuple[str, ...], before: tuple[str, ...], offered: Mapping[str, str]) -> tuple[str, ...]:
    """What was chosen in the order of the program, and what was chosen before in other programs."""
    if any(key not in offered for key in chosen):
        raise RuleError("unknown_choice")
    return (*(key for key in offered if key in chosen), *(key for key in before if key not in offered))


HOURS_TOGETHER = 2
"""Hours are chosen in twos, so that a select holds a day."""


def _hours(chosen: tuple[str, ...]) -> tuple[int, ...]:
    offered = {str(first): first for first in range(0, HOURS_OF_DAY, HOURS_TOGETHER)}
    if any(key not in offered for key in chosen):
        raise RuleError("unknown_choice")
    return tuple(sorted(offered[key] + later for key in set(chosen) for later in range(HOURS_TOGETHER)))
