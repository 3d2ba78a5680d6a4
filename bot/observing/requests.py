"""Requests to Discord, counted by method, family of routes and what came back."""

import re
from types import SimpleNamespace

import aiohttp
from prometheus_client import CollectorRegistry, Counter

_VERSION = re.compile(r"^.*/api/v\d+")
_WORD = re.compile(r"@me|@original|[a-z][a-z-]{1,24}")
"""A part of a path that stands in Discord's documentation; all others are ids, tokens or emoji."""
_WITH_TOKEN = frozenset({"interactions", "webhooks"})


def family_of(path: str) -> str:
    """Return the path with `:id` for whatever differs from request to request, so that there are few families.

    What follows an interaction's or a webhook's id is a secret, whatever it looks like.
    """
    parts = _VERSION.sub("", path).strip("/").split("/")
    named = [part if _WORD.fullmatch(part) else ":id" for part in parts]
    if named[0] in _WITH_TOKEN and len(named) > 2:
        named[2] = ":token"
    return "/" + "/".join(named)


class RequestCounts:
    """Counts what the trace of a session tells; reads nothing of what is sent."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._counter = Counter(
            "roundtable_discord_requests",
            "Requests to Discord's REST API; status 0 where no answer came",
            ["method", "route", "status"],
            registry=registry,
        )

    def attach(self, trace: aiohttp.TraceConfig) -> None:
        """Each request of the sessions with this trace is counted from now on."""
        trace.on_request_end.append(self._answered)
        trace.on_request_exception.append(self._failed)

    async def _answered(
        self, session: aiohttp.ClientSession, context: SimpleNamespace, params: aiohttp.TraceRequestEndParams
    ) -> None:
        self._counter.labels(params.method, family_of(params.url.path), params.response.status).inc()

    async def _failed(
        self, session: aiohttp.ClientSession, context: SimpleNamespace, params: aiohttp.TraceRequestExceptionParams
    ) -> None:
        self._counter.labels(params.method, family_of(params.url.path), 0).inc()
