"""`/healthz` and `/metrics` on this machine alone: 127.0.0.1, never another address."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import asdict

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST

from bot.observing.observer import Observer

HOST = "127.0.0.1"


@asynccontextmanager
async def serve_figures(observer: Observer, port: int) -> AsyncGenerator[int]:
    """Who asks on this machine is answered until the block is left; yields the port, which is `port` unless that is 0.

    Raises:
        OSError: the port is taken.
    """

    async def show_health(request: web.Request) -> web.Response:
        verdict = (await observer.look()).verdict
        parts = {part: {"healthy": not why, "why": why} for part, why in asdict(verdict).items()}
        status = 200 if verdict.is_healthy else 503
        return web.json_response({"healthy": verdict.is_healthy, "parts": parts}, status=status)

    async def show_metrics(request: web.Request) -> web.Response:
        return web.Response(body=await observer.metrics(), headers={"Content-Type": CONTENT_TYPE_LATEST})

    app = web.Application()
    app.router.add_get("/healthz", show_health)
    app.router.add_get("/metrics", show_metrics)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    try:
        await web.TCPSite(runner, HOST, port).start()
        yield int(runner.addresses[0][1])
    finally:
        await runner.cleanup()
