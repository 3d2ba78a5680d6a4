import asyncio
from collections.abc import AsyncIterator
from typing import Any

import discord
import pytest
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.frontend.buttons import Pressed, button
from bot.frontend.custom_ids import Parsed, build
from bot.frontend.messages import Message, make_arguments
from bot.sandbox.sandbox import Sandbox


class Desk(discord.Client):
    """A client that notes what was pressed and answers it."""

    def __init__(self) -> None:
        super().__init__(intents=discord.Intents.none())
        self.pressed = list[tuple[Parsed, list[str]]]()
        self.add_dynamic_items(Pressed)

    async def dispatch_pressed(self, interaction: discord.Interaction[Any], pressed: Parsed) -> None:
        data: Any = interaction.data
        self.pressed.append((pressed, data.get("values", [])))
        await interaction.response.send_message("Thank you.", ephemeral=True)


@pytest.fixture
async def sandbox(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Sandbox]:
    async with Sandbox() as sandbox:
        monkeypatch.setattr(Route, "BASE", sandbox.api_base)
        monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", yarl.URL(sandbox.gateway_url))
        yield sandbox


async def test_buttons_and_selects_of_an_earlier_process_reach_the_client(sandbox: Sandbox) -> None:
    async with discord.Client(intents=discord.Intents.none()) as earlier:
        await earlier.login(sandbox.token)
        select = discord.ui.Select[discord.ui.View](
            custom_id=build("country", 7, token="abc"),
            placeholder="Where?",
            options=[discord.SelectOption(label="Kenya", value="KE"), discord.SelectOption(label="Peru", value="PE")],
        )
        shown = Message(content="Hello", rows=((button("join", 7, label="Join", token="abc"),), (Pressed(select),)))
        sent = await earlier.get_partial_messageable(sandbox.general.id).send(**make_arguments(shown))
    ana = await sandbox.join(None, "Ana")
    message = sandbox.general.messages[sent.id]
    async with Desk() as desk:
        running = asyncio.create_task(desk.start(sandbox.token))
        await desk.wait_until_ready()
        for _ in range(2):
            await ana.press(message, "Join")
        await ana.choose(message, "Where?", "Kenya")
        await desk.close()
        await running
    join, country = (Parsed(verb=verb, args=("7",), token="abc") for verb in ("join", "country"))
    assert desk.pressed == [(join, []), (join, []), (country, ["KE"])]
