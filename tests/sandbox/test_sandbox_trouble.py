from __future__ import annotations

import json
import time
from datetime import timedelta

import aiohttp
import discord
import pytest

from bot.sandbox import Sandbox
from bot.sandbox.dm_pace import DmPace
from bot.sandbox.errors import ApiError
from bot.sandbox.faults import Faults

TOKEN = "the-right-token"
HEADERS = {"Authorization": f"Bot {TOKEN}"}


@pytest.fixture
async def http():
    async with aiohttp.ClientSession(headers=HEADERS) as session:
        yield session


@pytest.fixture
def messages_url(sandbox) -> str:
    return f"{sandbox.api_base}/channels/{sandbox.general.id}/messages"


async def post(http, url: str, **body: object) -> tuple[int, dict]:
    async with http.post(url, json=body) as response:
        return response.status, await response.json()


async def test_ordered_failure_has_no_effect_and_passes(sandbox, http, messages_url):
    sandbox.trouble.fail("POST", r"/messages$", times=2, status=503, code=7)
    assert [(await post(http, messages_url, content="x"))[0] for _ in range(3)] == [503, 503, 200]
    assert len(sandbox.general.messages) == 1


async def test_failure_after_storing_leaves_the_message(sandbox, http, messages_url):
    sandbox.trouble.store_then_fail("POST", r"/messages$")
    status, _ = await post(http, messages_url, content="x", nonce="n", enforce_nonce=True)
    again, message = await post(http, messages_url, content="x", nonce="n", enforce_nonce=True)

    assert (status, again) == (500, 200)
    assert [str(kept) for kept in sandbox.general.messages] == [message["id"]]


@pytest.mark.parametrize("stored", [True, False])
async def test_broken_connection_with_and_without_effect(sandbox, http, messages_url, stored):
    sandbox.trouble.reset("POST", r"/messages$", stored=stored)
    with pytest.raises(aiohttp.ClientConnectionError):
        await post(http, messages_url, content="x")
    assert len(sandbox.general.messages) == int(stored)
    assert sandbox.requests[-1].status == 0


async def test_fault_is_taken_only_by_what_it_names(sandbox, http, messages_url):
    sandbox.trouble.fail("*", r"/users/")
    assert (await post(http, messages_url, content="x"))[0] == 200
    async with http.get(f"{sandbox.api_base}/users/@me") as response:
        assert response.status == 500
    sandbox.trouble.fail("*", r"/users/")
    sandbox.trouble.clear_faults()
    assert Faults().take("GET", "/users/@me") is None
    async with http.get(f"{sandbox.api_base}/users/@me") as response:
        assert response.status == 200


async def test_wrong_token_and_broken_json_are_refused(sandbox, http, messages_url):
    async with http.get(f"{sandbox.api_base}/users/@me", headers={"Authorization": "Bot wrong"}) as response:
        assert (response.status, (await response.json())["code"]) == (401, 0)
    async with http.post(messages_url, data="{", headers={"Content-Type": "application/json"}) as response:
        assert (await response.json())["code"] == 50109
    async with http.get(f"{sandbox.api_base}/channels/abc") as response:
        assert (await response.json())["code"] == 50035


async def test_unknown_route_is_404_and_remembered(http):
    async with Sandbox(TOKEN) as sandbox:
        async with http.get(f"{sandbox.api_base}/guilds/1/audit-logs") as response:
            assert response.status == 404
        assert sandbox.unrouted == ["GET /guilds/1/audit-logs"]


async def test_json_is_answered_under_exactly_that_content_type(sandbox, http):
    async with http.get(f"{sandbox.api_base}/users/@me") as response:
        assert response.headers["Content-Type"] == "application/json"


async def test_log_holds_method_path_body_and_status(sandbox, http, messages_url):
    await post(http, messages_url, content="x" * 2001)
    entry = sandbox.requests[-1]
    assert (entry.method, entry.path, entry.status) == ("POST", f"/channels/{sandbox.general.id}/messages", 400)
    assert entry.body == {"content": "x" * 2001}


