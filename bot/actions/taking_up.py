"""What changed in a program's files, or in the bot, reaches the rounds and menus that stand when the bot starts."""

from datetime import datetime

from bot.actions.carrying.enrolling import find_menu, menu_of
from bot.actions.lookups import Setting
from bot.actions.places import fill_places
from bot.actions.planning import key_of
from bot.actions.ports import House
from bot.domain.hosting import HostedProgram
from bot.domain.program import Program
from bot.domain.round import JOINABLE
from bot.domain.steps import NewStep, Outcome, StepKind
from bot.store import Tx, programs, rounds, steps


async def take_up_programs(house: House, now: datetime) -> None:
    """Places that there are more than before go to who waits for them; a menu that looks otherwise is to be edited.

    Where nothing changed nothing happens. A program whose files were taken away is left as it is.
    """
    async with house.store.write() as tx:
        for hosted in await programs.every(tx):
            program = house.programs.get(hosted.slug)
            if program is None:
                continue
            await _renew_menu(house, tx, hosted, program, now)
            for each in await rounds.of_program(tx, hosted.id):
                if each.phase in JOINABLE:
                    await fill_places(tx, Setting(round=each, hosted=hosted, program=program), now)
    house.wake()


async def _renew_menu(house: House, tx: Tx, hosted: HostedProgram, program: Program, now: datetime) -> None:
    """The pinned message is to say what it would say now; also the menu of a version before, with its buttons."""
    posted = await find_menu(tx, hosted)
    if posted is None or posted.outcome is not Outcome.DONE:
        return
    mark = house.mark_of(menu_of(hosted, program), hosted.locale)
    if posted.words != mark:
        about = (f"channel:{hosted.channel_id}", f"at:{int(now.timestamp())}", f"to:{mark[:16]}")
        key = key_of(hosted.id, "menu", StepKind.UPDATE_MENU, *about)
        await steps.plan(tx, [NewStep(key=key, kind=StepKind.UPDATE_MENU, due_at=now, program_id=hosted.id)])
