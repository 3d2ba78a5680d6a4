"""Charts of a message as files to upload."""

from io import BytesIO
from typing import Any

import discord

from bot.frontend.easel import draw_apart
from bot.frontend.messages import Message, make_arguments

Charts = tuple[bytes, ...]
"""The PNGs of a message's drawings, in their order."""


async def draw(message: Message) -> tuple[Message, Charts]:
    """Return the message with its charts drawn; without them where that failed."""
    if not message.drawings:
        return message, ()
    charts = await draw_apart([each.chart.svg for each in message.drawings])
    return (message.without_pictures(), ()) if charts is None else (message, charts)


def make_files(message: Message, charts: Charts) -> list[discord.File]:
    """Files of the charts, for one attempt to send: a file is closed once it was sent."""
    return [
        discord.File(BytesIO(png), filename=drawing.file_name, description=drawing.chart.alt)
        for drawing, png in zip(message.drawings, charts, strict=True)
    ]


def make_edit(message: Message, charts: Charts) -> dict[str, Any]:
    """What discord.py's `edit` takes. Of a layout all files are named anew, so that no old chart stays.

    A message that had a content and embeds before may become a layout, never the other way round.
    """
    arguments = make_arguments(message)
    if message.layout:
        arguments |= {"content": None, "embeds": [], "attachments": make_files(message, charts)}
    return arguments
