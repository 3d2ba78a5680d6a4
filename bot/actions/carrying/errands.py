"""What a carrying step asks of the courier, and what it is composed from."""

from dataclasses import dataclass
from datetime import datetime

from bot.actions.lookups import Setting, program_of, setting_of
from bot.actions.ports import Address, House, Sent
from bot.domain.hosting import HostedProgram
from bot.domain.ids import ChannelId, MemberId
from bot.domain.notices import Notice
from bot.domain.program import Program
from bot.domain.round import Phase
from bot.domain.steps import AFTER_CANCELLING, Outcome, Step
from bot.store import Tx, programs, rounds


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A message to be sent."""

    to: Address
    notice: Notice


@dataclass(frozen=True, slots=True, kw_only=True)
class Rewrite:
    """A message of ours that is to say something else; its token stays."""

    place: Sent
    to: Address
    notice: Notice
    token: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PinUp:
    """A message of ours that is to be pinned."""

    place: Sent


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenThread:
    """A public thread under a message of ours."""

    place: Sent
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenPairThread:
    """A private thread for a pair."""

    channel_id: ChannelId
    name: str
    members: tuple[MemberId, ...]


Errand = Letter | Rewrite | PinUp | OpenThread | OpenPairThread
Composed = Errand | Outcome
"""What to carry; or, where there is nothing to carry any more, what becomes of the step."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """A step on a writing desk: what composes its errand may look up everything and changes nothing."""

    house: House
    tx: Tx
    step: Step
    hosted: HostedProgram
    program: Program
    now: datetime

    async def setting(self) -> Setting:
        """The step's round."""
        if self.step.round_id is None:
            raise LookupError(f"step {self.step.key} has no round")
        return await setting_of(self.house, self.tx, self.step.round_id)


async def desk_for(house: House, tx: Tx, step: Step, now: datetime) -> Desk:
    """The step with what it belongs to."""
    hosted = await programs.get(tx, step.program_id)
    return Desk(house=house, tx=tx, step=step, hosted=hosted, program=program_of(house, hosted), now=now)


async def is_called_off(desk: Desk) -> bool:
    """Whether the step's round was cancelled after the step was begun, so that it must not be tried again."""
    if desk.step.round_id is None or desk.step.kind in AFTER_CANCELLING:
        return False
    return (await rounds.get(desk.tx, desk.step.round_id)).phase is Phase.CANCELLED


def place_of(step: Step | None) -> Sent | None:
    """Where the message of a done step stands."""
    if step is None or step.channel_id is None or step.message_id is None:
        return None
    return Sent(channel_id=step.channel_id, message_id=step.message_id)
