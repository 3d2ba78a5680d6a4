"""Pictures on the page: inlined when their bytes are at hand, else a box with their alternative text."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass

from bot.sandbox.world.records import Attachment
from bot.sandbox.world.state import World

# Recognised by their first bytes, whatever their name says. SVG is left out: it can hold scripts.
SIGNATURES = ((b"\x89PNG\r\n\x1a\n", "image/png"), (b"\xff\xd8\xff", "image/jpeg"), (b"GIF8", "image/gif"))
LARGEST = 3 * 1024 * 1024
UNITS = ("bytes", "KB", "MB")


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture: `source` is a data address, or None for one that is only described."""

    source: str | None
    alt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FileCard:
    """A file that is no picture."""

    name: str
    size: str


class Pictures:
    """Finds the bytes behind addresses: the world's own files, and those that were given."""

    def __init__(self, world: World, given: Mapping[str, bytes]) -> None:
        self._bytes = {attachment.url: attachment.content for attachment in world.files.values()}
        self._bytes.update(given)

    def at(self, url: str, alt: str = "") -> Picture:
        """Return the picture at the address."""
        content = self._bytes.get(url, b"")
        kind = kind_of(content)
        source = f"data:{kind};base64,{b64encode(content).decode()}" if kind and len(content) <= LARGEST else None
        return Picture(source=source, alt=alt or "image")

    def of(self, attachment: Attachment) -> Picture | FileCard:
        """Return what an attachment looks like."""
        if kind_of(attachment.content) is None:
            return FileCard(name=attachment.filename, size=size_in_words(len(attachment.content)))
        return self.at(attachment.url, attachment.description or attachment.filename)


def kind_of(content: bytes) -> str | None:
    """Return the media type that the first bytes tell, or None when it is no picture of a known kind."""
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    return next((kind for signature, kind in SIGNATURES if content.startswith(signature)), None)


def size_in_words(size: int) -> str:
    """Return "3 KB"."""
    amount, unit = float(size), 0
    while amount >= 1024 and unit < len(UNITS) - 1:
        amount, unit = amount / 1024, unit + 1
    return f"{amount:.0f} {UNITS[unit]}"
