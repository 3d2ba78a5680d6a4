"""All routes, and which one a request means."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.sandbox.rest import (
    applications,
    channels,
    commands,
    guilds,
    interactions,
    messages,
    pins,
    reactions,
    thread_members,
    threads,
    users,
    webhooks,
)
from bot.sandbox.rest.calls import Route

# Fixed words come before ids: /messages/pins is no message called "pins".
ROUTES: tuple[Route, ...] = (
    *users.ROUTES,
    *applications.ROUTES,
    *commands.ROUTES,
    *pins.ROUTES,
    *channels.ROUTES,
    *messages.ROUTES,
    *reactions.ROUTES,
    *threads.ROUTES,
    *thread_members.ROUTES,
    *guilds.ROUTES,
    *interactions.ROUTES,
    *webhooks.ROUTES,
)


def _pattern(path: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", path))


PATTERNS = tuple((_pattern(route.path), route) for route in ROUTES)


def find_route(method: str, path: str) -> tuple[Route, Mapping[str, str]] | None:
    """Return the route that the method and path mean, with the ids in the path, or None when there is none."""
    for pattern, route in PATTERNS:
        if route.method == method and (found := pattern.fullmatch(path)):
            return route, found.groupdict()
    return None
