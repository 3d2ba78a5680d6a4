"""When the database keeps nothing: the organisers are told once, and what was missed is read back once it works."""

import asyncio
import logging
import secrets
import time
from collections.abc import Awaitable, Callable, Sequence

from bot.actions.planning import desk_note
from bot.actions.ports import Clock, Courier, House, ToChannel
from bot.domain.hosting import HostedProgram
from bot.domain.notices import DeskNote
from bot.domain.steps import Outcome
from bot.observing.writes import WriteRecord
from bot.store import programs, steps

log = logging.getLogger(__name__)

CatchUp = Callable[[], Awaitable[object]]
"""Takes in what was said while nothing could be kept."""

PAUSE_SECONDS = 10.0
"""Between two attempts to keep something."""
TOLD_AGAIN_SECONDS = 3600.0
"""A database that comes and goes is told of once an hour at most."""


class OutageWatch:
    """Waits for the database's trouble, and goes with it until it is over.

    While nothing can be kept no step can be stored, so this one note is sent straight to Discord: at most once, and
    not at all where that fails, which the log says. That it works again is a step like any other, and the proof.
    """

    def __init__(self, *, house: House, courier: Courier, clock: Clock, record: WriteRecord, catch_up: CatchUp) -> None:
        self._house = house
        self._courier = courier
        self._clock = clock
        self._record = record
        self._catch_up = catch_up
        self._hosted: Sequence[HostedProgram] = ()
        self._told_at: float | None = None
        self.pause_seconds = PAUSE_SECONDS

    async def run(self) -> None:
        """Every outage from now on is looked after, until this is cancelled."""
        await self._remember_programs()
        while True:
            await self._record.failed.wait()
            log.error("the database keeps nothing: %s", self._record.trouble)
            is_told = await self._tell()
            await self._wait_until_it_works(is_told=is_told)
            log.warning("the database keeps things again")
            await self._read_back()

    async def _remember_programs(self) -> None:
        """Whom to tell is known, as far as the database can be read; else those stay who were known before."""
        try:
            async with self._house.store.read() as tx:
                self._hosted = await programs.every(tx)
        except Exception as error:
            log.warning("the programs cannot be read: %s", type(error).__name__)

    async def _tell(self) -> bool:
        """The desks were told, unless they were lately, of which it returns whether they were."""
        if self._told_at is not None and time.monotonic() - self._told_at < TOLD_AGAIN_SECONDS:
            return False
        self._told_at = time.monotonic()
        await self._remember_programs()
        token = secrets.token_urlsafe(12)
        for hosted in self._one_for_each_desk():
            to = ToChannel(channel_id=hosted.desk_channel_id, locale=hosted.locale)
            try:
                await self._courier.send(to, DeskNote(key="database_down", fields=()), token=token)
            except Exception as error:
                log.warning("the organisers in %s could not be told: %s", to.channel_id, type(error).__name__)
        return True

    async def _wait_until_it_works(self, *, is_told: bool) -> None:
        about = secrets.token_urlsafe(12)
        while True:
            await asyncio.sleep(self.pause_seconds)
            try:
                await self._keep_something(about, is_told=is_told)
            except Exception as error:
                log.warning("the database still keeps nothing: %s", type(error).__name__)
            else:
                self._record.settle()
                self._house.wake()
                return

    async def _keep_something(self, about: str, *, is_told: bool) -> None:
        """The notes that it works again are kept, as steps; who heard of no outage does not hear of its end."""
        now = self._clock.now()
        notes = [desk_note(hosted, "database_up", now, about, fields={}) for hosted in self._one_for_each_desk()]
        async with self._house.store.write() as tx:
            await steps.plan(tx, notes)
            for note in () if is_told else notes:
                kept = await steps.find(tx, note.key)
                if kept is not None:
                    await steps.finish(tx, kept, Outcome.NOT_NEEDED, now)

    def _one_for_each_desk(self) -> Sequence[HostedProgram]:
        return list({hosted.desk_channel_id: hosted for hosted in self._hosted}.values())

    async def _read_back(self) -> None:
        """What was said meanwhile and could not be kept is taken in; what that meets is left to the next READY."""
        try:
            await self._catch_up()
        except Exception as error:
            log.warning("what was said meanwhile could not be read back: %s", type(error).__name__)
