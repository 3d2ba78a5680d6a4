"""Only programs and browser tabs of this machine come in, and only under the sandbox's own names.

A page of the open web could otherwise point its own name at 127.0.0.1 (DNS rebinding) and read and write here.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from aiohttp import web
from aiohttp.typedefs import Middleware

NAMES = ("127.0.0.1", "localhost")
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self';"
        " base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
        " require-trusted-types-for 'script'; trusted-types 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}
"""With what the page is served: nothing from elsewhere, and text never becomes markup."""


def keep_strangers_out(port: Callable[[], int]) -> Middleware:
    """Return what refuses any request whose Host or Origin is not the sandbox's own (403)."""

    @web.middleware
    async def check(request: web.Request, handler: Handler) -> web.StreamResponse:
        hosts = {f"{name}:{port()}" for name in NAMES}
        origin = request.headers.get("Origin")
        if request.host not in hosts or origin not in {None, *(f"http://{host}" for host in hosts)}:
            raise web.HTTPForbidden(text="Open the sandbox under its own address.")
        return await handler(request)

    return check
