"""The composition root: the only place where real parts meet."""

import asyncio
import gc
import multiprocessing
import os
import signal
import threading
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AsyncExitStack, ExitStack
from pathlib import Path

import discord
import structlog
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.actions import collecting
from bot.actions.activity import Activity
from bot.actions.ports import House, Said
from bot.actions.runner import Runner
from bot.actions.taking_up import take_up_programs
from bot.clock.real import RealClock, ScheduledAlarm
from bot.clock.virtual import VirtualClock
from bot.domain.errors import RuleError
from bot.domain.ids import ChannelId
from bot.domain.notices import Notice
from bot.domain.program import Program
from bot.domain.prompt import Prompt
from bot.frontend.budget import RestBudget
from bot.frontend.client import RoundtableClient
from bot.frontend.courier import DiscordCourier
from bot.frontend.messages import mark_of, render
from bot.frontend.reading import HistoryReader
from bot.observing.observer import Observer
from bot.observing.outage import OutageWatch
from bot.observing.serving import serve_figures
from bot.programs import load_programs
from bot.programs.regions import load_regions, shipped_regions_folder
from bot.settings import Settings
from bot.store import Store
from bot.store.lock import hold_lock
from bot.store.migrating import migrate
from bot.texts.catalogue import Texts
from bot.texts.places import warm

log = structlog.get_logger(__name__)

STOPPING_SIGNALS = (signal.SIGINT, signal.SIGTERM)
LONGEST_END = 8.0
"""Seconds. Whoever stops a service waits ten at most before it is killed."""


def run_bot(settings: Settings) -> int:
    """The bot has run until it was stopped; returns the exit code.

    Raises:
        RuleError: `already_running`, `wrong_token`, `intent_off`, `no_model_library`, a `database_…`: what the operator
            can mend.
        ProgramMistakes: a program's files hold mistakes.
    """
    asyncio.run(serve_until_stopped(settings))
    return 0


async def serve_until_stopped(settings: Settings) -> None:
    """The bot has run, inside of a running event loop, until it was stopped. Raises as `run_bot` does."""
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(hold_lock(settings.database))
        bot = await Assembly.build(settings, stack)
        await bot.watched(stack)
        await bot.serve()


class _LateReader:
    """The reader that actions hold before the client exists, which itself needs what the actions hold."""

    def __init__(self) -> None:
        self.reader: HistoryReader | None = None

    def read(self, thread_id: ChannelId, after: int) -> AsyncIterator[Said]:
        """What the real reader reads."""
        return self._there().read(thread_id, after)

    def read_direct(self, channel_id: ChannelId, after: int) -> AsyncIterator[Said]:
        """The same for a DM channel."""
        return self._there().read_direct(channel_id, after)

    def _there(self) -> HistoryReader:
        if self.reader is None:
            raise RuntimeError("read before the client was made")
        return self.reader


