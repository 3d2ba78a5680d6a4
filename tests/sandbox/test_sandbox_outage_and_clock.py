"""All of Discord out of order for a while, and a machine of the bot whose clock is wrong."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import aiohttp
import pytest

from bot.sandbox import Sandbox

TOKEN = "the-right-token"
HEADERS = {"Authorization": f"Bot {TOKEN}"}
START = datetime(2026, 1, 5, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
async def timed():
    async with Sandbox(TOKEN, starts_at=START) as running:
        yield running


@pytest.fixture
async def http():
    async with aiohttp.ClientSession(headers=HEADERS) as session:
        yield session


async def control(http: aiohttp.ClientSession, sandbox: Sandbox, verb: str, **body: object) -> dict:
    async with http.post(f"{sandbox.control_url}/{verb}", json=body) as response:
        assert response.status == 200
        return await response.json()


async def asked(http: aiohttp.ClientSession, sandbox: Sandbox) -> int:
    """The status of an answer; 0 where the connection broke."""
    try:
        async with http.get(f"{sandbox.api_base}/users/@me") as response:
            return response.status
    except aiohttp.ClientError:
        return 0


async def test_outage_answers_no_request_and_takes_no_connection(timed, http):
    gateway = await http.ws_connect(timed.gateway_url)
    await control(http, timed, "outage")
    assert {await asked(http, timed) for _ in range(6)} == {0, 503}
    while not gateway.closed:
        await gateway.receive(timeout=5)
    with pytest.raises(aiohttp.WSServerHandshakeError):
        await http.ws_connect(timed.gateway_url)
    await control(http, timed, "outage", on=False)
    assert await asked(http, timed) == 200
    async with http.ws_connect(timed.gateway_url) as again:
        assert (await again.receive_json())["op"] == 10


async def test_clock_of_the_bot_runs_back_and_forth_while_the_time_does_not(timed, http):
    async with http.ws_connect(f"{timed.control_url}/clock") as clock:
        told = [await clock.receive_json(timeout=5)]
        for ahead in (-HOUR, HOUR):
            shown = await control(http, timed, "clock_of_bot", ahead=ahead.total_seconds())
            told.append(await clock.receive_json(timeout=5))
            assert told[-1]["now"] == shown["now"]
    assert [datetime.fromisoformat(each["now"]) for each in told] == [START, START - HOUR, START + HOUR]
    assert [each["tick"] for each in told] == [0, 1, 2]
    assert timed.time.now() == START
    assert timed.time.of_bot(START + HOUR) == START


def test_clock_of_the_bot_cannot_be_set_in_real_time():
    with pytest.raises(ValueError, match="real time"):
        Sandbox(TOKEN).trouble.set_bot_clock(HOUR)
