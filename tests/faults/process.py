"""The bot's process with what can befall it: killed, frozen, ended by itself and started again as a service would."""

import asyncio
import signal
import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path

from bot.rehearsal.stage import START_SECONDS, BotFailed, BotProcess

MOST_ENDS = 200


class TroubledBot(BotProcess):
    """Starts again whenever it ended; `resumes` holds how long each start took until all was quiet, in seconds."""

    def __init__(self, *arguments, broken: str = "", **options) -> None:
        super().__init__(*arguments, **options)
        self.ends = 0
        self.resumes: list[float] = []
        # Each start compiles everything anew where no bytecode may be written; so it is, in a place of its own.
        self._environment.pop("PYTHONDONTWRITEBYTECODE", None)
        self._environment["PYTHONPYCACHEPREFIX"] = str(Path(tempfile.gettempdir()) / "roundtable-faults-bytecode")
        self._command = ["-m", "tests.faults.broken_bot", broken] if broken else ["-m", "bot", "run"]

    async def start(self) -> None:
        began, strikes, is_first = time.monotonic(), self.strikes, not self.pids
        with self._log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, *self._command, env=self._environment, stdout=log, stderr=log
            )
        self.pids.append(self._process.pid)
        await self.quiet(START_SECONDS)
        if not is_first and self.strikes == strikes:
            self.resumes.append(time.monotonic() - began)

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
