"""The bot's process with what can befall it: killed, frozen, ended by itself and started again as a service would."""

import asyncio
import signal
import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path

from bot.rehearsal.stage import START_SECONDS, BotFailed, BotProcess
from tests.faults.nursery import Nursery

MOST_ENDS = 200
COLD_EVERY = 5
"""Of so many starts one is a fresh interpreter's, the first restart among them."""


class TroubledBot(BotProcess):
    """Starts again whenever it ended; `resumes` holds how long each start took until all was quiet, in seconds."""

    def __init__(self, *arguments, database: str, broken: str = "", **options) -> None:
        super().__init__(*arguments, **options)
        self._environment["ROUNDTABLE_DATABASE"] = database
        self.ends = 0
        self.resumes: list[float] = []
        # Each start compiles everything anew where no bytecode may be written; so it is, in a place of its own.
        self._environment.pop("PYTHONDONTWRITEBYTECODE", None)
        self._environment["PYTHONPYCACHEPREFIX"] = str(Path(tempfile.gettempdir()) / "roundtable-faults-bytecode")
        self._broken = broken
        self._starts = 0
        self._nursery = Nursery()

    async def start(self) -> None:
        began, strikes, is_first = time.monotonic(), self.strikes, not self.pids
        # Resuming is measured with the code read anew every so often.
        is_cold = bool(self._broken) or self._starts % COLD_EVERY == 1
        self._process = await (
            self._start_cold() if is_cold else self._nursery.start(self._environment, str(self._log))
        )
        self._starts += 1
        self.pids.append(self._process.pid)
        await self.quiet(START_SECONDS)
        if not is_first and self.strikes == strikes:
            self.resumes.append(time.monotonic() - began)

    async def _start_cold(self) -> asyncio.subprocess.Process:
        command = ["-m", "tests.faults.broken_bot", self._broken] if self._broken else ["-m", "bot", "run"]
        with self._log.open("ab") as log:
            return await asyncio.create_subprocess_exec(
                sys.executable, *command, env=self._environment, stdout=log, stderr=log
            )

    async def close(self) -> None:
        """The process has ended, and none can be started any more."""
        await self.stop()
        await self._nursery.close()

    async def quiet(self, seconds: float = 90.0) -> datetime | None:
        for _ in range(MOST_ENDS):
            if self._process is None:
                await self.start()
            try:
                return await super().quiet(seconds)
            except BotFailed:
                # What keeps a service running starts it again.
                await self._end(signal.SIGKILL)
                self.ends += 1
        raise BotFailed(self.log_end())

    async def _revive(self, seconds: float) -> datetime | None:
        struck = self._struck
        if not struck:
            raise BotFailed(self.log_end())
        self._struck = False
        await self._end(signal.SIGKILL)
        return await self.quiet(seconds)

    @property
    def is_alive(self) -> bool:
        return self._process is not None and self._process.returncode is None

    def freeze(self) -> None:
        """The process stands still."""
        if self.is_alive:
            self._process.send_signal(signal.SIGSTOP)

    def wake(self) -> None:
        """The process goes on as if nothing had been."""
        if self.is_alive:
            self._process.send_signal(signal.SIGCONT)