async def test_sends_beyond_five_wait_for_their_bucket(sandbox, http, messages_url):
    sandbox.trouble.switch_rate_limits(on=True)
    answers = []
    for _ in range(6):
        async with http.post(messages_url, json={"content": "x"}) as response:
            answers.append((response.status, response.headers, await response.json()))

    assert [status for status, _, _ in answers] == [200] * 5 + [429]
    assert [headers["X-RateLimit-Remaining"] for _, headers, _ in answers] == ["4", "3", "2", "1", "0", "0"]
    headers, body = answers[-1][1], answers[-1][2]
    assert headers["Via"]
    assert 0 < body["retry_after"] <= 5
    assert body["global"] is False
    assert int(headers["Retry-After"]) >= body["retry_after"]
    assert sandbox.rest.limits.refused == 1


async def test_all_requests_together_meet_the_global_limit(sandbox, http):
    sandbox.trouble.switch_rate_limits(on=True)
    url = f"{sandbox.api_base}/users/@me"
    answers = []
    for _ in range(51):
        async with http.get(url) as response:
            answers.append((response.status, await response.json(), response.headers.get("X-RateLimit-Global")))
    refused = [answer for answer in answers if answer[0] == 429]
    assert refused
    assert refused[0][1]["global"] is True
    assert refused[0][2] == "true"


async def test_client_obeys_the_bucket_and_loses_nothing(sandbox, connect):
    bot = await connect(sandbox)
    sandbox.trouble.switch_rate_limits(on=True)
    sandbox.rest.limits.seconds = 0.2
    channel = bot.get_channel(sandbox.general.id)
    for number in range(8):
        await channel.send(str(number))
    assert [message.content for message in sandbox.general.messages.values()] == [str(n) for n in range(8)]


async def test_nonce_is_forgotten_when_its_window_is_over(http):
    async with Sandbox(TOKEN, nonce_window=timedelta(0)) as sandbox:
        url = f"{sandbox.api_base}/channels/{sandbox.general.id}/messages"
        for _ in range(2):
            await post(http, url, content="x", nonce="n", enforce_nonce=True)
        assert len(sandbox.general.messages) == 2


async def test_client_resumes_after_a_drop_and_hears_what_it_missed(sandbox, connect):
    bot = await connect(sandbox)
    assert sandbox.trouble.drop_gateway(4000) == 1
    await sandbox.world.pulse.until(lambda: not sandbox.hub.connected, 5)
    await sandbox.owner.say(sandbox.general, "while you were away")
    await bot.until(lambda: bot.resumes == 1)

    assert [message.content for message in bot.heard] == ["while you were away"]
    assert (sandbox.hub.identified, sandbox.hub.resumed) == (1, 1)


async def test_client_comes_back_when_asked_to_reconnect(sandbox, connect):
    bot = await connect(sandbox)
    sandbox.trouble.ask_to_reconnect()
    await bot.until(lambda: bot.resumes == 1)
    assert sandbox.hub.identified == 1


async def test_forgotten_session_is_told_that_it_is_invalid(sandbox):
    async with aiohttp.ClientSession() as http, http.ws_connect(sandbox.gateway_url) as socket:
        await socket.receive()
        await socket.send_json({"op": 2, "d": {"token": TOKEN, "intents": 1}})
        await socket.receive()
        await socket.receive()
        sandbox.trouble.invalidate_session()
        assert json.loads((await socket.receive()).data)["op"] == 9
    assert sandbox.hub.sessions == {}


def test_dm_pace_lets_pass_what_it_is_told_to():
    pace = DmPace()
    for _ in range(50):
        pace.take()
    pace.limit(1, seconds=0.0)
    pace.take()
    time.sleep(0.001)
    pace.take()
    pace.limit(0)
    with pytest.raises(ApiError) as fast:
        pace.take()
    assert fast.value.code == 40003


async def test_interaction_is_answered_once_and_in_time(sandbox, http):
    async with http.post(f"{sandbox.api_base}/interactions/1/none/callback", json={"type": 4}) as response:
        assert (response.status, (await response.json())["code"]) == (404, 10062)
    url = f"{sandbox.api_base}/webhooks/{sandbox.world.application.id}/none"
    async with http.post(url, json={"content": "x"}) as response:
        assert (await response.json())["code"] == 10015


async def test_client_treats_a_stored_failure_as_discord_py_does(sandbox, connect):
    bot = await connect(sandbox)
    sandbox.trouble.store_then_fail("POST", r"/messages$", status=503)
    with pytest.raises(discord.DiscordServerError):
        await bot.get_channel(sandbox.general.id).send("x")
    assert len(sandbox.general.messages) == 1