class Assembly:
    """All parts of a running bot, put together."""

    def __init__(self, settings: Settings, store: Store, programs: Mapping[str, Program]) -> None:
        self._settings = settings
        self._activity = Activity()
        self._texts = Texts.load()
        self._clock = self._make_clock()
        late = _LateReader()
        self._observer = Observer(store=store, clock=self._clock)
        trace = RestBudget(settings.requests_per_second).trace()
        self._observer.requests.attach(trace)
        self._house = House(
            store=store,
            programs=programs,
            regions=load_regions(shipped_regions_folder()),
            reader=late,
            reads_threads=settings.message_content,
            wake=self._wake,
            mark_of=self._mark_of,
            model=settings.language_model,
            translates=settings.wording_translates,
        )
        self._client = RoundtableClient(
            house=self._house,
            texts=self._texts,
            activity=self._activity,
            clock=self._clock,
            http_trace=trace,
        )
        if isinstance(self._clock, VirtualClock):
            self._client.follow_events()
        late.reader = HistoryReader(self._client)
        self._courier = DiscordCourier(self._client, self._texts, self._clock, self._picture_finder(programs))
        self._runner = Runner(house=self._house, courier=self._courier, clock=self._clock, activity=self._activity)
        self._observe()

    @classmethod
    async def build(cls, settings: Settings, stack: AsyncExitStack) -> "Assembly":
        """The parts, with the database at this version's tables; it is closed with the stack."""
        point_client_at(settings)
        if settings.language_model:
            settings.language_model.check_installed()
        # It takes 0.05 s, and who watches the loop waits.
        programs = await asyncio.to_thread(load_programs, settings.programs_folder)
        await migrate(settings.database)
        store = await Store.open(settings.database)
        stack.push_async_callback(store.close)
        return cls(settings, store, programs)

    async def watched(self, stack: AsyncExitStack) -> None:
        """Who asks how the bot is gets an answer until the stack is closed, if the operator wants that."""
        if self._settings.watch_port:
            await stack.enter_async_context(serve_figures(self._observer, self._settings.watch_port))

    async def serve(self) -> None:
        """The bot is logged in and does its work until it is told to stop."""
        starting = ExitStack()
        # Who drives virtual time waits until the bot has started.
        starting.enter_context(self._activity.busy())
        # What is here now stays: looking through all of it for garbage would stop the loop for 0.1 s now and then.
        gc.freeze()
        alarm = await self._start_clock()
        warming = asyncio.create_task(self._warm_up())
        stopped = self._listen_for_signals()
        serving = asyncio.create_task(self._log_in())
        stopping = asyncio.create_task(stopped.wait())
        ready = asyncio.create_task(self._run_when_ready(alarm, warming, starting))
        outages = asyncio.create_task(self._watch_over_outages())
        try:
            done, _ = await asyncio.wait({serving, stopping}, return_when=asyncio.FIRST_COMPLETED)
            for task in done & {serving}:
                task.result()
        finally:
            stopping.cancel()
            ready.cancel()
            outages.cancel()
            await self._runner.stop()
            await self._client.close()
            await alarm.stop()
            await asyncio.gather(serving, stopping, ready, warming, outages, return_exceptions=True)

    def _observe(self) -> None:
        """What Discord's side and the runner tell reaches the observer."""
        gateway = self._observer.gateway
        self._client.add_listener(gateway.note_session, "on_connect")
        self._client.add_listener(gateway.note_resume, "on_resumed")
        self._client.add_listener(gateway.note_loss, "on_disconnect")
        self._observer.latency = lambda: self._client.latency
        self._observer.idle_seconds = self._runner.idle_seconds

    async def _watch_over_outages(self) -> None:
        async def catch_up() -> None:
            await collecting.catch_up(self._house, self._house.reader, self._clock.now())

        watch = OutageWatch(
            house=self._house,
            courier=self._courier,
            clock=self._clock,
            record=self._observer.writes,
            catch_up=catch_up,
        )
        await watch.run()

    def _wake(self) -> None:
        self._runner.wake()

    def _make_clock(self) -> RealClock | VirtualClock:
        if not self._settings.time_url:
            return RealClock()
        return VirtualClock(
            self._settings.time_url,
            self._wake,
            lambda: self._client.last_sequence(),
            self._activity,
            # A rehearsal that was killed leaves no bot behind.
            abandoned=lambda: signal.raise_signal(signal.SIGTERM),
        )

    async def _start_clock(self) -> ScheduledAlarm | VirtualClock:
        """What rings: APScheduler, or the driver of virtual time, which is the clock as well."""
        if isinstance(self._clock, VirtualClock):
            self._clock.start()
            await self._clock.started()
            return self._clock
        alarm = ScheduledAlarm(self._wake)
        alarm.start()
        return alarm

    async def _warm_up(self) -> None:
        """What whoever joins first would wait for is here: an answer must come within three seconds."""
        await asyncio.to_thread(warm)
        # These stay as well.
        gc.freeze()

    async def _run_when_ready(
        self, alarm: ScheduledAlarm | VirtualClock, warming: asyncio.Task[None], starting: ExitStack
    ) -> None:
        """Nothing is sent before the gateway is ready: what was said meanwhile is read back first."""
        with starting:
            await self._client.wait_until_caught_up()
            await warming
            await self._take_up_programs()
            self._runner.start(alarm)

    async def _take_up_programs(self) -> None:
        """What changed in the programs is taken up; where that fails all else goes on, and the next start tries."""
        try:
            await take_up_programs(self._house, self._clock.now())
        except Exception:
            log.exception("programs_not_taken_up")

    def _mark_of(self, notice: Notice, locale: str) -> str:
        """How a message that stands for long looks to who speaks the server's language."""
        return mark_of(render(notice, self._texts.for_locale(locale), token=None, now=self._clock.now()))

    async def _log_in(self) -> None:
        try:
            await self._client.start(self._settings.token.get_secret_value())
        except discord.LoginFailure:
            raise RuleError("wrong_token") from None
        except discord.PrivilegedIntentsRequired:
            raise RuleError("intent_off") from None

    def _picture_finder(self, programs: Mapping[str, Program]) -> Callable[[Prompt], Path | None]:
        def find(prompt: Prompt) -> Path | None:
            if prompt.image is None or prompt.image.file is None:
                return None
            slug = next(slug for slug, program in programs.items() if prompt in program.deck)
            return self._settings.programs_folder / slug / prompt.image.file

        return find

    @staticmethod
    def _listen_for_signals() -> asyncio.Event:
        stopped = asyncio.Event()

        def stop() -> None:
            if not stopped.is_set():
                stopped.set()
                _end_for_certain()

        for number in STOPPING_SIGNALS:
            asyncio.get_running_loop().add_signal_handler(number, stop)
        return stopped


def _end_for_certain() -> None:
    """This process ends within `LONGEST_END`, though a pairing is being computed, which nothing interrupts.

    Nothing is lost by it: what is kept was committed, and a step under way is found again.
    """

    def end() -> None:
        log.warning("ended_in_the_middle")
        for child in multiprocessing.active_children():
            child.kill()
        os._exit(0)

    timer = threading.Timer(LONGEST_END, end)
    timer.daemon = True
    timer.start()


def point_client_at(settings: Settings) -> None:
    """The unpatched client speaks to these addresses: Discord's, a proxy's or a sandbox's."""
    Route.BASE = settings.api_base
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(settings.gateway_url)
