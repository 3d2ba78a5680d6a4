"""Work in a process of its own, which ends soon after it, or with ours."""

import os
import threading
from collections.abc import Generator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context, parent_process

LINGERS = 20.0
"""Seconds for which a process that was left waits for more. Drafts, their charts and their report come together, and
each would pay for the start of another process and for reading the model of what texts mean: 1.5 s of the processor."""

_waiting: dict[ProcessPoolExecutor, threading.Timer] = {}
"""The process that lingers, at most one, and what will end it."""
_taking = threading.Lock()


@contextmanager
def process_apart(*, lingers: float = LINGERS) -> Generator[ProcessPoolExecutor]:
    """A process that runs what is submitted, one thing after the other; its start costs about a second.

    Whoever leaves without an error has waited for what they submitted: the process then serves the next one who comes
    within `lingers` seconds, and ends after that. Leaving with an error does not wait for what it still does.

    It ends by itself when this process does, even by `kill -9`: a pool's own worker would wait for work for ever then,
    as it holds both ends of its queue.
    """
    pool = _take() or _start()
    try:
        yield pool
    except BaseException:
        _end(pool)
        raise
    _leave(pool, lingers)


def _start() -> ProcessPoolExecutor:
    # Its tables have few columns: several threads of a multiplication only wait for each other, and took four times the
    # processor for the pairing of ten thousand people. It must be said before numpy is imported there.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    return ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn"), initializer=_end_with_parent)


def _take() -> ProcessPoolExecutor | None:
    """The process that lingers, unless somebody has killed it meanwhile."""
    with _taking:
        if not _waiting:
            return None
        pool, timer = _waiting.popitem()
    timer.cancel()
    try:
        pool.submit(os.getpid)
    except BrokenProcessPool:
        return None
    return pool


def _leave(pool: ProcessPoolExecutor, lingers: float) -> None:
    timer = threading.Timer(lingers, _end_unless_taken, [pool])
    timer.daemon = True
    with _taking:
        if not _waiting:
            _waiting[pool] = timer
            timer.start()
            return
    _end(pool)


def _end_unless_taken(pool: ProcessPoolExecutor) -> None:
    with _taking:
        taken = _waiting.pop(pool, None) is None
    if not taken:
        _end(pool)


def _end(pool: ProcessPoolExecutor) -> None:
    pool.shutdown(wait=False, cancel_futures=True)


def _end_with_parent() -> None:
    threading.Thread(target=_wait_for_parent, daemon=True).start()


def _wait_for_parent() -> None:
    if parent := parent_process():
        parent.join()
        os._exit(1)
