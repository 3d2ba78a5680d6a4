import asyncio
from datetime import timedelta

import pytest
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.frontend.reading import HistoryReader
from bot.sandbox import Permission, Sandbox, text_of
from bot.sandbox.permissions import BOT_PERMISSIONS
from bot.store import rounds
from tests.frontend.interactions.conftest import BEGINNING, PATIENCE, make_client, run_due


@pytest.fixture
async def sandbox(monkeypatch):
    """An empty server, whose bot may make channels."""
    permissions = BOT_PERMISSIONS | Permission.MANAGE_CHANNELS
    async with Sandbox(answer_within=timedelta(seconds=PATIENCE), bot_permissions=permissions) as sandbox:
        monkeypatch.setattr(Route, "BASE", sandbox.api_base)
        monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", yarl.URL(sandbox.gateway_url))
        yield sandbox


@pytest.fixture
async def client(sandbox, house, clock):
    client = make_client(house, clock)
    house.reader.reader = HistoryReader(client)
    running = asyncio.create_task(client.start(sandbox.token))
    await client.wait_until_caught_up()
    yield client
    await client.close()
    await running


def desks(sandbox):
    channels = sandbox.world.channels_of(sandbox.guild.id)
    return [channel for channel in channels if channel.name == "roundtable-desk"]


async def test_empty_server_is_led_to_its_first_round(sandbox, client, house, clock):
    olive, helpers = sandbox.owner, sandbox.add_role("Helpers")
    message = (await olive.command("setup", sandbox.general)).message
    await olive.choose(message, "setup_program", "Library leadership")
    await olive.press(message, "In this channel")
    await olive.choose(message, "setup_role:moderators", helpers)
    await olive.press(message, "Go on")
    await olive.press(message, "Make a private channel")
    assert "Library leadership: ready to start" in text_of(message)
    await olive.choose(message, "setup_change", "Which private channel is for organisers?")
    await olive.choose(message, "setup_desk", desks(sandbox)[0])
    await olive.choose(message, "setup_change", "Where does it take place?")
    elsewhere = sandbox.add_channel("elsewhere")
    await olive.choose(message, "setup_channel", elsewhere)
    assert f"Start pins the menu in <#{elsewhere.id}> and a panel in <#{desks(sandbox)[0].id}> (private)." in text_of(
        message
    )
    await olive.press(message, "Start")
    assert "round 2026A is planned" in text_of(message)
    await run_due(house, client, clock, BEGINNING + timedelta(days=13))
    assert any("you can join" in each.content for each in elsewhere.messages.values())
    assert sandbox.unrouted == []


async def test_two_who_press_at_the_same_moment_make_one_desk_and_one_round(sandbox, client, house):
    managers = sandbox.add_role("Managers", Permission.MANAGE_GUILD)
    people = [await sandbox.join(None, name, roles=[managers]) for name in ("Ana", "Ben")]
    first = (await people[0].command("setup", sandbox.general)).message
    await people[0].choose(first, "setup_program", "Library leadership")
    await people[0].press(first, "In this channel")
    await people[0].press(first, "Go on")
    messages = [first, (await people[1].command("setup", sandbox.general)).message]
    for label in ("Make a private channel", "Start"):
        pairs = zip(people, messages, strict=True)
        answers = await asyncio.gather(*(person.press(message, label) for person, message in pairs))
        await asyncio.gather(*(answer.settled() for answer in answers))
        if label != "Start":
            messages = [(await person.command("setup", sandbox.general)).message for person in people]
    assert len(desks(sandbox)) == 1
    async with house.store.read() as tx:
        assert [each.name for each in await rounds.of_program(tx, 1)] == ["2026A"]
    assert sandbox.unrouted == []
