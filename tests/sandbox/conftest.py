from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator

import discord
import pytest
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.sandbox import Sandbox

TOKEN = "the-right-token"
SECONDS = 10.0


class LoopbackBot(discord.Client):
    """A real client with the command tree and the handlers that the tests need."""

    def __init__(self, **options: object) -> None:
        intents = options.pop("intents", discord.Intents.all() ^ discord.Intents(presences=True))
        super().__init__(intents=intents, max_messages=None, guild_ready_timeout=0.05, **options)
        self.tree = discord.app_commands.CommandTree(self)
        self.heard: list[discord.Message] = []
        self.edited: list[discord.RawMessageUpdateEvent] = []
        self.gone: list[discord.RawMessageDeleteEvent] = []
        self.joined: list[discord.Member] = []
        self.left: list[discord.RawMemberRemoveEvent] = []
        self.resumes = 0
        self.gateway_task: asyncio.Task[None] | asyncio.Future[None] = asyncio.Future()
        self.news = asyncio.Event()

    async def on_message(self, message: discord.Message) -> None:
        self.heard.append(message)
        self.news.set()

    async def on_raw_message_edit(self, event: discord.RawMessageUpdateEvent) -> None:
        self.edited.append(event)
        self.news.set()

    async def on_raw_message_delete(self, event: discord.RawMessageDeleteEvent) -> None:
        self.gone.append(event)
        self.news.set()

    async def on_member_join(self, member: discord.Member) -> None:
        self.joined.append(member)
        self.news.set()

    async def on_raw_member_remove(self, event: discord.RawMemberRemoveEvent) -> None:
        self.left.append(event)
        self.news.set()

    async def on_resumed(self) -> None:
        self.resumes += 1
        self.news.set()

    async def until(self, is_true: Callable[[], bool]) -> None:
        async with asyncio.timeout(SECONDS):
            while not is_true():
                self.news.clear()
                await self.news.wait()


@pytest.fixture
def restored_pointers() -> Iterator[None]:
    before = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    yield
    Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = before


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    async with Sandbox(TOKEN) as running:
        yield running
        assert running.unrouted == []


@pytest.fixture
async def connect(restored_pointers: None) -> AsyncIterator[Callable[..., object]]:
    clients: list[LoopbackBot] = []

    async def connect(
        sandbox: Sandbox, *, token: str = TOKEN, prepare: Callable[[LoopbackBot], None] | None = None, **options: object
    ) -> LoopbackBot:
        Route.BASE = sandbox.api_base
        DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(sandbox.gateway_url)
        client = LoopbackBot(**options)
        if prepare is not None:
            prepare(client)
        clients.append(client)
        await client.login(token)
        client.gateway_task = task = asyncio.create_task(client.connect())
        ready = asyncio.create_task(client.wait_until_ready())
        await asyncio.wait({task, ready}, return_when=asyncio.FIRST_COMPLETED, timeout=SECONDS)
        ready.cancel()
        if task.done():
            await task
        return client

    yield connect
    for client in clients:
        await client.close()
        client.gateway_task.cancel()
        await asyncio.gather(client.gateway_task, return_exceptions=True)
