import asyncio
import json
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from aiohttp import WSMsgType, web

from bot.actions.activity import Activity
from bot.clock import virtual
from bot.clock.virtual import VirtualClock

START = datetime(2016, 2, 1, 9, tzinfo=UTC)


class Driver:
    """A websocket server that says what time it is and keeps what it is told."""

    def __init__(self) -> None:
        self.tick = 1
        self.now = START.isoformat()
        self.reports: list[dict[str, Any]] = []
        self.connections = 0
        self.socket: web.WebSocketResponse | None = None
        self.url = ""
        self.accepts = True
        self._told = asyncio.Event()

    async def handle(self, request: web.Request) -> web.WebSocketResponse:
        if not self.accepts:
            raise web.HTTPServiceUnavailable
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self.connections += 1
        self.socket = socket
        await self.say()
        async for message in socket:
            if message.type is WSMsgType.TEXT:
                self.reports.append(json.loads(message.data))
                self._told.set()
        self._told.set()
        return socket

    async def say(self) -> None:
        assert self.socket is not None
        await self.socket.send_json({"tick": self.tick, "now": self.now})

    async def move(self, at: datetime) -> None:
        self.tick, self.now = self.tick + 1, at.isoformat()
        await self.say()

    async def until(self, is_true: Callable[[], bool]) -> None:
        async with asyncio.timeout(10):
            while not is_true():
                await self._told.wait()
                self._told.clear()

    async def until_idle(self, **expected: object) -> dict[str, Any]:
        wanted = {"tick": self.tick, "idle": True, **expected}
        await self.until(lambda: bool(self.reports) and wanted.items() <= self.reports[-1].items())
        return self.reports[-1]


class Bot:
    """What stands behind the clock: the rings it heard and the gateway's last number."""

    def __init__(self, url: str) -> None:
        self.activity = Activity()
        self.rings = 0
        self.sequence = 0
        self.abandoned = 0
        self.alone = asyncio.Event()
        self.clock = VirtualClock(url, self.ring, lambda: self.sequence, self.activity, self.give_up)

    def give_up(self) -> None:
        self.abandoned += 1
        self.alone.set()

    def ring(self) -> None:
        self.rings += 1


@pytest.fixture
async def driver() -> AsyncIterator[Driver]:
    driver = Driver()
    app = web.Application()
    app.router.add_get("/time", driver.handle)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    driver.url = f"http://127.0.0.1:{runner.addresses[0][1]}/time"
    yield driver
    await runner.cleanup()


@pytest.fixture
async def bot(driver: Driver) -> AsyncIterator[Bot]:
    bot = Bot(driver.url)
    bot.clock.start()
    await asyncio.wait_for(bot.clock.started(), 10)
    yield bot
    await bot.clock.stop()


async def test_now_before_the_first_instant_is_a_fault() -> None:
    with pytest.raises(RuntimeError, match="not said yet"):
        Bot("http://127.0.0.1:9/time").clock.now()


async def test_now_is_what_the_driver_said_in_utc(driver: Driver, bot: Bot) -> None:
    assert bot.clock.now() == START
    await driver.move(datetime.fromisoformat("2016-02-01T12:00:00+02:00"))
    await driver.until_idle()
    assert bot.clock.now().isoformat() == "2016-02-01T10:00:00+00:00"


async def test_first_reports_are_busy_then_idle(driver: Driver, bot: Bot) -> None:
    await driver.until_idle()
    assert driver.reports == [
        {"tick": 1, "seq": 0, "idle": False, "next_due_at": None},
        {"tick": 1, "seq": 0, "idle": True, "next_due_at": None},
    ]


async def test_change_of_time_rings_once(driver: Driver, bot: Bot) -> None:
    await driver.until_idle()
    before = bot.rings
    await driver.move(START + timedelta(hours=1))
    await driver.until_idle()
    assert bot.rings == before + 1


async def test_reports_say_for_when_something_is_due(driver: Driver, bot: Bot) -> None:
    bot.clock.set(datetime.fromisoformat("2016-02-03T09:00:00+01:00"))
    await driver.until_idle(next_due_at="2016-02-03T08:00:00+00:00")
    bot.clock.set(None)
    await driver.until_idle(next_due_at=None)


