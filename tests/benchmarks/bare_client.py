"""discord.py alone: a client that hears the same intents and counts. It does nothing else with a message.

After each so many messages (its argument) it prints one line of JSON.
"""

import asyncio
import os
import signal
import sys

import discord
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from tests.benchmarks.watching import Watcher, tell


class Counting(discord.Client):
    """Counts, and says when it has counted as many as it was told to expect."""

    def __init__(self) -> None:
        intents = discord.Intents.none()
        intents.guilds = intents.guild_messages = intents.dm_messages = intents.members = True
        intents.message_content = True
        super().__init__(
            intents=intents,
            max_messages=None,
            chunk_guilds_at_startup=False,
            guild_ready_timeout=0.1,
            member_cache_flags=discord.MemberCacheFlags.none(),
        )
        self.every = int(sys.argv[1])
        self.counted = 0

    async def on_ready(self) -> None:
        tell({"ready": True})

    async def on_message(self, message: discord.Message) -> None:
        self.counted += 1
        if self.counted % self.every == 0:
            tell({"counted": self.counted})


async def serve() -> None:
    Route.BASE = os.environ["ROUNDTABLE_API_BASE"]
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(os.environ["ROUNDTABLE_GATEWAY_URL"])
    client = Counting()
    watching = Watcher().start()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, lambda: asyncio.create_task(client.close()))
    try:
        await client.start(os.environ["DISCORD_TOKEN"])
    finally:
        watching.cancel()


if __name__ == "__main__":
    asyncio.run(serve())
