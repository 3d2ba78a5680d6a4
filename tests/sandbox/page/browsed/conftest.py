"""One browser for all tests here; they and their fixtures share one event loop."""

from collections.abc import AsyncIterator

import pytest_asyncio
from playwright.async_api import Browser

from bot.sandbox import Sandbox
from tests.browsing import chromium

TOKEN = "the-right-token"


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as found:
        yield found


@pytest_asyncio.fixture(loop_scope="session")
async def town() -> AsyncIterator[Sandbox]:
    """A sandbox with two members, whose bot is a stub."""
    async with Sandbox(TOKEN) as sandbox:
        await sandbox.join(None, "Ana", locale="en-GB")
        await sandbox.join(None, "Ben", locale="ar")
        yield sandbox
