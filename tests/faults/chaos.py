"""What befalls a round: a seeded driver that kills, freezes, and takes away what the bot needs and gives it back."""

import asyncio
import random
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.timetable import EntryKind, Timetable
from bot.rehearsal.agenda import Agenda
from bot.rehearsal.cues import verbs_in
from bot.rehearsal.stage import Stage
from bot.sandbox import Channel, ChannelKind, Permission
from bot.sandbox.rest.server import LoggedRequest
from tests.faults.crowd import Crowd
from tests.faults.process import TroubledBot

REQUESTS_OF_ALL, REQUESTS_OF_EACH = 30, 35
"""A calm round takes at least so many requests, and so many more for each person."""
LONGEST_DELAY = 0.03
"""Real seconds from the request that draws a kill to the kill: before, while and after it is answered and recorded."""
SOON_AFTER = 0.05
"""Real seconds: the answer has come."""
RECONNECTING = (1001, 1006, 4000, 4001, 4002, 4003, 4005, 4007, 4008, 4009)
ENDING = (4004, 4010, 4011, 4012, 4013, 4014)
"""Codes after which discord.py gives up; whatever keeps the service running starts it again."""
NEEDED = (
    Permission.VIEW_CHANNEL,
    Permission.SEND_MESSAGES,
    Permission.EMBED_LINKS,
    Permission.READ_MESSAGE_HISTORY,
    Permission.SEND_MESSAGES | Permission.SEND_MESSAGES_IN_THREADS,
    Permission.CREATE_PUBLIC_THREADS,
    Permission.CREATE_PRIVATE_THREADS | Permission.READ_MESSAGE_HISTORY,
    Permission.PIN_MESSAGES | Permission.MANAGE_MESSAGES,
)


