"""When and how somebody who takes no part can join."""

from bot.actions.lookups import hosted_in
from bot.actions.planning import dates_of
from bot.actions.ports import House
from bot.domain.hosting import HostedProgram
from bot.domain.ids import GuildId, ProgramId
from bot.domain.notices import Chance
from bot.domain.round import JOINABLE, Phase
from bot.store import Tx, rounds


async def chance_to_join(house: House, *, guild_id: GuildId, program_id: ProgramId) -> Chance:
    """What can be joined of the program.

    Raises:
        RuleError: `no_program`.
    """
    async with house.store.read() as tx:
        return await chance_of(tx, await hosted_in(tx, guild_id, program_id))


async def chance_of(tx: Tx, hosted: HostedProgram) -> Chance:
    """The same, of a program that is known to be here."""
    every = await rounds.of_program(tx, hosted.id)
    enrolling = next((each for each in every if each.phase is Phase.ENROLLING), None)
    planned = next((each for each in every if each.phase is Phase.PLANNED), None)
    now = enrolling or next((each for each in every if each.phase in JOINABLE), None)
    return Chance(
        channel_id=hosted.channel_id,
        round_id=now.id if now else None,
        closes_at=(await dates_of(tx, enrolling.id)).enrolment_closes_at if enrolling else None,
        opens_at=(await dates_of(tx, planned.id)).enrolment_opens_at if planned else None,
    )
