"""The page's addresses. All of them stand below its secret; elsewhere one reads that the address is not whole."""

from __future__ import annotations

import json
import secrets
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path

from aiohttp import web

from bot.sandbox.errors import ApiError
from bot.sandbox.page.acting import ACTS
from bot.sandbox.page.commands import commands_for
from bot.sandbox.page.desk import PageDesk
from bot.sandbox.page.guard import HEADERS
from bot.sandbox.page.live import Live
from bot.sandbox.page.reading import read_channel, read_pins
from bot.sandbox.page.screens import everybody, screen_of
from bot.sandbox.page.timekeeping import Span
from bot.sandbox.people.refusals import RefusedActError
from bot.sandbox.shapes import Json, dumps, id_in, object_in, text_in

STATIC = Path(__file__).with_name("static")
KINDS = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
ASTRAY = STATIC / "astray.html"
LONGEST_NAME = 32
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class PageServer:
    """Serves the page and what it asks for."""

    def __init__(self, desk: PageDesk) -> None:
        self.desk = desk
        self.live = Live(desk)

    def add_to(self, app: web.Application) -> None:
        """Add the page's routes to the application."""
        base = "/page/{secret}/"
        for address in ("/", "/page", "/page/"):
            app.router.add_get(address, self._astray)
        app.router.add_get(base.rstrip("/"), self._let_in(self._end_with_slash))
        app.router.add_get(base, self._let_in(self._file))
        app.router.add_get(base + "live", self._let_in(self.live.handle))
        for name, read in {"people": self._people, "screen": self._screen, "channel": self._channel}.items():
            app.router.add_get(base + f"api/{name}", self._let_in(self._answering(read)))
        app.router.add_get(base + "api/pins", self._let_in(self._answering(self._pins)))
        app.router.add_get(base + "api/commands", self._let_in(self._answering(self._commands)))
        app.router.add_get(base + "api/time", self._let_in(self._answering(self._time)))
        app.router.add_post(base + "api/time", self._let_in(self._answering(self._move)))
        app.router.add_post(base + "api/newcomer", self._let_in(self._answering(self._newcomer)))
        app.router.add_post(base + "api/do/{act}", self._let_in(self._answering(self._act)))
        app.router.add_get(base + "{file}", self._let_in(self._file))

    def _let_in(self, handler: Handler) -> Handler:
        async def serve(request: web.Request) -> web.StreamResponse:
            if not secrets.compare_digest(request.match_info["secret"].encode(), self.desk.secret.encode()):
                return await self._astray(request)
            return await handler(request)

        return serve

    async def _end_with_slash(self, request: web.Request) -> web.StreamResponse:
        raise web.HTTPFound(f"{request.path}/")

    async def _astray(self, request: web.Request) -> web.StreamResponse:
        """Whoever came without the secret reads that the address is not whole; the secret is not told."""
        return _page_of(ASTRAY, status=404)

    def _answering(self, read: Callable[[web.Request], Awaitable[object]]) -> Handler:
        async def answer(request: web.Request) -> web.StreamResponse:
            status, told = await _outcome(read, request)
            return web.Response(
                status=status, body=dumps(told).encode(), content_type="application/json", headers=HEADERS
            )

        return answer

    async def _file(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info.get("file", "page.html")
        known = {file.name: file for file in STATIC.iterdir() if file.suffix in KINDS}
        if name not in known:
            raise web.HTTPNotFound
        return _page_of(known[name])

    async def _people(self, request: web.Request) -> object:
        return everybody(self.desk)

    async def _screen(self, request: web.Request) -> object:
        return screen_of(self.desk, self.desk.person(request.query.get("person")))

    async def _channel(self, request: web.Request) -> object:
        person = self.desk.person(request.query.get("person"))
        channel = self.desk.channel(person, request.query.get("channel"))
        before, from_id = id_in(request.query.get("before")), id_in(request.query.get("from"))
        return read_channel(self.desk, person, channel, before=before, from_id=from_id)

    async def _pins(self, request: web.Request) -> object:
        person = self.desk.person(request.query.get("person"))
        return read_pins(self.desk, person, self.desk.channel(person, request.query.get("channel")))

    async def _commands(self, request: web.Request) -> object:
        person = self.desk.person(request.query.get("person"))
        return commands_for(self.desk.world, person, self.desk.channel(person, request.query.get("channel")))

    async def _time(self, request: web.Request) -> object:
        return {**self.desk.time.state(), "due": await self.desk.time.due()}

    async def _move(self, request: web.Request) -> object:
        body = await _body(request)
        if "to" in body:
            self.desk.time.start(datetime.fromisoformat(text_in(body["to"])).astimezone(UTC))
        elif body.get("by") == "stop":
            self.desk.time.halt()
        else:
            self.desk.time.start(Span(body.get("by")))
        return self.desk.time.state()

    async def _newcomer(self, request: web.Request) -> object:
        body = await _body(request)
        name = text_in(body.get("name")).strip()
        if not 1 <= len(name) <= LONGEST_NAME:
            raise RefusedActError("A name has 1 to 32 characters.")
        person = await self.desk.sandbox.join(None, name, locale=text_in(body.get("locale")) or "en-US")
        return {"id": str(person.id)}

    async def _act(self, request: web.Request) -> object:
        body = await _body(request)
        act = ACTS.get(request.match_info["act"])
        if act is None:
            raise LookupError("such act")
        return await act(self.desk, self.desk.person(body.get("person")), body)


def _page_of(file: Path, *, status: int = 200) -> web.Response:
    kind = KINDS[file.suffix]
    return web.Response(status=status, body=file.read_bytes(), content_type=kind, charset="utf-8", headers=HEADERS)


async def _body(request: web.Request) -> Json:
    # Only JSON: a page of another origin cannot post it without asking first.
    if request.content_type != "application/json":
        raise web.HTTPUnsupportedMediaType
    return object_in(json.loads(await request.text() or "{}"))


async def _outcome(read: Callable[[web.Request], Awaitable[object]], request: web.Request) -> tuple[int, object]:
    try:
        return 200, await read(request)
    except RefusedActError as refused:
        return 409, {"error": str(refused)}
    except ApiError as refused:
        return 409, {"error": refused.text}
    except KeyError as missing:
        return 400, {"error": f"{missing} is missing."}
    except LookupError as missing:
        return 404, {"error": f"There is no {missing}."}
    except (ValueError, TypeError) as wrong:
        return 400, {"error": str(wrong)}
