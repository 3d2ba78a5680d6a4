"""Work in a process of its own, which ends with it, or with ours."""

import os
import threading
from collections.abc import Generator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context, parent_process


@contextmanager
def process_apart() -> Generator[ProcessPoolExecutor]:
    """A process that runs what is submitted, one thing after the other; its start costs about a second.

    Leaving does not wait for what it still does. It ends by itself when this process does, even by `kill -9`: a pool's
    own worker would wait for work for ever then, as it holds both ends of its queue.
    """
    # Its tables have few columns: several threads of a multiplication only wait for each other, and took four times the
    # processor for the pairing of ten thousand people. It must be said before numpy is imported there.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    pool = ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn"), initializer=_end_with_parent)
    try:
        yield pool
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _end_with_parent() -> None:
    threading.Thread(target=_wait_for_parent, daemon=True).start()


def _wait_for_parent() -> None:
    if parent := parent_process():
        parent.join()
        os._exit(1)
