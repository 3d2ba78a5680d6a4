from __future__ import annotations

import asyncio
import json
from datetime import UTC, datetime, timedelta

import aiohttp
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox import NotQuietError, Sandbox, VirtualTime
from bot.sandbox.snowflakes import Snowflakes, first_snowflake_of, instant_of

TOKEN = "the-right-token"
START = datetime(2026, 1, 5, 9, tzinfo=UTC)


@pytest.fixture
async def timed():
    async with Sandbox(TOKEN, starts_at=START) as running:
        yield running


class Follower:
    """A bot that does nothing but follow the clock and the gateway."""

    def __init__(self, http: aiohttp.ClientSession, sandbox: Sandbox) -> None:
        self.http, self.sandbox = http, sandbox
        self.seq = 0

    async def __aenter__(self):
        self.gateway = await self.http.ws_connect(self.sandbox.gateway_url)
        await self.gateway.receive()
        await self.gateway.send_json({"op": 2, "d": {"token": TOKEN, "intents": 513}})
        await self.hear()
        await self.hear()
        self.clock = await self.http.ws_connect(f"{self.sandbox.control_url}/clock")
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.clock.close()
        await self.gateway.close()

    async def hear(self) -> dict:
        event = json.loads((await self.gateway.receive(timeout=5)).data)
        self.seq = event["s"]
        return event

    async def told(self) -> dict:
        return json.loads((await self.clock.receive(timeout=5)).data)

    async def report(self, tick: int, *, idle: bool = True, due: str | None = None) -> None:
        await self.clock.send_json({"tick": tick, "seq": self.seq, "idle": idle, "next_due_at": due})


@pytest.fixture
async def follower(timed):
    async with aiohttp.ClientSession() as http, Follower(http, timed) as following:
        yield following


async def test_clock_is_told_on_connecting_and_at_each_move(timed, follower):
    first = await follower.told()
    await timed.time.set(START + timedelta(days=1))
    second = await follower.told()
    assert first == {"tick": 0, "now": "2026-01-05T09:00:00+00:00"}
    assert second == {"tick": 1, "now": "2026-01-06T09:00:00+00:00"}


async def test_quiet_returns_what_is_due_next(timed, follower):
    await follower.report(0, due="2026-01-06T10:00:00+01:00")
    assert await timed.quiet(5) == datetime(2026, 1, 6, 9, tzinfo=UTC)


async def test_quiet_waits_for_the_present_tick(timed, follower):
    await follower.report(0)
    await timed.quiet(5)
    await timed.time.set(START + timedelta(hours=1))
    with pytest.raises(NotQuietError, match="at tick 0, the clock at 1"):
        await timed.quiet(0.02)
    await follower.report(1)
    assert await timed.quiet(5) is None


async def test_quiet_waits_until_the_last_event_was_dealt_with(timed, follower):
    await follower.report(0)
    await timed.owner.say(timed.general, "hello")
    with pytest.raises(NotQuietError, match="event 2 of 3"):
        await timed.quiet(0.02)
    await follower.hear()
    waiting = asyncio.create_task(timed.quiet(5))
    await follower.report(0)
    assert await waiting is None


async def test_quiet_waits_while_the_bot_is_busy(timed, follower):
    await follower.report(0, idle=False)
    with pytest.raises(NotQuietError, match="busy"):
        await timed.quiet(0.05)


async def test_quiet_waits_for_an_interaction_that_is_not_answered(timed, follower):
    timed.world.commands[None] = [{"id": "1", "type": 1, "name": "ping", "options": []}]
    act = asyncio.create_task(timed.owner.command("ping", timed.general))
    await follower.hear()
    await follower.report(0)
    with pytest.raises(NotQuietError, match="1 interactions wait"):
        await timed.quiet(0.05)
    act.cancel()


async def test_quiet_survives_a_new_connection_of_the_clock(timed, follower):
    await follower.report(0)
    await timed.quiet(5)
    await follower.clock.close()
    with pytest.raises(NotQuietError, match="no bot is connected to the clock"):
        await timed.quiet(0.05)
    follower.clock = await follower.http.ws_connect(f"{timed.control_url}/clock")
    await follower.report(0)
    assert await timed.quiet(5) is None


async def test_quiet_without_a_bot_says_so(timed):
    with pytest.raises(NotQuietError, match="no bot is connected to the gateway"):
        await timed.quiet(0.01)


async def test_report_that_makes_no_sense_counts_as_none(timed, follower):
    await follower.clock.send_str('{"tick": "now"}')
    with pytest.raises(NotQuietError, match="not reported yet"):
        await timed.quiet(0.05)


async def test_messages_carry_virtual_time(timed, connect):
    await timed.time.set(START + timedelta(days=40))
    bot = await connect(timed)
    sent = await bot.get_channel(timed.general.id).send("later")
    assert sent.created_at == START + timedelta(days=40)
    assert timed.general.messages[sent.id].created_at == START + timedelta(days=40)


async def test_time_runs_forward_only_and_only_when_virtual():
    time = VirtualTime(START)
    await time.set(START)
    with pytest.raises(ValueError, match="forward only"):
        await time.set(START - timedelta(seconds=1))
    with pytest.raises(ValueError, match="offset"):
        await time.set(datetime(2027, 1, 1))  # noqa: DTZ001
    with pytest.raises(ValueError, match="real time"):
        await VirtualTime().set(START)
    assert VirtualTime().is_real


@given(st.lists(st.integers(min_value=0, max_value=50), min_size=1, max_size=200))
def test_snowflakes_strictly_increase_and_keep_their_millisecond(steps):
    time = VirtualTime(START)
    flakes = Snowflakes(time)
    made = []
    for step in steps:
        asyncio.run(time.set(time.now() + timedelta(milliseconds=step)))
        made.append(flakes.make())
        assert instant_of(made[-1]) == time.now()
    assert made == sorted(set(made))
    assert first_snowflake_of(START) <= made[0]
