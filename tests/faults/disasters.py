"""Trouble that is no single blow: Discord down, clocks set, DMs refused to all, a channel deleted, threads locked."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

from bot.domain.timetable import EntryKind
from bot.sandbox import ChannelKind, Permission
from tests.faults.chaos import RECONNECTING, Chaos

HOUR = timedelta(hours=1)
TURNS = 6
"""An hour of outage passes in so many parts, so that the bot tries again in its middle."""
TURN_SECONDS = 0.1
"""Real ones, in which the bot meets that nobody answers."""
EVERY = 3
DROP_WITHIN = 0.15
"""Real seconds."""
AFTER_START = timedelta(days=2)
INTO_FIRST_PROMPT = timedelta(days=3)


def drop_again_and_again(chaos: Chaos) -> None:
    """The gateway is dropped at every third instant at which anything happens, all through the round.

    Every 30 seconds of a real round would be twice a minute of which the bot does something in few. Here months pass in
    some twenty seconds; so the connection breaks about a hundred times, each time just as something begins.
    """
    moves = 0

    def drop() -> None:
        if not chaos.is_calm:
            chaos.done += chaos.stage.sandbox.trouble.drop_gateway(chaos.dice.choice(RECONNECTING))

    def moved() -> None:
        nonlocal moves
        moves += 1
        if moves % EVERY == 0:
            asyncio.get_running_loop().call_later(chaos.dice.uniform(0, DROP_WITHIN), drop)

    chaos.stage.sandbox.time.on_move(moved)


def outage_of_discord(chaos: Chaos) -> Callable[[], Awaitable[None]]:
    """Discord answers nobody for an hour, in most cases just when something becomes due."""

    async def act() -> None:
        stage, trouble = chaos.stage, chaos.stage.sandbox.trouble
        next_at = await chaos.bot.quiet()
        trouble.go_down()
        if next_at is not None and next_at - stage.now < timedelta(days=2):
            await stage.sandbox.time.set(max(next_at, stage.now))
        for _ in range(TURNS):
            await asyncio.sleep(TURN_SECONDS)
            await stage.sandbox.time.set(stage.now + HOUR / TURNS)
        trouble.come_back()

    return act


def set_clock(chaos: Chaos) -> Callable[[], Awaitable[None]]:
    """The clock of the bot's machine is set back by an hour, forward by one, or right again."""
    shown = timedelta(0)

    async def act() -> None:
        nonlocal shown
        shown = chaos.dice.choice([each for each in (-HOUR, timedelta(0), HOUR) if each != shown])
        next_at = await chaos.bot.quiet()
        if next_at is not None and chaos.dice.random() < 0.5 and next_at - chaos.stage.now < timedelta(days=2):
            await chaos.stage.sandbox.time.set(max(next_at, chaos.stage.now))
            # In the middle of what became due.
            await asyncio.sleep(chaos.dice.uniform(0, 0.03))
        chaos.stage.sandbox.trouble.set_bot_clock(shown)

    return act


def refuse_new_dms(chaos: Chaos) -> None:
    """Discord finds that DMs are opened too fast (40003) from the first joining until days after the introductions."""
    trouble = chaos.stage.sandbox.trouble

    async def refuse() -> None:
        trouble.limit_dm_opening(0)

    async def allow() -> None:
        trouble.limit_dm_opening(None)

    chaos.at(chaos.opens_at, refuse)
    chaos.at(chaos.timetable.entry(EntryKind.START).due_at + AFTER_START, allow)


def delete_the_channel(chaos: Chaos) -> None:
    """The program's channel is deleted with all its threads, while the first prompt is open."""
    first, *_ = chaos.timetable.prompts()

    async def delete() -> None:
        chaos.stage.sandbox.trouble.delete_channel(chaos.stage.channel)

    chaos.at(first.due_at + INTO_FIRST_PROMPT, delete)


def lock_all_threads(chaos: Chaos) -> Callable[[], Awaitable[None]]:
    """A moderator archives and locks every thread; now and then the bot may not manage threads for a day."""
    trouble, world = chaos.stage.sandbox.trouble, chaos.stage.sandbox.world

    async def allow() -> None:
        trouble.restore_bot(chaos.stage.channel)

    async def act() -> None:
        for each in list(world.channels.values()):
            if each.kind in (ChannelKind.PRIVATE_THREAD, ChannelKind.PUBLIC_THREAD) and each.deleted_at is None:
                trouble.archive_thread(each, locked=True)
        if chaos.dice.random() < 0.5:
            trouble.deny_bot(chaos.stage.channel, Permission.MANAGE_THREADS)
            chaos.agenda.enter(chaos.stage.now + timedelta(hours=chaos.dice.uniform(1, 24)), allow)

    return act
