"""Adding a program to a guild."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.actions.greeting import greeting_follows
from bot.actions.managing_rounds import plan_next_round
from bot.actions.pinned import EVERY
from bot.actions.ports import House
from bot.domain.errors import RuleError
from bot.domain.hosting import HostedProgram
from bot.domain.ids import ChannelId, GuildId, MemberId
from bot.domain.program import Program
from bot.store import Tx, programs, steps


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgramAdded:
    """The program is hosted here now."""

    hosted: HostedProgram
    program: Program
    round_name: str | None
    """The first round, where rounds make themselves."""


def zone_named(name: str) -> ZoneInfo:
    """The zone of this IANA name.

    Raises:
        RuleError: `unknown_zone`.
    """
    try:
        return ZoneInfo(name.strip())
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise RuleError("unknown_zone", zone=name[:60]) from None


async def add_program(
    house: House,
    *,
    guild_id: GuildId,
    slug: str,
    channel_id: ChannelId,
    desk_channel_id: ChannelId,
    zone: str | None,
    locale: str,
    added_by: MemberId,
    now: datetime,
) -> ProgramAdded:
    """The program is hosted in these channels; its menu and its panel are on their way to be posted and pinned.

    Added again, it moves to the channels named now and gets them there.

    Raises:
        RuleError: `no_such_program`, `unknown_zone`, `desk_is_public`.
    """
    program = program_named(house, slug)
    async with house.store.write() as tx:
        hosted = await host(
            tx,
            guild_id=guild_id,
            program=program,
            channel_id=channel_id,
            desk_channel_id=desk_channel_id,
            zone=zone or program.zone,
            locale=locale,
            added_by=added_by,
            now=now,
        )
        first = await plan_next_round(tx, hosted, program, now)
    house.wake()
    return ProgramAdded(hosted=hosted, program=program, round_name=first.name if first else None)


async def host(
    tx: Tx,
    *,
    guild_id: GuildId,
    program: Program,
    channel_id: ChannelId,
    desk_channel_id: ChannelId,
    zone: str,
    locale: str,
    added_by: MemberId,
    now: datetime,
) -> HostedProgram:
    """The program is hosted in these channels, and its menu and panel are planned; its rounds are the caller's.

    Raises:
        RuleError: `unknown_zone`, `desk_is_public`.
    """
    if channel_id == desk_channel_id:
        raise RuleError("desk_is_public")
    hosted = await programs.add(
        tx,
        guild_id=guild_id,
        slug=program.slug,
        channel_id=channel_id,
        desk_channel_id=desk_channel_id,
        zone=zone_named(zone).key,
        locale=locale,
        added_by=added_by,
        added_at=now,
    )
    await steps.plan(tx, [each.step(each.post, hosted, now) for each in EVERY])
    await greeting_follows(tx, hosted, now)
    return hosted


def program_named(house: House, slug: str) -> Program:
    """The program of this name.

    Raises:
        RuleError: `no_such_program`.
    """
    program = house.programs.get(slug)
    if program is None:
        raise RuleError("no_such_program", program=slug, programs=tuple(house.programs))
    return program
