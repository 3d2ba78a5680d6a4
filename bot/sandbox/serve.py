"""The sandbox as a process of its own."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime

from bot.sandbox.sandbox import Sandbox


async def serve(
    port: int = 0, *, token: str = "sandbox-token", starts_at: datetime | None = None,
    on_ready: Callable[[Sandbox], None] | None = None,
) -> None:  # fmt: skip
    """Serve a sandbox on 127.0.0.1 until SIGINT or SIGTERM comes or the task is cancelled.

    Args:
        port: the port; 0 takes a free one, which `on_ready` can read from the sandbox's addresses.
        token: the only token that may log in.
        starts_at: the instant at which time stands still at first; None means real time.
        on_ready: called once, when everything listens.
    """
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for signum in (signal.SIGINT, signal.SIGTERM):
        # Not every platform and not every thread can handle signals; cancelling still ends it there.
        with suppress(NotImplementedError, RuntimeError):
            loop.add_signal_handler(signum, stopped.set)
    async with Sandbox(token, port=port, starts_at=starts_at) as sandbox:
        if on_ready is not None:
            on_ready(sandbox)
        await stopped.wait()
