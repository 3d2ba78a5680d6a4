"""A request as the route handlers see it, and what they answer."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

from bot.sandbox.dm_pace import DmPace
from bot.sandbox.errors import ApiError, Refusal
from bot.sandbox.nonces import NonceWindow
from bot.sandbox.shapes import Json, object_in
from bot.sandbox.world.state import World


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file that came with a request; `number` is the n of `files[n]`."""

    number: int
    filename: str
    content: bytes
    content_type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """What the routes need beside the world: what Discord remembers between requests, and its own addresses."""

    world: World
    nonces: NonceWindow
    dm_pace: DmPace
    answer_within: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One request. `params` are the ids in its path, `body` is decoded JSON or None."""

    service: Service
    params: Mapping[str, str]
    query: Mapping[str, str] = field(default_factory=lambda: dict[str, str]())
    body: object = None
    uploads: tuple[Upload, ...] = ()

    @property
    def world(self) -> World:
        """The world."""
        return self.service.world

    @property
    def json(self) -> Json:
        """The body as a JSON object; empty when it is none."""
        return object_in(self.body)

    def id(self, name: str) -> int:
        """Return the snowflake of that name in the path.

        Raises:
            ApiError: it is no number.
        """
        if not self.params[name].isdecimal():
            message = f'Value "{self.params[name]}" is not snowflake.'
            errors = {name: {"_errors": [{"code": "NUMBER_TYPE_COERCE", "message": message}]}}
            raise ApiError(Refusal.INVALID_FORM_BODY, errors)
        return int(self.params[name])


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What is answered; a body of None is an empty one."""

    status: int = 200
    body: object = None


NO_CONTENT = Reply(status=204)
Handler = Callable[[Call], Awaitable[Reply]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """A method and a path such as `/channels/{channel}/messages`, and what handles them.

    `is_open` routes are authorised by a token in their path and are exempt from the global rate limit.
    """

    method: str
    path: str
    handler: Handler
    is_open: bool = False


def get(path: str, handler: Handler, *, is_open: bool = False) -> Route:
    """Return a GET route."""
    return Route(method="GET", path=path, handler=handler, is_open=is_open)


def post(path: str, handler: Handler, *, is_open: bool = False) -> Route:
    """Return a POST route."""
    return Route(method="POST", path=path, handler=handler, is_open=is_open)


def put(path: str, handler: Handler) -> Route:
    """Return a PUT route."""
    return Route(method="PUT", path=path, handler=handler)


def patch(path: str, handler: Handler, *, is_open: bool = False) -> Route:
    """Return a PATCH route."""
    return Route(method="PATCH", path=path, handler=handler, is_open=is_open)


def delete(path: str, handler: Handler, *, is_open: bool = False) -> Route:
    """Return a DELETE route."""
    return Route(method="DELETE", path=path, handler=handler, is_open=is_open)
