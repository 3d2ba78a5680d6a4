"""Takes HTTP requests, authorises them, finds their route, and writes the answer as Discord does."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from aiohttp import BodyPartReader, web

from bot.sandbox.chance import ANYTHING, Chance
from bot.sandbox.errors import ApiError, Refusal
from bot.sandbox.faults import TOO_MANY, Fault, Faults
from bot.sandbox.limits import GLOBAL_HEADERS, VIA, RateLimits, too_many
from bot.sandbox.rest.calls import NO_CONTENT, Call, Reply, Route, Service, Upload
from bot.sandbox.rest.router import find_route
from bot.sandbox.shapes import dumps

VERSION = re.compile(r"^/api/v\d+")
UNAVAILABLE = 503
FILE_FIELD = re.compile(r"^files\[(\d+)\]$")


@dataclass(slots=True, kw_only=True)
class LoggedRequest:
    """A request of the bot and what it was answered; status 0 until then, and for a broken connection."""

    method: str
    path: str
    query: dict[str, str]
    body: object = None
    files: tuple[str, ...] = ()
    status: int = 0


Watcher = Callable[[LoggedRequest], None]


@dataclass(kw_only=True)
class RestServer:
    """The REST API of the sandbox. `log` holds every request, `unrouted` those for which there is no route.

    `watchers` are told of each request as it comes, before anything is done about it.
    """

    service: Service
    token: str
    limits: RateLimits = field(default_factory=RateLimits)
    faults: Faults = field(default_factory=Faults)
    chance: Chance = field(default_factory=Chance)
    watchers: list[Watcher] = field(default_factory=lambda: list[Watcher]())
    log: list[LoggedRequest] = field(default_factory=lambda: list[LoggedRequest]())
    unrouted: list[str] = field(default_factory=lambda: list[str]())
    in_flight: int = 0
    is_down: bool = False

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Answer one request."""
        path = VERSION.sub("", request.rel_url.raw_path)
        entry = LoggedRequest(method=request.method, path=path, query=dict(request.query))
        self.log.append(entry)
        self.in_flight += 1
        for watcher in self.watchers:
            watcher(entry)
        try:
            reply, headers = await self._answer(request, entry)
        except ConnectionResetError:
            return web.Response()
        finally:
            self.in_flight -= 1
            self.service.world.pulse.ring()
        entry.status = reply.status
        return _response(reply, headers)

    async def _answer(self, request: web.Request, entry: LoggedRequest) -> tuple[Reply, Mapping[str, str]]:
        found = find_route(entry.method, entry.path)
        try:
            body, uploads = await _read(request)
            entry.body, entry.files = body, tuple(upload.filename for upload in uploads)
            route, params = self._authorised(request, entry, found)
            refusal, headers = self.limits.check(route, params)
            if refusal is not None:
                return refusal, headers
            call = Call(service=self.service, params=params, query=entry.query, body=body, uploads=uploads)
            return await self._run(request, entry, route, call, headers)
        except ApiError as error:
            return Reply(status=error.status, body=error.body()), {}

    def _authorised(
        self, request: web.Request, entry: LoggedRequest, found: tuple[Route, Mapping[str, str]] | None
    ) -> tuple[Route, Mapping[str, str]]:
        if found is None:
            self.unrouted.append(f"{entry.method} {entry.path}")
            raise ApiError(Refusal.UNKNOWN_ROUTE)
        if not found[0].is_open and request.headers.get("Authorization") != f"Bot {self.token}":
            raise ApiError(Refusal.UNAUTHORIZED)
        return found

    async def _run(
        self, request: web.Request, entry: LoggedRequest, route: Route, call: Call, headers: Mapping[str, str]
    ) -> tuple[Reply, Mapping[str, str]]:
        fault = self._outage() or self.faults.take(entry.method, entry.path) or self.chance.draw_fault()
        if fault is None:
            return await route.handler(call), headers
        self.faults.befallen += 1
        reply = await route.handler(call) if fault.is_stored or fault.leaves_the_answer else None
        await asyncio.sleep(fault.slow_seconds)
        return (reply, headers) if reply and fault.leaves_the_answer else _befall(request, fault)

    def _outage(self) -> Fault | None:
        """While all is down two connections break instead of telling so, since clients ask twice, and two tell so."""
        if not self.is_down:
            return None
        is_reset = self.faults.befallen % 4 < 2
        return Fault(method="*", path=ANYTHING, times=1, status=UNAVAILABLE, message="down", is_reset=is_reset)


def _befall(request: web.Request, fault: Fault) -> tuple[Reply, Mapping[str, str]]:
    if fault.is_reset:
        if request.transport is not None:
            request.transport.abort()
        raise ConnectionResetError("the connection was broken as ordered")
    if fault.status == TOO_MANY:
        headers = GLOBAL_HEADERS if fault.is_global else {**VIA, "X-RateLimit-Scope": "shared"}
        return too_many(fault.retry_after, headers, is_global=fault.is_global)
    return Reply(status=fault.status, body={"message": fault.message, "code": fault.code}), {}


async def _read(request: web.Request) -> tuple[object, tuple[Upload, ...]]:
    if request.content_type.startswith("multipart/"):
        return await _read_multipart(request)
    raw = await request.read()
    if not raw:
        return None, ()
    return _decoded(raw), ()


async def _read_multipart(request: web.Request) -> tuple[object, tuple[Upload, ...]]:
    body: object = None
    uploads: list[Upload] = []
    reader = await request.multipart()
    while isinstance(part := await reader.next(), BodyPartReader):
        raw = bytes(await part.read())
        if part.name == "payload_json":
            body = _decoded(raw)
        elif part.name and (numbered := FILE_FIELD.match(part.name)):
            kind = part.headers.get("Content-Type", "application/octet-stream")
            upload = Upload(number=int(numbered[1]), filename=part.filename or "file", content=raw, content_type=kind)
            uploads.append(upload)
    return body, tuple(uploads)


def _decoded(raw: bytes) -> object:
    try:
        return json.loads(raw)
    except ValueError as error:
        raise ApiError(Refusal.INVALID_JSON) from error


def _response(reply: Reply, headers: Mapping[str, str]) -> web.Response:
    # discord.py reads JSON only under exactly this content type; a charset behind it breaks the login.
    if reply.body is None and reply.status == NO_CONTENT.status:
        return web.Response(status=reply.status, headers=dict(headers))
    typed = {**headers, "Content-Type": "application/json"}
    return web.Response(status=reply.status, body=dumps(reply.body).encode(), headers=typed)
