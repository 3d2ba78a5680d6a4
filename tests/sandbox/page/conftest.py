from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from bot.sandbox import Sandbox
from bot.sandbox.world.events import Event

TOKEN = "the-right-token"


class Stub:
    """A bot that answers each interaction with what it was told to, over the sandbox's own REST API."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox
        self._tasks: set[asyncio.Task[None]] = set()
        self.answers: dict[str, dict[str, Any]] = {}
        """By custom id or name of a command, what it answers."""
        self.heard: list[dict[str, Any]] = []
        sandbox.world.listen(self._hear)

    def _hear(self, event: Event) -> None:
        if event.name == "INTERACTION_CREATE":
            self.heard.append(event.data)
            task = asyncio.create_task(self._answer(event.data))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _answer(self, told: dict[str, Any]) -> None:
        key = told["data"].get("custom_id") or told["data"]["name"]
        kind = "choices" if told["type"] == 4 else key
        if kind in self.answers:
            await self.ask("POST", f"/interactions/{told['id']}/{told['token']}/callback", self.answers[kind])

    async def ask(self, method: str, path: str, body: object) -> Any:
        headers = {"Authorization": f"Bot {TOKEN}"}
        async with (
            aiohttp.ClientSession(headers=headers) as session,
            session.request(method, f"{self._sandbox.api_base}{path}", json=body) as answer,
        ):
            assert answer.status < 300, await answer.text()
            return None if answer.status == 204 else await answer.json()

    async def post(self, channel_id: int, **body: object) -> Any:
        return await self.ask("POST", f"/channels/{channel_id}/messages", body)


@pytest.fixture
async def town() -> AsyncIterator[Sandbox]:
    """A sandbox with two members, whose bot is a stub."""
    async with Sandbox(TOKEN) as sandbox:
        await sandbox.join(None, "Ana", locale="en-GB")
        await sandbox.join(None, "Ben", locale="ar")
        yield sandbox


@pytest.fixture
def stub(town: Sandbox) -> Stub:
    return Stub(town)
