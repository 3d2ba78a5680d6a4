from __future__ import annotations

import asyncio
import base64
import os
import signal
import sys
from datetime import UTC, datetime

import aiohttp
import discord
import pytest

from bot.sandbox import Sandbox

TOKEN = "the-right-token"


class Driver:
    """A driver that knows the sandbox by its address alone."""

    def __init__(self, http: aiohttp.ClientSession, url: str) -> None:
        self.http, self.url = http, url

    async def __call__(self, verb: str, /, *, expect: int = 200, **body: object) -> object:
        async with self.http.post(f"{self.url}/{verb}", json=body) as response:
            told = await response.json()
            assert response.status == expect, told
            return told


@pytest.fixture
async def drive(sandbox):
    async with aiohttp.ClientSession() as http:
        yield Driver(http, sandbox.control_url)


class Form(discord.ui.Modal, title="Reply"):
    words = discord.ui.Label(text="Words", component=discord.ui.TextInput())

    async def on_submit(self, interaction: discord.Interaction) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        await interaction.followup.send(f"kept {self.words.component.value}")


class Reply(discord.ui.View):
    @discord.ui.button(label="Write", custom_id="write")
    async def write(self, interaction: discord.Interaction, button: discord.ui.Button) -> None:
        await interaction.response.send_modal(Form())


async def test_person_acts_by_http(sandbox, connect, drive):
    bot = await connect(sandbox)
    general = str(sandbox.general.id)
    sent = await bot.get_channel(sandbox.general.id).send("Prompt", view=Reply(timeout=None))
    amara = (await drive("join", name="Amara Okafor"))["id"]

    opened = await drive("press", person=amara, message=str(sent.id), button="Write")
    assert [part["label"] for part in opened["form"]["parts"]] == ["Words"]
    answer = await drive("submit", person=amara, interaction=opened["interaction"], values={"Words": "hello"})
    answer = await drive("settled", interaction=answer["interaction"])
    assert (answer["text"], answer["message"]["only_for"]) == ("kept hello", amara)

    said = await drive("say", person=amara, channel=general, text="frist")
    await drive("edit", person=amara, message=said["id"], text="first")
    await drive("react", person=amara, message=said["id"], emoji="👍")
    seen = await drive("sees", person=amara, channel=general)
    assert [message["content"] for message in seen] == ["Prompt", "kept hello", "first"]
    await drive("delete", person=amara, message=said["id"])
    await drive("close_dms", person=amara)
    await drive("open_dms", person=amara)
    await drive("say", person=amara, text="in a DM")
    assert [message["content"] for message in await drive("dms", person=amara)] == ["in a DM"]
    await drive("leave", person=amara)
    await drive("join", person=amara)
    state = await drive("state")
    assert len(state["members"]) == 3
    assert state["connected"] == 1
    assert len(await drive("messages", channel=general)) == 3


async def test_command_with_a_file_by_http(sandbox, connect, drive):
    def prepare(bot) -> None:
        @bot.tree.command(name="upload", description="Take a file")
        async def upload(interaction: discord.Interaction, file: discord.Attachment) -> None:
            await interaction.response.send_message((await file.read()).decode())

    bot = await connect(sandbox, prepare=prepare)
    await bot.tree.sync()
    file = {"filename": "a.csv", "base64": base64.b64encode(b"x;y").decode()}
    owner = str(sandbox.owner.id)
    answer = await drive(
        "command", person=owner, name="upload", channel=str(sandbox.general.id), options={"file": file}
    )
    assert answer["text"] == "x;y"


async def test_trouble_by_http_befalls_the_bot(sandbox, connect, drive):
    bot = await connect(sandbox)
    channel = bot.get_channel(sandbox.general.id)
    await drive("permit_bot", channel=str(channel.id), deny=["SEND_MESSAGES"])
    with pytest.raises(discord.Forbidden):
        await channel.send("x")
    await drive("permit_bot", channel=str(channel.id))
    await drive("fail", method="POST", path="/messages$", status=503, stored=True)
    with pytest.raises(discord.DiscordServerError):
        await channel.send("stored")
    assert [m.content for m in sandbox.general.messages.values()] == ["stored"]
    await drive("drop_gateway")
    await bot.until(lambda: bot.resumes == 1)
    thread = await channel.create_thread(name="pair")
    await drive("archive_thread", channel=str(thread.id))
    assert sandbox.world.channels[thread.id].thread.is_archived
    await drive("rate_limits", on=True)
    await drive("limit_dm_opening", most=0)
    await drive("nonce_window", seconds=0)
    await drive("clear_faults")
    assert (await drive("requests"))["unrouted"] == []
    new = await drive("add_channel", name="news")
    await drive("delete_channel", channel=new["id"])
    assert sandbox.world.channels[int(new["id"])].deleted_at is not None


async def test_wrong_use_is_explained(sandbox, drive):
    said = await sandbox.owner.say(sandbox.general, "x")
    owner, message = str(sandbox.owner.id), str(said.id)
    assert "no verb" in (await drive("dance", expect=404))["error"]
    assert "button" in (await drive("press", expect=409, person=owner, message=message, button="Join"))["error"]
    assert "person" in (await drive("dms", expect=400))["error"]
    assert "no message 1" in (await drive("edit", expect=404, person=owner, message="1", text="x"))["error"]
    assert "real time" in (await drive("set_time", expect=400, now="2030-01-01T00:00:00+00:00"))["error"]
    assert "not quiet" in (await drive("quiet", expect=504, timeout=0.01))["error"].lower()
    async with drive.http.post(f"{drive.url}/state", data="{}") as response:
        assert response.status == 415


async def test_time_by_http_moves_the_world(drive):
    async with Sandbox(TOKEN, starts_at=datetime(2026, 1, 5, tzinfo=UTC)) as sandbox:
        told = await Driver(drive.http, sandbox.control_url)("set_time", now="2026-02-01T12:00:00+01:00")
    assert told == {"tick": 1, "now": "2026-02-01T11:00:00+00:00"}


async def test_sandbox_of_its_own_process_serves_until_it_is_told_to_stop():
    code = (
        "import asyncio\nfrom bot.sandbox import serve\n"
        "asyncio.run(serve(0, token='t', on_ready=lambda s: print(s.control_url, flush=True)))"
    )
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", code, stdout=asyncio.subprocess.PIPE, env=dict(os.environ)
    )
    url = (await process.stdout.readline()).decode().strip()
    async with aiohttp.ClientSession() as http:
        state = await Driver(http, url)("state")
    process.send_signal(signal.SIGTERM)
    assert state["guild"]["name"] == "The sandbox"
    assert await asyncio.wait_for(process.wait(), 10) == 0
