"""Long arithmetic beside the event loop, which stays free for those who press a button meanwhile."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

from bot.texts.apart import process_apart

T = TypeVar("T")

MOST_IN_A_THREAD = 150
"""People whom the solver pairs while it holds the interpreter, since rustworkx lets no other thread run: measured, the
loop stood still for 18 ms with 150 of them and 0.07 s with 300. 1,000 take over a second of the processor, 2,000 up to
fifteen."""


async def reckon(work: Callable[[], T], people: int) -> T:
    """What `work`, a pure function that can be pickled, returns.

    For few people it runs in a thread. For more it runs in a process of its own, whose start costs about a second.
    """
    if people <= MOST_IN_A_THREAD:
        return await asyncio.to_thread(work)
    with process_apart() as pool:
        return await asyncio.get_running_loop().run_in_executor(pool, work)
