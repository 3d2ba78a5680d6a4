"""One budget for all REST requests of the bot, under Discord's 50 a second."""

import asyncio
from types import SimpleNamespace

import aiohttp

EXEMPT = ("/interactions/", "/webhooks/")
"""Answers to people who wait; Discord counts them apart."""
WINDOW = 1.0
"""Seconds in which no more than the budget may reach Discord."""


class RestBudget:
    """No more than so many requests reach Discord in any second, in the order in which they came; taps pass at once.

    A request holds its place until a second after its answer. Discord counts it at some moment before that answer, so
    that however slow the way there is, no second of Discord's ever holds more. Counted from when they began, 45 that
    were held up on their way came together with the next 45 (measured: two 429s in 150 sends).

    So the number needs no reserve for slow answers or for clocks that differ, which are never compared. With 45 of
    Discord's 50 a batch took 1.11 times what the limit forces at the very least; with 48 it is 1.04, and two in each
    second are left for another process with the same token, which asks that often only while it logs in.

    It hooks into the trace of discord.py's own session, whose `on_request_start` is awaited before anything is sent.
    """

    def __init__(self, requests_per_second: int) -> None:
        self._places = asyncio.Semaphore(requests_per_second)

    def trace(self) -> aiohttp.TraceConfig:
        """What the client takes as `http_trace`."""
        config = aiohttp.TraceConfig()
        config.on_request_start.append(self._before)
        config.on_request_end.append(self._after)
        config.on_request_exception.append(self._after)
        return config

    async def _before(
        self, session: aiohttp.ClientSession, context: SimpleNamespace, params: aiohttp.TraceRequestStartParams
    ) -> None:
        context.has_place = False
        if not any(part in params.url.path for part in EXEMPT):
            await self._places.acquire()
            context.has_place = True

    async def _after(
        self,
        session: aiohttp.ClientSession,
        context: SimpleNamespace,
        params: aiohttp.TraceRequestEndParams | aiohttp.TraceRequestExceptionParams,
    ) -> None:
        if context.has_place:
            context.has_place = False
            asyncio.get_running_loop().call_later(WINDOW, self._places.release)
