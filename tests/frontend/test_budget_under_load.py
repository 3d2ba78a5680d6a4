"""The budget of requests, with Discord's limits switched on: a batch makes no 429, and nobody's tap waits for it."""

import asyncio
import re
from collections import Counter

import aiohttp
import discord
import pytest
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.frontend.budget import RestBudget
from bot.sandbox import Sandbox
from bot.sandbox.limits import ALL
from bot.settings import Settings

TOKEN = "the-right-token"
CHANNELS, EACH = 30, 5
TAPS = 10
SENT = re.compile(r"^/channels/\d+/messages$")


class Tapped(discord.Client):
    """Answers every tap at once."""

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        await interaction.response.send_message("Done.", ephemeral=True)


@pytest.fixture
async def sandbox():
    before = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    async with Sandbox(TOKEN) as running:
        Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = running.api_base, yarl.URL(running.gateway_url)
        yield running
    Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = before


@pytest.fixture
async def client(sandbox):
    usual = Settings.model_fields["requests_per_second"].default
    client = Tapped(intents=discord.Intents.none(), max_messages=None, http_trace=RestBudget(usual).trace())
    await client.login(TOKEN)
    serving = asyncio.create_task(client.connect())
    await client.wait_until_ready()
    yield client
    await client.close()
    await asyncio.gather(serving, return_exceptions=True)


async def test_batch_makes_no_429_and_taps_pass_it_by(sandbox, client):
    channels = [sandbox.add_channel(f"pair-{number}") for number in range(CHANNELS)]
    view = discord.ui.View(timeout=None)
    view.add_item(discord.ui.Button(label="Tap", custom_id="tap"))
    await client.get_partial_messageable(sandbox.general.id).send("Tap here", view=view)
    (button,) = sandbox.general.messages.values()
    sandbox.trouble.switch_rate_limits(on=True)
    begun = len(sandbox.requests)
    sends = [client.get_partial_messageable(each.id).send("Hello") for _ in range(EACH) for each in channels]
    batch = asyncio.gather(*sends)
    passed_by = [await _requests_before_the_answer(sandbox, button) for _ in range(TAPS)]
    await batch

    sent = Counter(entry.path for entry in sandbox.requests[begun:] if SENT.match(entry.path))
    assert sum(sent.values()) == CHANNELS * EACH
    assert sandbox.rest.limits.refused == 0
    assert {entry.status for entry in sandbox.requests[begun:]} <= {200, 204}
    assert max(passed_by) < ALL


async def _requests_before_the_answer(sandbox: Sandbox, message) -> int:
    """How many requests of the batch came between a tap and its answer."""
    before = len(sandbox.requests)
    await sandbox.owner.press(message, "Tap")
    await asyncio.sleep(0.1)
    return next(number for number, entry in enumerate(sandbox.requests[before:]) if entry.path.endswith("/callback"))


async def test_request_given_up_while_it_waited_takes_no_place_and_gives_none_back(sandbox):
    """With one place taken for good, whoever waits and goes leaves the others as they were."""
    budget = RestBudget(1)
    async with aiohttp.ClientSession(trace_configs=[budget.trace()], timeout=aiohttp.ClientTimeout(5)) as http:
        sandbox.trouble.slow_down("GET", "/users/@me", 0.2)
        first = asyncio.create_task(_ask(http, sandbox))
        given_up = asyncio.create_task(_ask(http, sandbox))
        await asyncio.sleep(0.05)
        given_up.cancel()
        assert await first == 200
        before = len(sandbox.requests)
        later = [asyncio.create_task(_ask(http, sandbox)) for _ in range(2)]
        done, waiting = await asyncio.wait(later, return_when=asyncio.FIRST_COMPLETED)
        assert (len(done), len(waiting), len(sandbox.requests) - before) == (1, 1, 1)
        for each in waiting:
            each.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)


async def _ask(http: aiohttp.ClientSession, sandbox: Sandbox) -> int:
    async with http.get(f"{sandbox.api_base}/users/@me", headers={"Authorization": f"Bot {TOKEN}"}) as answer:
        await answer.read()
        return answer.status
