"""From the start of the process to READY in a guild of very many members, and the memory in use after that.

What Discord sends of such a guild is what it documents: without the presences intent, and always beyond 75,000 members,
GUILD_CREATE holds no members but the bot itself, though it tells how many there are.
"""

import asyncio
import tempfile
import time
from collections.abc import AsyncIterator
from pathlib import Path

from bot.sandbox import Sandbox
from bot.sandbox.world import guilds
from bot.sandbox.world.members import join_guild
from tests.benchmarks.community import open_listened_threads
from tests.benchmarks.figures import Figure, Size, at_most, beside
from tests.benchmarks.processes import the_bot, until_asked_for

MOST_MEMORY_MB = 120
LONGEST_BLOCK_MS = 50
SETTLING = 1.0
"""Seconds after READY in which the bot reads back what was said, before it is looked at."""


async def measure(size: Size) -> AsyncIterator[Figure]:
    """Several starts, one after another, with the same database."""
    seconds: list[float] = []
    told: list[dict[str, float]] = []
    async with Sandbox() as sandbox:
        for number in range(size.members):
            join_guild(sandbox.world, sandbox.guild, guilds.add_user(sandbox.world, f"Member {number}"))
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "roundtable.db"
            listened = await open_listened_threads(sandbox, file, 3)
            first_read_back = f"/channels/{listened.threads[0].id}/messages"
            for _ in range(size.starts):
                began = time.perf_counter()
                async with the_bot(sandbox, file) as bot:
                    # The first thing the bot does after READY is to read back what it missed.
                    await until_asked_for(sandbox, "GET", first_read_back)
                    seconds.append(time.perf_counter() - began)
                    await asyncio.sleep(SETTLING)
                    told.append(await bot.asked())
    yield beside(f"from the start to READY, a guild of {size.members:,} members, seconds", seconds)
    yield at_most("memory in use after it, MiB", [each["resident"] for each in told], MOST_MEMORY_MB, "{:.0f}")
    blocked = [each["blocked"] * 1000 for each in told]
    yield at_most("longest time the loop was blocked while starting, ms", blocked, LONGEST_BLOCK_MS, "{:.0f}")
    yield beside("of it at work itself, ms", [each["worked"] * 1000 for each in told], "{:.0f}")
