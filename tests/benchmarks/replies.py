"""Replies: from the gateway's JSON to a row that is kept for certain, beside what discord.py alone dispatches.

Two processes hear the same payloads over loopback from the same kind of sandbox: the whole bot, and a client of
discord.py that only counts. They take turns, so that whatever else the machine does befalls both.
"""

import asyncio
import json
import sqlite3
import struct
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, closing
from dataclasses import dataclass
from pathlib import Path

from bot.sandbox import Channel, Sandbox
from bot.sandbox.payloads.messages import event_payload
from bot.sandbox.shapes import Json
from tests.benchmarks.community import Listened, open_listened_threads
from tests.benchmarks.figures import Figure, Size, at_least, at_most, beside
from tests.benchmarks.processes import PATIENCE, Measured, measured, the_bot, until_asked_for

AIM = 0.5
LONGEST_BLOCK_MS = 50
WRITERS = 300
AT_ONCE = 50
"""Frames written at once."""
IN_FLIGHT = 1 << 18
"""Bytes that may wait in the sandbox's socket."""
LOOK = 0.004
"""Seconds between looks into the database, whose newest number is read without locking anything."""


async def measure(size: Size) -> AsyncIterator[Figure]:
    """The ratio of both, in turns, by the clock and by the processor time of each whole process."""
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        ours = await _our_side(stack, folder / "roundtable.db")
        bare = await _bare_side(stack, size.messages)
        # The first turn warms up: statements are compiled, code is specialised.
        turns = [(await bare.run(size.messages), await ours.run(size.messages)) for _ in range(size.rounds + 1)][1:]
    yield at_least(
        "replies kept, as part of what discord.py alone dispatches",
        [alone.seconds / kept.seconds for alone, kept in turns],
        AIM,
    )
    yield at_least("the same, by processor time", [alone.processor / kept.processor for alone, kept in turns], AIM)
    yield beside("replies kept in a second", [size.messages / kept.seconds for _, kept in turns], "{:,.0f}")
    yield beside(
        "discord.py alone, messages in a second", [size.messages / each.seconds for each, _ in turns], "{:,.0f}"
    )
    yield at_most(
        "longest time the loop was blocked, ms", [kept.blocked * 1000 for _, kept in turns], LONGEST_BLOCK_MS, "{:.0f}"
    )
    yield beside("of it at work itself, ms", [kept.worked * 1000 for _, kept in turns], "{:.0f}")
    yield beside("discord.py alone was blocked for, ms", [each.blocked * 1000 for each, _ in turns], "{:.0f}")
    yield beside("of it at work itself, ms", [each.worked * 1000 for each, _ in turns], "{:.0f}")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Turn:
    """What one side took for its messages, in seconds."""

    seconds: float
    processor: float
    blocked: float
    worked: float


@dataclass(kw_only=True)
class _Side:
    """One process that hears, and the sandbox it hears from."""

    sandbox: Sandbox
    threads: tuple[Channel, ...]
    payloads: list[Json]
    process: Measured
    database: Path | None = None
    said: int = 0
    turns: int = 0

    async def run(self, count: int) -> _Turn:
        """So many messages were said, and all of them taken in."""
        frames = [_frame(text) for text in self._texts(count)]
        self.said += count
        self.turns += 1
        before = await self.process.asked()
        began = time.perf_counter()
        await _pour(self.sandbox, frames)
        if self.database is None:
            assert (await self.process.told())["counted"] == self.said
        else:
            await _until_kept(self.database, self.said)
        seconds = time.perf_counter() - began
        after = await self.process.asked()
        processor = after["processor"] - before["processor"]
        return _Turn(seconds=seconds, processor=processor, blocked=after["blocked"], worked=after["worked"])

    def _texts(self, count: int) -> Iterator[str]:
        """MESSAGE_CREATE for so many messages, each as if one of the writers had said it."""
        session = self.sandbox.hub.connected[-1]
        for number in range(self.said, self.said + count):
            session.seq += 1
            payload = self.payloads[number % len(self.payloads)] | {
                "id": str(self.sandbox.world.snowflakes.make()),
                "channel_id": str(self.threads[self.turns % len(self.threads)].id),
                "content": f"Reply {number}: we met twice this month, and our library now opens on Sundays as well.",
            }
            yield json.dumps({"op": 0, "d": payload, "t": "MESSAGE_CREATE", "s": session.seq})


async def _our_side(stack: AsyncExitStack, database: Path) -> _Side:
    sandbox = await stack.enter_async_context(Sandbox())
    listened = await open_listened_threads(sandbox, database, WRITERS)
    payloads = await _samples(sandbox, listened)
    process = await stack.enter_async_context(the_bot(sandbox, database))
    await until_asked_for(sandbox, "GET", f"/channels/{listened.threads[-1].id}/messages")
    return _Side(sandbox=sandbox, threads=listened.threads, payloads=payloads, process=process, database=database)


async def _bare_side(stack: AsyncExitStack, every: int) -> _Side:
    sandbox = await stack.enter_async_context(Sandbox())
    with tempfile.TemporaryDirectory() as folder:
        listened = await open_listened_threads(sandbox, Path(folder) / "unused.db", WRITERS)
    payloads = await _samples(sandbox, listened)
    process = await stack.enter_async_context(measured("bare_client", str(every), sandbox=sandbox))
    assert (await process.told())["ready"]
    return _Side(sandbox=sandbox, threads=listened.threads, payloads=payloads, process=process)


async def _samples(sandbox: Sandbox, listened: Listened) -> list[Json]:
    """What the gateway tells of a message of each writer; said elsewhere, before anybody listens."""
    said = [await writer.say(sandbox.general, "Hello") for writer in listened.writers]
    return [event_payload(sandbox.world, message) for message in said]


async def _pour(sandbox: Sandbox, frames: list[bytes]) -> None:
    """All frames are on their way, as fast as the other side takes them."""
    connection = sandbox.hub.connected[-1].connection
    assert connection is not None
    transport = connection.transport
    assert isinstance(transport, asyncio.Transport)
    for start in range(0, len(frames), AT_ONCE):
        while transport.get_write_buffer_size() > IN_FLIGHT:  # noqa: ASYNC110 (nobody tells)
            await asyncio.sleep(0.001)
        transport.write(b"".join(frames[start : start + AT_ONCE]))


async def _until_kept(database: Path, count: int) -> None:
    """So many replies, which SQLite numbers one after another, are committed."""
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as looking:
        async with asyncio.timeout(PATIENCE):
            while True:
                found = looking.execute("SELECT seq FROM sqlite_sequence WHERE name = 'reply'").fetchone()
                if found and found[0] >= count:
                    return
                await asyncio.sleep(LOOK)


def _frame(text: str) -> bytes:
    """A text as one frame of a websocket (RFC 6455, section 5.2), unmasked, as servers send it."""
    raw = text.encode()
    assert 126 <= len(raw) < 1 << 16
    return struct.pack("!BBH", 0x81, 126, len(raw)) + raw
