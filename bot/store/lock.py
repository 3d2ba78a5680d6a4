"""One running bot for each database file: a lock of the operating system, which goes when the process dies."""

import os
import sys
import warnings
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from bot.domain.errors import RuleError


@contextmanager
def hold_lock(file: Path) -> Generator[None]:
    """This process alone runs the bot on the database `file`, until the block is left; others may still read it.

    The lock is on `<file>.lock`, which stays behind: removing it would let two processes hold locks on two files. On
    Windows, which has no such lock, it warns and nothing is held.

    Raises:
        RuleError: `already_running`, with the name of the file.
    """
    lock = os.open(f"{file}.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        _lock(lock, file)
        yield
    finally:
        os.close(lock)


def _lock(lock: int, file: Path) -> None:
    if sys.platform == "win32":
        warnings.warn(f"nothing keeps a second bot from {file} on Windows: start only one", stacklevel=3)
        return
    import fcntl

    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise RuleError("already_running", file=str(file)) from None