async def test_set_to_an_instant_that_passed_rings_soon(driver: Driver, bot: Bot) -> None:
    await driver.until_idle()
    before = bot.rings
    bot.clock.set(START)
    assert bot.rings == before
    await asyncio.sleep(0)
    assert bot.rings == before + 1


async def test_set_to_a_later_instant_does_not_ring(driver: Driver, bot: Bot) -> None:
    await driver.until_idle()
    before = bot.rings
    bot.clock.set(START + timedelta(seconds=1))
    await driver.until_idle(next_due_at="2016-02-01T09:00:01+00:00")
    assert bot.rings == before


async def test_bot_is_busy_as_long_as_anything_is_in_hand(driver: Driver, bot: Bot) -> None:
    await driver.until_idle()
    driver.reports.clear()
    with bot.activity.busy():
        await driver.until(lambda: bool(driver.reports))
        bot.sequence = 7
        await asyncio.sleep(0.05)
        assert [report["idle"] for report in driver.reports] == [False]
    await driver.until_idle(seq=7)


async def test_touch_renews_the_report_with_the_last_sequence(driver: Driver, bot: Bot) -> None:
    await driver.until_idle()
    bot.sequence = 41
    bot.activity.touch()
    await driver.until_idle(seq=41)


async def test_work_that_begins_in_a_later_turn_is_not_overlooked(driver: Driver, bot: Bot) -> None:
    await driver.until_idle()
    asked = asyncio.Event()

    async def work() -> None:
        await asked.wait()
        await asyncio.sleep(0)
        with bot.activity.busy():
            await asyncio.sleep(0.03)
            bot.clock.set(START + timedelta(days=1))

    working = asyncio.create_task(work())
    driver.reports.clear()
    bot.activity.touch()
    asked.set()
    await driver.until(lambda: any(report["idle"] for report in driver.reports))
    assert next(report for report in driver.reports if report["idle"])["next_due_at"] == "2016-02-02T09:00:00+00:00"
    await working


async def test_dropped_socket_is_connected_again_and_time_goes_on(driver: Driver, bot: Bot) -> None:
    await driver.until_idle()
    assert driver.socket is not None
    driver.tick, driver.now = 5, (START + timedelta(days=2)).isoformat()
    await driver.socket.close()
    await driver.until_idle(tick=5)
    assert driver.connections == 2
    assert bot.clock.now() == START + timedelta(days=2)
    assert bot.abandoned == 0


@pytest.mark.parametrize("nonsense", ["2016-02-01T09:00:00", "yesterday", ""])
async def test_nonsense_from_the_driver_changes_nothing_and_is_asked_again(
    driver: Driver, bot: Bot, nonsense: str
) -> None:
    await driver.until_idle()
    good, driver.now = driver.now, nonsense
    await driver.say()
    driver.now = good
    driver.reports.clear()
    await driver.until_idle()
    assert driver.connections >= 2
    assert bot.clock.now() == START


async def test_clock_waits_for_a_driver_that_comes_late() -> None:
    bot = Bot("http://127.0.0.1:9/time")
    bot.clock.start()
    started = asyncio.create_task(bot.clock.started())
    await asyncio.sleep(0.2)
    assert not started.done()
    await bot.clock.stop()
    await bot.clock.stop()
    started.cancel()


async def test_stopped_clock_closes_its_socket(driver: Driver, bot: Bot) -> None:
    await driver.until_idle()
    await bot.clock.stop()
    await driver.until(lambda: driver.socket is not None and driver.socket.closed)


async def test_driver_that_never_comes_back_is_given_up_once(driver: Driver, bot: Bot, monkeypatch) -> None:
    await driver.until_idle()
    monkeypatch.setattr(virtual, "LONGEST_ABSENCE", 0.3)
    driver.accepts = False
    assert driver.socket is not None
    await driver.socket.close()
    await asyncio.wait_for(bot.alone.wait(), 10)
    await asyncio.sleep(0.2)
    assert bot.abandoned == 1
