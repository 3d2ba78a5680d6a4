"""Trouble by chance, slow answers, ordered 429s, dead connections and lost events."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import timedelta

import aiohttp
import pytest

from bot.sandbox import Odds
from bot.sandbox.chance import RESUMABLE_CODES, Chance, GatewayTrouble
from bot.sandbox.faults import ERRORS

HEADERS = {"Authorization": "Bot the-right-token"}
EVENLY = Odds(error=0.1, stored_error=0.1, reset=0.1, stored_reset=0.1, slow=0.1, route_limit=0.1, global_limit=0.1)


@pytest.fixture
async def http():
    async with aiohttp.ClientSession(headers=HEADERS) as session:
        yield session


def drawn(seed: int | str, times: int) -> list[object]:
    chance = Chance(seed, EVENLY)
    found = (chance.draw_fault() for _ in range(times))
    return [
        each and (each.status, each.is_stored, each.is_reset, each.is_global, each.slow_seconds > 0) for each in found
    ]


def test_chance_draws_the_same_for_the_same_seed():
    assert drawn(7, 200) == drawn(7, 200) != drawn(8, 200)


def test_chance_draws_each_kind_as_often_as_its_odds_say():
    times = 4000
    chance = Chance("often", EVENLY)
    faults = [chance.draw_fault() for _ in range(times)]
    kinds = Counter(
        (each.status == 429, each.is_global, each.is_stored, each.is_reset, each.leaves_the_answer)
        for each in faults
        if each is not None
    )
    assert len(kinds) == 7
    assert all(times * 0.08 < often < times * 0.12 for often in kinds.values())
    assert {each.status for each in faults if each} == {*ERRORS, 200, 429}


def test_chance_without_odds_draws_nothing():
    assert {Chance(1).draw_fault() for _ in range(100)} == {None}
    assert {Chance(1).draw_gateway() for _ in range(100)} == {None}


def test_chance_of_the_gateway_draws_every_kind_and_every_code():
    chance = Chance(1, Odds(close=0.2, reconnect=0.2, resumable=0.2, invalid=0.2, forgetful=0.2))
    assert {chance.draw_gateway() for _ in range(200)} == set(GatewayTrouble)
    assert {chance.draw_code() for _ in range(200)} == set(RESUMABLE_CODES)


async def test_requests_meet_chances_until_they_are_taken_back(sandbox, http):
    url = f"{sandbox.api_base}/channels/{sandbox.general.id}/messages"
    sandbox.trouble.take_chances(1, Odds(stored_error=1.0))
    async with http.post(url, json={"content": "x"}) as answer:
        assert answer.status in ERRORS
    sandbox.trouble.take_chances(1)
    async with http.post(url, json={"content": "y"}) as answer:
        assert answer.status == 200
    assert [message.content for message in sandbox.general.messages.values()] == ["x", "y"]
    assert sandbox.rest.faults.befallen == 1


@pytest.mark.parametrize(("everywhere", "scope"), [(False, "shared"), (True, "global")])
async def test_ordered_429_says_how_long_and_of_what(sandbox, http, everywhere, scope):
    sandbox.trouble.limit_rate("GET", "/users/@me", retry_after=2.5, everywhere=everywhere)
    async with http.get(f"{sandbox.api_base}/users/@me") as answer:
        told = await answer.json()
    assert (answer.status, told["retry_after"], told["global"]) == (429, 2.5, everywhere)
    assert answer.headers["X-RateLimit-Scope"] == scope
    assert answer.headers["Retry-After"] == "3"
    assert "Via" in answer.headers
    assert ("X-RateLimit-Global" in answer.headers) is everywhere


async def test_slow_answer_is_as_always_but_later(sandbox, http):
    sandbox.trouble.slow_down("GET", "/users/@me", 0.1)
    asked = asyncio.create_task(http.get(f"{sandbox.api_base}/users/@me"))
    async with http.get(f"{sandbox.api_base}/oauth2/applications/@me") as quick:
        assert quick.status == 200
    assert not asked.done()
    async with await asked as slow:
        assert (slow.status, (await slow.json())["id"]) == (200, str(sandbox.world.bot.id))


async def test_events_while_disconnected_are_lost_or_repeated_as_ordered(sandbox, connect):
    client = await connect(sandbox)
    sandbox.trouble.lose_events(4000)
    await sandbox.owner.say(sandbox.general, "never heard")
    await client.until(lambda: client.resumes == 1)
    sandbox.trouble.drop_gateway(4000)
    await sandbox.owner.say(sandbox.general, "heard on resuming")
    await client.until(lambda: client.resumes == 2)
    await client.until(lambda: bool(client.heard))
    assert [message.content for message in client.heard] == ["heard on resuming"]
    assert sandbox.hub.identified == 1


@pytest.mark.parametrize("code", RESUMABLE_CODES)
async def test_client_resumes_after_each_code(sandbox, connect, code):
    client = await connect(sandbox)
    sandbox.trouble.drop_gateway(code)
    await client.until(lambda: client.resumes == 1 or sandbox.hub.identified == 2)


async def test_dead_connection_tells_nothing_until_the_client_gives_it_up(sandbox, connect):
    sandbox.trouble.set_heartbeat(timedelta(seconds=0.2))
    client = await connect(sandbox, heartbeat_timeout=0.6)
    sandbox.trouble.go_dead()
    await sandbox.owner.say(sandbox.general, "heard later")
    await client.until(lambda: bool(client.heard))
    assert client.heard[0].content == "heard later"
    assert sandbox.hub.resumed == 1


async def test_gateway_meets_chances(sandbox, connect):
    client = await connect(sandbox)
    sandbox.trouble.take_chances(1, Odds(reconnect=1.0))
    await sandbox.owner.say(sandbox.general, "now")
    sandbox.trouble.take_chances(1)
    await client.until(lambda: client.resumes == 1)
    assert sandbox.gateway.befallen == 1


async def test_control_orders_all_of_it(sandbox, http):
    async def order(verb: str, **body: object) -> dict:
        async with http.post(f"{sandbox.control_url}/{verb}", json=body) as answer:
            assert answer.status == 200, await answer.text()
            return await answer.json()

    me = f"{sandbox.api_base}/users/@me"
    await order("limit_rate", path="/users/@me", retry_after=1)
    async with http.get(me) as answer:
        assert answer.status == 429
    await order("slow_down", path="/users/@me", seconds=0.01)
    await order("chances", seed=3, odds={"error": 1.0})
    async with http.get(me) as slow, http.get(me) as failed:
        assert (slow.status, failed.status in ERRORS) == (200, True)
    assert await order("befallen") == {"requests": 3, "gateway": 0}
    await order("chances")
    await order("heartbeat", seconds=5)
    assert sandbox.gateway.heartbeat_ms == 5000
    for verb in ("go_dead", "ask_to_reconnect"):
        await order(verb)
    assert await order("drop_gateway", forgetful=True) == {"dropped": 0}
