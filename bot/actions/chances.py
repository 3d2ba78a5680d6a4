"""When and how somebody who takes no part can join."""

from dataclasses import dataclass
from datetime import datetime

from bot.actions.lookups import hosted_in
from bot.actions.planning import dates_of
from bot.actions.ports import House
from bot.domain.ids import ChannelId, GuildId, ProgramId
from bot.domain.round import JOINABLE, Phase, Round
from bot.store import rounds


@dataclass(frozen=True, slots=True, kw_only=True)
class Chance:
    """The rounds of a program that can be joined, now and later."""

    channel_id: ChannelId
    """Where invitations come."""
    now: Round | None
    """A round that enrols, before one whose reserve can be joined."""
    closes_at: datetime | None
    """Until when it enrols; None for a reserve."""
    opens_at: datetime | None
    """When enrolment of the next round opens, where one is planned."""


async def chance_to_join(house: House, *, guild_id: GuildId, program_id: ProgramId) -> Chance:
    """What can be joined of the program.

    Raises:
        RuleError: `no_program`.
    """
    async with house.store.read() as tx:
        hosted = await hosted_in(tx, guild_id, program_id)
        every = await rounds.of_program(tx, program_id)
        enrolling = next((each for each in every if each.phase is Phase.ENROLLING), None)
        planned = next((each for each in every if each.phase is Phase.PLANNED), None)
        return Chance(
            channel_id=hosted.channel_id,
            now=enrolling or next((each for each in every if each.phase in JOINABLE), None),
            closes_at=(await dates_of(tx, enrolling.id)).enrolment_closes_at if enrolling else None,
            opens_at=(await dates_of(tx, planned.id)).enrolment_opens_at if planned else None,
        )
