"""Processes that are measured: started against a sandbox, asked, and ended kindly."""

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from bot.sandbox import Sandbox
from bot.sandbox.rest.server import LoggedRequest

PATIENCE = 120.0
"""Seconds. What takes longer has failed."""


class Measured:
    """A process that answers with lines of JSON."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    async def told(self) -> dict[str, Any]:
        """The next line it says."""
        assert self._process.stdout is not None
        line = await asyncio.wait_for(self._process.stdout.readline(), PATIENCE)
        if not line:
            raise RuntimeError("the process that was to be measured ended; its errors stand above")
        return json.loads(line)

    async def asked(self) -> dict[str, Any]:
        """What it says of itself now."""
        self._process.send_signal(signal.SIGUSR1)
        return await self.told()

    async def end(self) -> None:
        if self._process.returncode is None:
            self._process.terminate()
        try:
            await asyncio.wait_for(self._process.wait(), 15)
        except TimeoutError:
            self._process.kill()
            await self._process.wait()


@asynccontextmanager
async def measured(module: str, *arguments: str, sandbox: Sandbox, **settings: object) -> AsyncIterator[Measured]:
    """The module runs as a process of its own, which speaks to this sandbox."""
    others = {name: value for name, value in os.environ.items() if not name.startswith("ROUNDTABLE_")}
    environment = others | {
        "DISCORD_TOKEN": sandbox.token,
        "ROUNDTABLE_API_BASE": sandbox.api_base,
        "ROUNDTABLE_GATEWAY_URL": sandbox.gateway_url,
        "ROUNDTABLE_LOG_LEVEL": "error",
        **{f"ROUNDTABLE_{name.upper()}": str(value) for name, value in settings.items()},
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        f"tests.benchmarks.{module}",
        *arguments,
        env=environment,
        stdout=asyncio.subprocess.PIPE,
        cwd=Path(__file__).parents[2],
    )
    found = Measured(process)
    try:
        yield found
    finally:
        await found.end()


def the_bot(sandbox: Sandbox, database: Path, **settings: object) -> Any:
    """The whole bot, with a watcher of its loop."""
    more = {"database": database, "message_content": "true", **settings}
    return measured("watched_bot", sandbox=sandbox, **more)


async def until_asked_for(sandbox: Sandbox, method: str, path: str) -> None:
    """Return as soon as the bot asks the sandbox for this."""
    asked = asyncio.Event()

    def look(entry: LoggedRequest) -> None:
        if entry.method == method and entry.path == path:
            asked.set()

    sandbox.rest.watchers.append(look)
    try:
        await asyncio.wait_for(asked.wait(), PATIENCE)
    finally:
        sandbox.rest.watchers.remove(look)
