"""What a program has pinned and keeps up to date: the menu in its channel, and the panel in the organisers' channel."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.actions.chances import chance_of
from bot.actions.planning import dates_of, key_of
from bot.actions.ports import House
from bot.actions.whereabouts import link_to
from bot.domain.hosting import HostedProgram
from bot.domain.ids import ChannelId, GuildId, MemberId, MessageId, RoundId
from bot.domain.notices import Coming, Menu, Notice, Panel, PanelRound
from bot.domain.program import Program
from bot.domain.round import JOINABLE, OPEN_PHASES, Phase, Round
from bot.domain.steps import NewStep, Step, StepKind
from bot.domain.timetable import EntryKind
from bot.store import Tx, participants, places, programs, rounds, steps

_SHOWN = OPEN_PHASES | {Phase.CLOSED}
MOST_SHOWN = 3
"""Rounds in a panel: where they make themselves, one runs while people join the next."""
MOST_COMING = 3
"""Dates of each."""
COUNTED_AT_ONCE, COUNTED_TOGETHER_SECONDS = 10, 600
"""So often in so long the panel follows at once who joins and leaves; what is more waits for the end of that time. In a
server of twenty its count is always right, and where hundreds join in an hour it is edited once a minute at most."""
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

    def step(
        self, kind: StepKind, hosted: HostedProgram, now: datetime, *about: object, round_id: RoundId | None = None
    ) -> NewStep:
        """A step for this message in the channel where it belongs now; with the round that is the reason for it."""
        key = key_of(hosted.id, self.name, kind, f"channel:{self.channel_of(hosted)}", *about)
        return NewStep(key=key, kind=kind, due_at=now, program_id=hosted.id, round_id=round_id)

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


async def _menu(tx: Tx, hosted: HostedProgram, program: Program, _now: datetime) -> Menu:
    return Menu(
        program_id=hosted.id,
        title=program.title,
        description=program.description,
        chance=await chance_of(tx, hosted),
    )


async def _panel(tx: Tx, hosted: HostedProgram, program: Program, now: datetime) -> Panel:
    shown = [each for each in await rounds.of_program(tx, hosted.id) if each.phase in _SHOWN][-MOST_SHOWN:]
    return Panel(
        program_id=hosted.id,
        title=program.title,
        rounds=tuple([await _round_of_panel(tx, hosted, each, program, now) for each in shown]),
    )


async def _round_of_panel(tx: Tx, hosted: HostedProgram, current: Round, program: Program, now: datetime) -> PanelRound:
    dates = await dates_of(tx, current.id)
    every = (
        Coming(what=EntryKind.ENROLMENT_OPENS, at=dates.enrolment_opens_at),
        Coming(what=EntryKind.ENROLMENT_CLOSES, at=dates.enrolment_closes_at),
        Coming(what=EntryKind.START, at=dates.starts_at),
        *(Coming(what=EntryKind.PROMPT, at=at, title=program.prompt(number).title) for number, at in dates.prompts),
        Coming(what=EntryKind.ROUND_CLOSES, at=dates.closes_at),
    )
    coming = tuple(each for each in every if each.at > now)[:MOST_COMING]
    joinable = current.phase in JOINABLE
    return PanelRound(
        round_id=current.id,
        name=current.name,
        phase=current.phase,
        zone=current.zone,
        coming=coming,
        people=await participants.count(tx, current.id) if joinable else None,
        places=program.places.total,
        wait_listed=len(await places.queue(tx, hosted.guild_id, current.id)) if joinable else 0,
        invitation=await _link_to_invitation(tx, hosted, current) if joinable else "",
    )


async def _link_to_invitation(tx: Tx, hosted: HostedProgram, current: Round) -> str:
    posted = await steps.find(tx, key_of(hosted.id, current.name, StepKind.POST_ENROLMENT))
    if posted is None or posted.channel_id is None or posted.message_id is None:
        return ""
    return link_to(hosted.guild_id, posted.channel_id, posted.message_id)


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


async def find_menus(
    house: House, *, guild_id: GuildId | None, member_id: MemberId, channel_id: ChannelId, message_id: MessageId
) -> tuple[str, ...]:
    """Links to the menus of the guild; in a DM, to that of the program about which this message was written."""
    async with house.store.read() as tx:
        if guild_id is None:
            told = await steps.told_at(tx, member_id, channel_id, message_id)
            hosted = [await programs.get(tx, told.program_id)] if told and told.program_id else []
        else:
            hosted = await programs.in_guild(tx, guild_id)
        posted = [(each.guild_id, await MENU.find(tx, each)) for each in hosted]
    return tuple(
        link_to(guild, step.channel_id, step.message_id)
        for guild, step in posted
        if step is not None and step.message_id is not None and step.words != DELETED
    )


def panel_follows(hosted: HostedProgram, current: Round, what: object, now: datetime) -> NewStep:
    """The panel is to say what has just changed about the round; `what` tells this change from all others of it."""
    return PANEL.step(PANEL.update, hosted, now, current.name, what)


def all_follow(hosted: HostedProgram, current: Round, phase: Phase, now: datetime) -> list[NewStep]:
    """The menu and the panel are to say that the round is in this phase now."""
    about = (current.name, phase.value)
    return [each.step(each.update, hosted, now, *about, round_id=current.id) for each in EVERY]


async def count_follows(tx: Tx, hosted: HostedProgram, now: datetime) -> None:
    """The panel is to say how many take part now: at once, or together with others where many join in a short time."""
    span = int(now.timestamp()) // COUNTED_TOGETHER_SECONDS

    def counting(at: datetime, in_span: int, number: int) -> NewStep:
        return PANEL.step(PANEL.update, hosted, at, f"count:{in_span}", number)

    # Each has a step of its own: that of somebody who joined at the very same instant may have counted before.
    at_once = [counting(now, span, number) for number in range(COUNTED_AT_ONCE)]
    begun = await steps.count_known(tx, [step.key for step in at_once])
    later = datetime.fromtimestamp((span + 1) * COUNTED_TOGETHER_SECONDS, now.tzinfo)
    await steps.plan(tx, [at_once[begun] if begun < COUNTED_AT_ONCE else counting(later, span + 1, 0)])
