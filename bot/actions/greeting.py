"""Greeting the guilds that the bot has come to, each of them once; later the greeting says what was set up."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.actions.ports import House
from bot.domain.hosting import HostedProgram
from bot.domain.ids import ChannelId, GuildId
from bot.domain.steps import NewStep, Outcome, Step, StepKind
from bot.store import Tx, programs, setups, steps

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class GuildSeen:
    """A guild in which the bot is."""

    guild_id: GuildId
    channel_id: ChannelId | None
    """The most suitable channel in which the bot may write, if there is one."""
    locale: str


async def greet_guilds(house: House, guilds: Sequence[GuildSeen], now: datetime) -> None:
    """Each guild with nothing set up that was never greeted is to be greeted. May be called again at any time.

    Where the bot may write nowhere nobody is greeted now: the log names the guild, and the next start tries again.
    """
    async with house.store.read() as tx:
        new = [each for each in guilds if await _is_new(tx, each.guild_id)]
    for each in new:
        if each.channel_id is None:
            log.warning("guild %s is not greeted: there is no channel in which I may write", each.guild_id)
    planned = [_step(each, each.channel_id, now) for each in new if each.channel_id is not None]
    if not planned:
        return
    async with house.store.write() as tx:
        await steps.plan(tx, planned)
    house.wake()


async def greeting_follows(tx: Tx, hosted: HostedProgram, now: datetime) -> None:
    """Where the guild was greeted, the greeting is to say that this program takes place there."""
    if await greeted(tx, hosted.guild_id) is not None:
        await steps.plan(
            tx,
            [
                NewStep(
                    key=f"{_of_guild(hosted.guild_id)}/{StepKind.UPDATE_GREETING}/{hosted.id}/channel:{hosted.channel_id}",
                    kind=StepKind.UPDATE_GREETING,
                    due_at=now,
                    program_id=None,
                    subject_id=hosted.guild_id,
                )
            ],
        )


async def greeted(tx: Tx, guild_id: GuildId) -> Step | None:
    """The step that greeted the guild, if it was."""
    step = await steps.find(tx, _key(guild_id))
    return step if step is not None and step.outcome is Outcome.DONE else None


async def _is_new(tx: Tx, guild_id: GuildId) -> bool:
    begun = await programs.in_guild(tx, guild_id) or await setups.find(tx, guild_id)
    return not begun and await steps.find(tx, _key(guild_id)) is None


def _key(guild_id: GuildId) -> str:
    return f"{_of_guild(guild_id)}/{StepKind.GREET_GUILD}"


def _of_guild(guild_id: GuildId) -> str:
    return f"guild:{guild_id}"


def _step(seen: GuildSeen, channel_id: ChannelId, now: datetime) -> NewStep:
    return NewStep(
        key=_key(seen.guild_id),
        kind=StepKind.GREET_GUILD,
        due_at=now,
        program_id=None,
        subject_id=seen.guild_id,
        channel_id=channel_id,
        words=seen.locale,
    )
