"""A watcher of an event loop, in the process that is measured.

On SIGUSR1 it prints one line of JSON: the longest time since the last one that the loop was late for a task that
sleeps a little, how much of that it was at work itself (the rest it waited for a processor, or for another thread),
the processor time used so far, and the memory in use.
"""

import asyncio
import json
import resource
import signal
import sys
import time
from pathlib import Path

PAUSE = 0.002
"""Seconds. A loop that is blocked for less goes unnoticed."""


def resident_mb() -> float:
    """Megabytes (MiB) of memory in use now."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * resource.getpagesize() / 2**20


class Watcher:
    """Sleeps and looks how late it wakes."""

    def __init__(self) -> None:
        self._longest = self._longest_work = 0.0

    def start(self) -> asyncio.Task[None]:
        """Watch the running loop until the task that is returned is cancelled."""
        asyncio.get_running_loop().add_signal_handler(signal.SIGUSR1, self.report)
        return asyncio.create_task(self._watch())

    async def _watch(self) -> None:
        while True:
            began, worked = time.perf_counter(), time.thread_time()
            await asyncio.sleep(PAUSE)
            self._longest = max(self._longest, time.perf_counter() - began - PAUSE)
            self._longest_work = max(self._longest_work, time.thread_time() - worked)

    def report(self) -> None:
        told = {
            "blocked": self._longest,
            "worked": self._longest_work,
            "processor": time.process_time(),
            "resident": resident_mb(),
        }
        tell(told)
        self._longest = self._longest_work = 0.0


def tell(what: dict[str, object]) -> None:
    """One line for who measures."""
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()
