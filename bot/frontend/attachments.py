"""Files that people hand to a command."""

import discord

from bot.domain.errors import RuleError

LARGEST_TABLE = 1_000_000
"""Bytes: some ten thousand lines."""


async def read_table(attachment: discord.Attachment) -> bytes:
    """The bytes of an attached table, which may be anything.

    Raises:
        RuleError: `file_too_large`; it is not even fetched then.
    """
    if attachment.size > LARGEST_TABLE:
        raise RuleError("file_too_large", most=LARGEST_TABLE // 1_000)
    return await attachment.read()
