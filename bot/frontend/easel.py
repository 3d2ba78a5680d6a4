"""Draws charts beside the event loop."""

import asyncio
from collections.abc import Sequence

import structlog

from bot.reports.canvas import draw_png
from bot.texts.apart import process_apart

PATIENCE = 60.0
"""Seconds. A drawing takes a tenth of one, the start of a process one; longer than this the message does not wait."""

_log = structlog.get_logger(__name__)


async def draw_apart(svgs: Sequence[str]) -> tuple[bytes, ...] | None:
    """Return the drawings as PNG, or None where they cannot be made: what goes with them can do without.

    In a process of its own: while something is drawn no other thread of its process runs, for a tenth of a second each.
    """
    try:
        with process_apart() as pool:
            drawing = asyncio.get_running_loop().run_in_executor(pool, _draw_all, tuple(svgs))
            return await asyncio.wait_for(drawing, PATIENCE)
    except Exception as error:
        _log.warning("charts_not_drawn", error=type(error).__name__, charts=len(svgs))
        return None


def _draw_all(svgs: tuple[str, ...]) -> tuple[bytes, ...]:
    return tuple(map(draw_png, svgs))
