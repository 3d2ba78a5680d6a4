"""One aiohttp application for everything that the sandbox serves."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from aiohttp import web

from bot.sandbox.control.desk import Desk
from bot.sandbox.control.server import ControlServer
from bot.sandbox.page.guard import keep_strangers_out

if TYPE_CHECKING:
    from bot.sandbox.sandbox import Sandbox

LARGEST_REQUEST = 30 * 1024 * 1024


def application_of(sandbox: Sandbox) -> web.Application:
    """Return the application: REST, gateway, clock, files and the page."""
    app = web.Application(client_max_size=LARGEST_REQUEST, middlewares=[keep_strangers_out(lambda: sandbox.port)])
    sandbox.page.add_to(app)
    app.router.add_get("/gateway", sandbox.gateway.handle)
    app.router.add_get("/gateway/", sandbox.gateway.handle)
    app.router.add_get("/control/clock", sandbox.clock.handle)
    app.router.add_post("/control/{verb}", ControlServer(desk=Desk(sandbox=sandbox)).handle)
    app.router.add_get("/attachments/{channel}/{file}/{name}", _serve_file_of(sandbox))
    app.router.add_route("*", "/api/{rest:.*}", sandbox.rest.handle)
    return app


def _serve_file_of(sandbox: Sandbox) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def serve(request: web.Request) -> web.Response:
        stored = sandbox.world.files.get(int(request.match_info["file"]))
        if stored is None or stored.filename != request.match_info["name"]:
            raise web.HTTPNotFound
        # A file that somebody sent must never run in a browser that opens it.
        headers = {"Content-Disposition": "attachment", "X-Content-Type-Options": "nosniff"}
        return web.Response(body=stored.content, content_type=stored.content_type.split(";")[0], headers=headers)

    return serve
