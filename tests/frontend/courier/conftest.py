from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import discord
import pytest
from discord.http import Route

from bot.domain.prompt import Prompt
from bot.frontend.courier import DiscordCourier
from bot.sandbox.sandbox import Sandbox
from bot.texts.catalogue import Texts


class Hands:
    """A clock that a test moves on."""

    def __init__(self) -> None:
        self.moved = timedelta()

    def now(self) -> datetime:
        return datetime.now(UTC) + self.moved


@dataclass(kw_only=True)
class Post:
    """A courier that has logged in to a Discord of its own; it has no gateway, so that no cache can help it."""

    sandbox: Sandbox
    courier: DiscordCourier
    clock: Hands
    pictures: dict[Prompt, Path]


@pytest.fixture
async def post(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Post]:
    clock, pictures = Hands(), dict[Prompt, Path]()
    async with Sandbox() as sandbox:
        monkeypatch.setattr(Route, "BASE", sandbox.api_base)
        async with discord.Client(intents=discord.Intents.none()) as client:
            await client.login(sandbox.token)
            yield Post(
                sandbox=sandbox,
                courier=DiscordCourier(client, Texts.load(), clock, pictures.get),
                clock=clock,
                pictures=pictures,
            )
    assert sandbox.unrouted == []