@dataclass(slots=True, kw_only=True)
class Chaos:
    """All dice of one round, and what was done with them."""

    stage: Stage
    bot: TroubledBot
    agenda: Agenda
    crowd: Crowd
    timetable: Timetable
    dice: random.Random
    done: int = 0
    """How often trouble was made by hand."""
    ends_at: datetime
    """When all trouble is over."""
    is_calm: bool = False
    may_end: int = 0
    """How often the process was given a reason to end by itself."""

    @property
    def opens_at(self) -> datetime:
        return self.timetable.entry(EntryKind.ENROLMENT_OPENS).due_at

    @property
    def closes_at(self) -> datetime:
        return self.timetable.entry(EntryKind.ROUND_CLOSES).due_at

    def kill(self, times: int) -> None:
        """Kill -9 so often, at moments drawn by the bot's own requests."""
        within = REQUESTS_OF_ALL + REQUESTS_OF_EACH * len(self.crowd.people)
        numbers = set(self.dice.sample(range(1, within), min(times, within - 1)))
        came = 0

        def watch(_: object) -> None:
            nonlocal came
            came += 1
            if came in numbers:
                asyncio.get_running_loop().call_later(self.dice.uniform(0, LONGEST_DELAY), self.bot.strike)

        self.stage.sandbox.rest.watchers.append(watch)

    def kill_after(self, path: str, times: int) -> None:
        """Kill -9 right after each of the first requests with this path was answered."""
        left = times

        def watch(request: LoggedRequest) -> None:
            nonlocal left
            if left > 0 and re.search(path, request.path):
                left -= 1
                asyncio.get_running_loop().call_later(SOON_AFTER, self.bot.strike)

        self.stage.sandbox.rest.watchers.append(watch)

    def often(self, times: int, act: Callable[[], Awaitable[None]]) -> None:
        """The act at so many instants of the round, half of them just as the timetable makes the bot busy."""
        moments = [entry.due_at for entry in self.timetable.entries if entry.due_at < self.ends_at]
        for _ in range(times):
            if self.dice.random() < 0.5:
                at = self.dice.choice(moments)
            else:
                at = self.opens_at + (self.ends_at - self.opens_at) * self.dice.random()
            self.agenda.enter(at, self._counted(act))

    def at(self, instant: datetime, act: Callable[[], Awaitable[None]]) -> None:
        self.agenda.enter(instant, self._counted(act))

    def _counted(self, act: Callable[[], Awaitable[None]]) -> Callable[[], Awaitable[None]]:
        async def done() -> None:
            self.done += 1
            await act()

        return done

    async def freeze(self) -> None:
        """The process stands still while people write and hours pass, and goes on as if nothing had been."""
        await self.bot.quiet()
        at = max([self.stage.now, *filter(None, [await self.bot.quiet()])])
        if self.dice.random() < 0.5 and at - self.stage.now < timedelta(days=2):
            # In the middle of what becomes due, not before it.
            await self.stage.sandbox.time.set(at)
            await asyncio.sleep(self.dice.uniform(0, 0.03))
        self.bot.freeze()
        await self.say_something()
        await self.stage.sandbox.time.set(self.stage.now + timedelta(hours=self.dice.uniform(0.1, 30)))
        await asyncio.sleep(self.dice.uniform(0, 0.2))
        if self.dice.random() < 0.3:
            self.stage.sandbox.trouble.drop_gateway(4009)
        self.bot.wake()

    async def outage(self) -> None:
        """The bot is down for an hour or more while people write."""
        await self.bot.stop()
        await self.say_something()
        await self.stage.sandbox.time.set(self.stage.now + timedelta(hours=self.dice.uniform(1, 20)))
        await self.bot.start()

    async def close_gateway(self) -> None:
        self.stage.sandbox.trouble.drop_gateway(self.dice.choice(RECONNECTING))

    async def close_for_good(self) -> None:
        self.may_end += 1
        self.stage.sandbox.trouble.drop_gateway(self.dice.choice(ENDING))

    async def lose_events(self) -> None:
        """The connection breaks, and what people write before it stands again is never told."""
        self.stage.sandbox.trouble.lose_events(self.dice.choice(RECONNECTING))
        await self.say_something()

    async def reconnect(self) -> None:
        self.stage.sandbox.trouble.ask_to_reconnect()

    async def invalidate(self) -> None:
        self.stage.sandbox.trouble.invalidate_session(resumable=self.dice.random() < 0.5)
        await self.say_something()

    async def go_dead(self) -> None:
        """Heartbeats are no longer answered: the client notices by itself after a minute of real time."""
        self.stage.sandbox.trouble.go_dead()
        await self.say_something()

    async def forbid(self) -> None:
        """A permission is taken away in the channel or a thread of a prompt, and given back within a day and a half."""
        trouble, channel = self.stage.sandbox.trouble, self.stage.channel
        trouble.deny_bot(channel, self.dice.choice(NEEDED))
        await self.say_something()
        if self.dice.random() < 0.5:
            # Who comes back just then finds an empty page.
            await self.close_gateway()

        async def allow() -> None:
            trouble.restore_bot(channel)

        self.agenda.enter(self.stage.now + timedelta(hours=self.dice.uniform(0.2, 36)), allow)

    async def hide_history(self) -> None:
        """The past cannot be read for a day, and the connection breaks: who comes back finds an empty page."""
        trouble, channel = self.stage.sandbox.trouble, self.stage.channel
        await self.say_something()
        await self.bot.quiet()
        trouble.deny_bot(channel, Permission.READ_MESSAGE_HISTORY)
        await self.close_gateway()

        async def show() -> None:
            trouble.restore_bot(channel)

        self.agenda.enter(self.stage.now + timedelta(days=1), show)

    async def archive(self) -> None:
        threads = self._threads(ChannelKind.PRIVATE_THREAD, ChannelKind.PUBLIC_THREAD)
        if threads:
            self.stage.sandbox.trouble.archive_thread(self.dice.choice(threads), locked=self.dice.random() < 0.3)

    async def close_dms(self) -> None:
        human = self.dice.choice(list(self.crowd.people.values()))
        if not human.is_gone:
            human.person.close_dms()

    async def leave(self) -> None:
        people = [each for each in self.crowd.people.values() if not each.is_gone]
        if len(people) > 3:
            await self.dice.choice(people).leave_server()

    async def delete_thread(self) -> None:
        threads = self._threads(ChannelKind.PRIVATE_THREAD)
        if threads:
            self.stage.sandbox.trouble.delete_channel(self.dice.choice(threads))

    async def say_something(self) -> None:
        """Somebody writes in the thread of the newest prompt, while the round still listens."""
        posted = [each for each in self.stage.channel.messages.values() if "reply" in verbs_in(each)]
        people = [each for each in self.crowd.people.values() if not each.is_gone]
        if posted and people and self.stage.now < self.closes_at - timedelta(days=1):
            human = self.dice.choice(people)
            await human.say(posted[-1].id, f"Said while nobody listened, {self.dice.random():.9f}.")

    def calm_down(self) -> None:
        """All trouble is over; what was taken away is given back."""
        self.is_calm, sandbox = True, self.stage.sandbox
        sandbox.trouble.take_chances(0)
        sandbox.trouble.clear_faults()
        sandbox.trouble.switch_rate_limits(on=False)
        sandbox.trouble.restore_bot(self.stage.channel)
        sandbox.trouble.limit_dm_opening(None)
        sandbox.trouble.set_bot_clock(timedelta(0))

    def _threads(self, *kinds: ChannelKind) -> list[Channel]:
        return [
            each
            for each in self.stage.sandbox.world.channels.values()
            if each.kind in kinds and each.deleted_at is None and each.thread is not None
        ]
