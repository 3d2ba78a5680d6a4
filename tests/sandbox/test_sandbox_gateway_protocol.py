from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import aiohttp
import pytest

from bot.sandbox import MEMBER_PERMISSIONS, ChannelKind
from bot.sandbox.world.threads import add_thread_members, open_thread

TOKEN = "the-right-token"
GUILDS, MEMBERS, MESSAGES, DMS, CONTENT = 1, 2, 512, 4096, 32768


@asynccontextmanager
async def opened(sandbox) -> AsyncIterator[aiohttp.ClientWebSocketResponse]:
    async with aiohttp.ClientSession() as http, http.ws_connect(sandbox.gateway_url) as socket:
        hello = json.loads((await socket.receive()).data)
        assert hello["op"] == 10
        yield socket


async def send(socket, op: int, **data: object) -> None:
    await socket.send_json({"op": op, "d": data})


async def receive(socket) -> dict:
    return json.loads((await socket.receive(timeout=5)).data)


async def identified(socket, intents: int = GUILDS | MESSAGES | CONTENT) -> dict:
    await send(socket, 2, token=TOKEN, intents=intents, properties={})
    ready = await receive(socket)
    assert (await receive(socket))["t"] == "GUILD_CREATE"
    return ready["d"]


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        ({"op": 2, "d": {"token": "wrong", "intents": 1}}, 4004),
        ({"op": 2, "d": {"token": TOKEN, "intents": 1 << 30}}, 4013),
        ({"op": 2, "d": {"token": TOKEN, "intents": 1 << 8}}, 4014),
        ({"op": 2, "d": {"token": TOKEN, "intents": 1, "shard": [3, 2]}}, 4010),
        ({"op": 6, "d": {"token": "wrong", "session_id": "x", "seq": 1}}, 4004),
        ({"op": 8, "d": {"guild_id": "1"}}, 4003),
        ({"op": 99}, 4001),
    ],
)
async def test_connection_that_says_something_wrong_is_closed(sandbox, sent, code):
    async with opened(sandbox) as socket:
        await socket.send_json(sent)
        assert (await socket.receive()).type is aiohttp.WSMsgType.CLOSE
        assert socket.close_code == code


async def test_connection_that_sends_no_json_is_closed_with_4002(sandbox):
    async with opened(sandbox) as socket:
        await socket.send_str("{")
        await socket.receive()
        assert socket.close_code == 4002


async def test_second_identify_is_closed_with_4005(sandbox):
    async with opened(sandbox) as socket:
        await identified(socket)
        await send(socket, 2, token=TOKEN, intents=1)
        await socket.receive()
        assert socket.close_code == 4005


async def test_heartbeat_is_acknowledged(sandbox):
    async with opened(sandbox) as socket:
        await socket.send_json({"op": 1, "d": None})
        assert (await receive(socket))["op"] == 11


async def test_resume_sends_exactly_the_missed_events_in_order(sandbox):
    async with opened(sandbox) as socket:
        ready = await identified(socket)
        await sandbox.owner.say(sandbox.general, "heard")
        seq = (await receive(socket))["s"]
        await socket.close(code=4000)
    for text in ("missed one", "missed two"):
        await sandbox.owner.say(sandbox.general, text)
    async with opened(sandbox) as socket:
        await send(socket, 6, token=TOKEN, session_id=ready["session_id"], seq=seq)
        missed = [await receive(socket) for _ in range(3)]

    assert ready["resume_gateway_url"] == sandbox.gateway_url
    assert [event["s"] for event in missed] == [seq + 1, seq + 2, seq + 3]
    assert [event["d"].get("content") for event in missed] == ["missed one", "missed two", None]
    assert missed[-1]["t"] == "RESUMED"


async def test_resume_after_a_goodbye_is_an_invalid_session(sandbox):
    async with opened(sandbox) as socket:
        ready = await identified(socket)
        await socket.close(code=1000)
    await sandbox.world.pulse.until(lambda: not sandbox.hub.sessions, 5)
    async with opened(sandbox) as socket:
        await send(socket, 6, token=TOKEN, session_id=ready["session_id"], seq=2)
        assert await receive(socket) == {"op": 9, "d": False, "t": None, "s": None}


async def test_session_without_message_intent_hears_no_messages(sandbox):
    async with opened(sandbox) as socket:
        await identified(socket, GUILDS)
        await sandbox.owner.say(sandbox.general, "not for you")
        sandbox.add_channel("news")
        assert (await receive(socket))["t"] == "CHANNEL_CREATE"


async def test_session_without_content_intent_hears_only_what_concerns_it(sandbox):
    owner = sandbox.owner
    async with opened(sandbox) as socket:
        await identified(socket, GUILDS | MESSAGES | DMS)
        await owner.say(sandbox.general, "a secret", files=[("plan.txt", b"x")])
        await owner.say(sandbox.general, f"<@{sandbox.world.bot.id}> for you")
        await owner.say(owner.dm, "in a DM")
        hidden, named, direct = [(await receive(socket))["d"] for _ in range(3)]

    assert (hidden["content"], hidden["attachments"]) == ("", [])
    assert hidden["author"]["id"] == str(owner.id)
    assert named["content"].endswith("for you")
    assert direct["content"] == "in a DM"


async def test_members_are_told_only_with_the_members_intent(sandbox):
    await sandbox.join(None, "Amara Okafor")
    async with opened(sandbox) as with_it, opened(sandbox) as without:
        await send(with_it, 2, token=TOKEN, intents=GUILDS | MEMBERS)
        await send(without, 2, token=TOKEN, intents=GUILDS)
        told = [[await receive(socket), await receive(socket)][1]["d"] for socket in (with_it, without)]

    assert [len(guild["members"]) for guild in told] == [3, 1]
    assert [guild["member_count"] for guild in told] == [3, 3]


async def test_requested_members_come_in_chunks_with_the_nonce(sandbox):
    amara = await sandbox.join(None, "Amara Okafor")
    async with opened(sandbox) as socket:
        await identified(socket, GUILDS | MEMBERS)
        await send(socket, 8, guild_id=str(sandbox.guild.id), user_ids=[str(amara.id), "1"], limit=0, nonce="n1")
        by_id = (await receive(socket))["d"]
        await send(socket, 8, guild_id=str(sandbox.guild.id), query="ama", limit=5)
        by_name = (await receive(socket))["d"]

    assert [member["user"]["global_name"] for member in by_id["members"]] == ["Amara Okafor"]
    assert (by_id["not_found"], by_id["nonce"], by_id["chunk_count"]) == (["1"], "n1", 1)
    assert len(by_name["members"]) == 1


async def test_private_thread_is_told_only_to_who_may_see_it(sandbox):
    sandbox.trouble.set_bot_permissions(sandbox.guild, MEMBER_PERMISSIONS)
    async with opened(sandbox) as socket:
        await identified(socket)
        thread = open_thread(
            sandbox.world,
            sandbox.general,
            name="pair",
            owner_id=sandbox.owner.id,
            kind=ChannelKind.PRIVATE_THREAD,
            auto_archive_after=timedelta(days=7),
        )
        await sandbox.owner.say(thread, "unheard")
        add_thread_members(sandbox.world, thread, [sandbox.world.bot.id])
        await sandbox.owner.say(thread, "heard")
        events = [await receive(socket) for _ in range(3)]

    assert [event["t"] for event in events] == ["THREAD_CREATE", "THREAD_MEMBERS_UPDATE", "MESSAGE_CREATE"]
    assert events[-1]["d"]["content"] == "heard"
