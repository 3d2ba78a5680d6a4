"""What a program has pinned and keeps up to date: the menu in its channel, and the panel in the organisers' channel."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.actions.planning import dates_of, key_of
from bot.actions.ports import House
from bot.domain.hosting import HostedProgram
from bot.domain.ids import ChannelId
from bot.domain.notices import Coming, Menu, Notice, Panel, PanelRound
from bot.domain.program import Program
from bot.domain.round import OPEN_PHASES, Phase, Round
from bot.domain.steps import NewStep, Step, StepKind
from bot.domain.timetable import EntryKind
from bot.store import Tx, rounds, steps

_SHOWN = OPEN_PHASES | {Phase.CLOSED}
MOST_SHOWN = 3
"""Rounds in a panel: where they make themselves, one runs while people join the next."""
MOST_COMING = 3
"""Dates of each."""
DELETED = "deleted"
"""Stands instead of the mark of a message that is not there any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pinned:
    """A message of each program that stays, is pinned, and is edited when it is to say something else."""

    name: str
    post: StepKind
    pin: StepKind
    update: StepKind
    channel_of: Callable[[HostedProgram], ChannelId]
    write: Callable[[Tx, HostedProgram, Program, datetime], Awaitable[Notice]]
    """What it says now."""

    def step(self, kind: StepKind, hosted: HostedProgram, now: datetime, *about: object) -> NewStep:
        """A step for this message in the channel where it belongs now."""
        key = key_of(hosted.id, self.name, kind, f"channel:{self.channel_of(hosted)}", *about)
        return NewStep(key=key, kind=kind, due_at=now, program_id=hosted.id)

    async def find(self, tx: Tx, hosted: HostedProgram) -> Step | None:
        """The step that posts or posted it in the channel where it belongs now."""
        return await steps.find(tx, self.step(self.post, hosted, hosted.added_at).key)

    async def renew(
        self, house: House, tx: Tx, hosted: HostedProgram, program: Program, posted: Step, now: datetime
    ) -> None:
        """It is to be edited, where it looks otherwise than it should; one that people deleted is left in peace."""
        mark = house.mark_of(await self.write(tx, hosted, program, now), hosted.locale)
        if posted.words not in (mark, DELETED):
            about = (f"at:{int(now.timestamp())}", f"to:{mark[:16]}")
            await steps.plan(tx, [self.step(self.update, hosted, now, *about)])


async def _menu(_tx: Tx, hosted: HostedProgram, program: Program, _now: datetime) -> Menu:
    return Menu(program_id=hosted.id, title=program.title, description=program.description)


async def _panel(tx: Tx, hosted: HostedProgram, program: Program, now: datetime) -> Panel:
    shown = [each for each in await rounds.of_program(tx, hosted.id) if each.phase in _SHOWN][-MOST_SHOWN:]
    return Panel(
        program_id=hosted.id,
        title=program.title,
        rounds=tuple([await _round_of_panel(tx, each, program, now) for each in shown]),
    )


async def _round_of_panel(tx: Tx, current: Round, program: Program, now: datetime) -> PanelRound:
    dates = await dates_of(tx, current.id)
    every = (
        Coming(what=EntryKind.ENROLMENT_OPENS, at=dates.enrolment_opens_at),
        Coming(what=EntryKind.ENROLMENT_CLOSES, at=dates.enrolment_closes_at),
        Coming(what=EntryKind.START, at=dates.starts_at),
        *(Coming(what=EntryKind.PROMPT, at=at, title=program.prompt(number).title) for number, at in dates.prompts),
        Coming(what=EntryKind.ROUND_CLOSES, at=dates.closes_at),
    )
    coming = tuple(each for each in every if each.at > now)[:MOST_COMING]
    return PanelRound(round_id=current.id, name=current.name, phase=current.phase, coming=coming)


MENU = Pinned(
    name="menu",
    post=StepKind.POST_MENU,
    pin=StepKind.PIN_MENU,
    update=StepKind.UPDATE_MENU,
    channel_of=lambda hosted: hosted.channel_id,
    write=_menu,
)
PANEL = Pinned(
    name="panel",
    post=StepKind.POST_PANEL,
    pin=StepKind.PIN_PANEL,
    update=StepKind.UPDATE_PANEL,
    channel_of=lambda hosted: hosted.desk_channel_id,
    write=_panel,
)
EVERY = (MENU, PANEL)
PINNED_BY: Mapping[StepKind, Pinned] = {
    kind: pinned for pinned in EVERY for kind in (pinned.post, pinned.pin, pinned.update)
}


def panel_follows(hosted: HostedProgram, current: Round, what: object, now: datetime) -> NewStep:
    """The panel is to say what has just changed about the round; `what` tells this change from all others of it."""
    return PANEL.step(StepKind.UPDATE_PANEL, hosted, now, current.name, what)
