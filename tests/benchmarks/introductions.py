"""Introductions of a whole round at once, under the limits of the sandbox: who waits longer than they force it to?

The bot runs as a process of its own, in virtual time, which stands still meanwhile; limits are real, and so is what is
measured. DM channels are known, as they are since everybody joined. Every pair gets a thread with both in it, a
greeting there and a message to each: six requests for two people are the least possible.
"""

import asyncio
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

from bot.sandbox import Sandbox
from bot.sandbox.limits import ALL, ALL_SECONDS
from bot.sandbox.rest.server import LoggedRequest
from tests.benchmarks.figures import Figure, Size, at_most, beside
from tests.benchmarks.paired import BEGINS_AT, prepare_introductions
from tests.benchmarks.processes import the_bot

AIM = 1.1
LEAST_OF_PAIR = 6
LONGEST_BLOCK_MS = 50
PATIENCE = 600.0
EXEMPT = ("/interactions/", "/webhooks/")


async def measure(size: Size) -> AsyncIterator[Figure]:
    """The time from the first request to the last, against what the limits force for as many."""
    async with Sandbox(starts_at=BEGINS_AT) as sandbox:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "roundtable.db"
            starts_at = await prepare_introductions(sandbox, file, size.people)
            found = await _introduce(sandbox, file, starts_at)
    pairs = size.people // 2
    forced = max(0.0, (found.requests - ALL) / ALL * ALL_SECONDS)
    yield at_most("time taken, as part of what the limits force", [found.seconds / max(forced, 0.001)], AIM)
    yield beside("seconds taken", [found.seconds], "{:.1f}")
    yield beside("seconds that the limits force for these requests", [forced], "{:.1f}")
    yield at_most("requests refused (429)", [sandbox.rest.limits.refused], 0, "{:.0f}")
    yield Figure(name="threads, messages and DMs that were made", value=f"{found.made} of {size.people * 2}")
    yield beside("requests for each participant", [found.requests / size.people])
    yield beside("the least possible", [LEAST_OF_PAIR * pairs / size.people])
    yield Figure(name="what was asked", value=", ".join(f"{n} {kind}" for kind, n in found.kinds.most_common(8)))
    yield at_most("longest time the loop was blocked, ms", [found.blocked * 1000], LONGEST_BLOCK_MS, "{:.0f}")
    yield beside("of it at work itself, ms", [found.worked * 1000], "{:.0f}")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Run:
    """What was seen of one run."""

    seconds: float
    requests: int
    made: int
    kinds: Counter[str]
    blocked: float
    worked: float


async def _introduce(sandbox: Sandbox, file: Path, starts_at: object) -> _Run:
    times: list[float] = []
    entries: list[LoggedRequest] = []

    def note(entry: LoggedRequest) -> None:
        if not any(part in entry.path for part in EXEMPT):
            times.append(time.monotonic())
            entries.append(entry)

    clock = sandbox.control_url.replace("http:", "ws:") + "/clock"
    async with the_bot(sandbox, file, time_url=clock) as bot:
        await sandbox.quiet(PATIENCE)
        await bot.asked()
        sandbox.trouble.switch_rate_limits(on=True)
        # What was asked before, while the bot started, is forgotten by a limit of one second.
        await asyncio.sleep(ALL_SECONDS)
        sandbox.rest.watchers.append(note)
        await sandbox.time.set(starts_at)
        await sandbox.quiet(PATIENCE)
        told = await bot.asked()
    return _Run(
        seconds=times[-1] - times[0],
        requests=len(times),
        made=sum(1 for entry in entries if entry.method == "POST" and entry.status in (200, 201)),
        kinds=Counter(_kind_of(entry) for entry in entries),
        blocked=told["blocked"],
        worked=told["worked"],
    )


def _kind_of(entry: LoggedRequest) -> str:
    """The request with ids left out."""
    return f"{entry.method} " + "/".join("*" if part.isdigit() else part for part in entry.path.split("/"))
