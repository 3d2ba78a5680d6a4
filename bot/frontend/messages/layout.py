"""A message laid out with components v2: texts, pictures, lines across and rows of buttons, one below the other.

Limits: https://docs.discord.com/developers/components/reference
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import discord

from bot.reports.charts import Chart

TEXT_LIMIT = 4_000
"""Characters of all texts of a message."""
ACCENT = discord.Colour(0x2A7F9E)
COMPONENT_LIMIT = 40
"""Components of a message, however they are nested."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A chart to draw and upload with the message; it stands by itself, as wide as the message."""

    chart: Chart
    file_name: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line across the message."""


Block = str | Drawing | Line
"""What stands in the frame: text in Markdown, a chart, or a line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Blocks in a frame, and rows of buttons or of one select below it."""

    blocks: tuple[Block, ...]
    rows: tuple[tuple[discord.ui.Item[Any], ...], ...] = ()

    @property
    def drawings(self) -> tuple[Drawing, ...]:
        """The charts to upload."""
        return tuple(each for each in self.blocks if isinstance(each, Drawing))

    def without_drawings(self) -> "Layout":
        """The same where charts cannot be drawn or uploaded."""
        return Layout(blocks=tuple(each for each in self.blocks if not isinstance(each, Drawing)), rows=self.rows)


def make_layout_view(layout: Layout) -> discord.ui.LayoutView:
    """A view with the blocks and rows, which discord.py will not keep: presses come by the custom id alone.

    Must be called in an event loop.
    """
    view = discord.ui.LayoutView(timeout=None)
    view.add_item(discord.ui.Container(*map(_make_block, layout.blocks), accent_colour=ACCENT))
    for row in layout.rows:
        view.add_item(_make_row(row))
    view.stop()
    return view


def _make_block(block: Block) -> discord.ui.Item[Any]:
    match block:
        case str():
            return discord.ui.TextDisplay(block)
        case Line():
            return discord.ui.Separator()
        case Drawing():
            media = f"attachment://{block.file_name}"
            return discord.ui.MediaGallery(discord.MediaGalleryItem(media, description=block.chart.alt))


def _make_row(items: Iterable[discord.ui.Item[Any]]) -> discord.ui.ActionRow[Any]:
    row: discord.ui.ActionRow[Any] = discord.ui.ActionRow()
    for item in items:
        row.add_item(item)
    return row
