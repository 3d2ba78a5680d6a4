"""One budget for all REST requests of the bot, under Discord's 50 a second."""

import asyncio
import time
from collections import deque
from types import SimpleNamespace

import aiohttp

EXEMPT = ("/interactions/", "/webhooks/")
"""Answers to people who wait; Discord counts them apart."""
WINDOW = 1.0
"""Seconds in which no more than the budget may begin."""


class RestBudget:
    """Lets at most so many requests begin in any second, in the order in which they came; answers to taps pass at once.

    It hooks into the trace of discord.py's own session, whose `on_request_start` is awaited before anything is sent.
    """

    def __init__(self, requests_per_second: int) -> None:
        self._most = requests_per_second
        self._begun: deque[float] = deque()
        self._turn = asyncio.Lock()

    def trace(self) -> aiohttp.TraceConfig:
        """What the client takes as `http_trace`."""
        config = aiohttp.TraceConfig()
        config.on_request_start.append(self._before)
        return config

    async def _before(
        self, session: aiohttp.ClientSession, context: SimpleNamespace, params: aiohttp.TraceRequestStartParams
    ) -> None:
        if not any(part in params.url.path for part in EXEMPT):
            await self.take_place()

    async def take_place(self) -> None:
        """A request may begin now."""
        async with self._turn:
            while self._is_full(time.monotonic()):
                await asyncio.sleep(self._begun[0] + WINDOW - time.monotonic())
            self._begun.append(time.monotonic())

    def _is_full(self, now: float) -> bool:
        while self._begun and now - self._begun[0] >= WINDOW:
            self._begun.popleft()
        return len(self._begun) >= self._most
