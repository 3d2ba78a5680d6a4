"""What many actions look up."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from bot.actions.ports import House
from bot.domain.errors import RuleError
from bot.domain.hosting import HostedProgram
from bot.domain.ids import GuildId, MemberId, ProgramId, RoundId
from bot.domain.participant import Participant, Profile
from bot.domain.program import Program
from bot.domain.round import JOINABLE, OPEN_PHASES, Phase, Round
from bot.programs.regions import Regions
from bot.store import Tx, participants, profiles, programs, rounds


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """A round together with what it belongs to."""

    round: Round
    hosted: HostedProgram
    program: Program
    regions: Regions = field(default_factory=lambda: Regions(by_key={}))
    """Of the world, where the round was looked up with `setting_of`."""


def program_of(house: House, hosted: HostedProgram) -> Program:
    """The program as its files describe it.

    Raises:
        RuleError: `program_gone`, where the files of a hosted program were taken away.
    """
    program = house.programs.get(hosted.slug)
    if program is None:
        raise RuleError("program_gone", program=hosted.slug)
    return program


async def setting_of(house: House, tx: Tx, round_id: RoundId) -> Setting:
    """The round, where it is hosted and its program."""
    current = await rounds.get(tx, round_id)
    hosted = await programs.get(tx, current.program_id)
    return Setting(round=current, hosted=hosted, program=program_of(house, hosted), regions=house.regions)


async def setting_in(house: House, tx: Tx, guild_id: GuildId, round_id: RoundId) -> Setting:
    """The same, for a request out of a guild: a round of another guild is none.

    Raises:
        RuleError: `no_round`.
    """
    try:
        found = await setting_of(house, tx, round_id)
    except LookupError:
        raise RuleError("no_round") from None
    if found.hosted.guild_id != guild_id:
        raise RuleError("no_round")
    return found


async def hosted_in(tx: Tx, guild_id: GuildId, program_id: ProgramId) -> HostedProgram:
    """The hosted program, for a request out of a guild.

    Raises:
        RuleError: `no_program`.
    """
    found = [each for each in await programs.in_guild(tx, guild_id) if each.id == program_id]
    if not found:
        raise RuleError("no_program")
    return found[0]


async def chosen_program(tx: Tx, guild_id: GuildId, slug: str | None) -> HostedProgram:
    """The program a command means: the one it names, or the only one.

    Raises:
        RuleError: `no_program` where the guild has none, `which_program` where it has several.
    """
    hosted = await programs.in_guild(tx, guild_id)
    named = [each for each in hosted if slug in (None, each.slug)]
    if not named:
        raise RuleError("no_program")
    if len(named) > 1:
        raise RuleError("which_program", programs=tuple(each.slug for each in named))
    return named[0]


def in_progress(candidates: Iterable[Round]) -> Round | None:
    """The round that is furthest on among those with something still to come; rounds come in order of their start."""
    going = [each for each in candidates if each.phase in OPEN_PHASES]
    running = [each for each in going if each.phase is Phase.RUNNING]
    return next(iter([*running, *going]), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundChoice:
    """The round that somebody means, and those that they may mean instead."""

    program_id: ProgramId
    round: Round
    others: tuple[Round, ...]
    """The last to start first."""


async def choose_round(tx: Tx, program_id: ProgramId, round_id: RoundId | None, *, only_open: bool) -> RoundChoice:
    """The named round of the program, or else the one under way, the next or, unless `only_open`, the last one.

    Raises:
        RuleError: `no_round`.
    """
    every = [each for each in await rounds.of_program(tx, program_id) if each.phase in OPEN_PHASES or not only_open]
    named = next((each for each in every if each.id == round_id), None) if round_id else None
    meant = named if round_id else in_progress(every) or next(reversed(every), None)
    if meant is None:
        raise RuleError("no_round")
    return RoundChoice(
        program_id=program_id, round=meant, others=tuple(each for each in reversed(every) if each.id != meant.id)
    )


async def current_round(tx: Tx, program_id: ProgramId) -> Round:
    """The round of the program that is under way, or else the next.

    Raises:
        RuleError: `no_round`.
    """
    found = in_progress(await rounds.of_program(tx, program_id))
    if found is None:
        raise RuleError("no_round")
    return found


async def round_of_member(tx: Tx, program_id: ProgramId, member_id: MemberId) -> tuple[Round, Participant] | None:
    """The round of the program in which the person takes part now: the one under way before one that still enrols."""
    of_program = await rounds.of_program(tx, program_id)
    taking = [(each, await participants.find(tx, each.id, member_id)) for each in of_program if each.phase in JOINABLE]
    found = [(each, part) for each, part in taking if part is not None and part.takes_part()]
    running = [pair for pair in found if pair[0].phase is Phase.RUNNING]
    return next(iter([*running, *found]), None)


async def part_in(tx: Tx, round_id: RoundId, member_id: MemberId) -> Participant:
    """The person's place in the round.

    Raises:
        RuleError: `not_joined`.
    """
    part = await participants.find(tx, round_id, member_id)
    if part is None or not part.takes_part():
        raise RuleError("not_joined")
    return part


async def names_of(tx: Tx, guild_id: GuildId, member_ids: Sequence[MemberId]) -> tuple[str, ...]:
    """What these people are called, in the same order; who erased their data is not named."""
    known = await profiles.several(tx, guild_id, member_ids)
    return tuple(known[each].name for each in member_ids if each in known)


async def profile_of(tx: Tx, guild_id: GuildId, member_id: MemberId) -> Profile:
    """The profile of somebody who joined.

    Raises:
        RuleError: `not_joined`.
    """
    profile = await profiles.find(tx, guild_id, member_id)
    if profile is None:
        raise RuleError("not_joined")
    return profile
