"""What changed in a program's files, or in the bot, reaches the rounds and what is pinned when the bot starts."""

from datetime import datetime

from bot.actions.greeting import greeting_follows
from bot.actions.lookups import Setting
from bot.actions.pinned import EVERY
from bot.actions.places import fill_places
from bot.actions.ports import House
from bot.domain.hosting import HostedProgram
from bot.domain.program import Program
from bot.domain.round import JOINABLE
from bot.domain.steps import Outcome
from bot.store import Tx, programs, rounds, steps


async def take_up_programs(house: House, now: datetime) -> None:
    """Places that became more go to who waits for them; what is pinned and would look otherwise is to be edited.

    So is a greeting that still asks organisers to begin. Where nothing changed nothing happens.
    A program whose files were taken away is left as it is.
    """
    async with house.store.write() as tx:
        for hosted in await programs.every(tx):
            program = house.programs.get(hosted.slug)
            if program is None:
                continue
            await _renew_pinned(house, tx, hosted, program, now)
            await greeting_follows(tx, hosted, now)
            for each in await rounds.of_program(tx, hosted.id):
                if each.phase in JOINABLE:
                    await fill_places(tx, Setting(round=each, hosted=hosted, program=program), now)
    house.wake()


async def _renew_pinned(house: House, tx: Tx, hosted: HostedProgram, program: Program, now: datetime) -> None:
    """What is pinned is to say what it would say now, also where a version before posted it; what lacks is posted."""
    for pinned in EVERY:
        posted = await pinned.find(tx, hosted)
        if posted is None:
            await steps.plan(tx, [pinned.step(pinned.post, hosted, now)])
        elif posted.outcome is Outcome.DONE:
            await pinned.renew(house, tx, hosted, program, posted, now)
