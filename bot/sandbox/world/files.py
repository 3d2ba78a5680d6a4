"""Files that came with messages or commands, kept to be served back."""

from __future__ import annotations

import mimetypes
import re

from bot.sandbox.world.records import Attachment
from bot.sandbox.world.state import World

UNNAMED = "application/octet-stream"


def store_file(
    world: World, channel_id: int, filename: str, content: bytes, content_type: str = UNNAMED,
    *, description: str | None = None,
) -> Attachment:  # fmt: skip
    """Keep the file and return it as an attachment with its address; a path in its name is cut off."""
    name = re.sub(r"[^\w.()-]", "_", filename.replace("\\", "/").rsplit("/", 1)[-1]) or "file"
    file_id = world.snowflakes.make()
    attachment = Attachment(
        id=file_id,
        filename=name,
        content=content,
        content_type=(mimetypes.guess_type(name)[0] or UNNAMED) if content_type == UNNAMED else content_type,
        url=f"{world.files_url}/{channel_id}/{file_id}/{name}",
        description=description,
    )
    world.files[file_id] = attachment
    return attachment
