"""Runs a PostgreSQL server of its own for the tests, until nobody holds a lock on its file `users` any longer.

`python postgres_keeper.py FOLDER BINARIES`, started by `postgres_server`. A process apart, so that the server ends also
when the tests were killed.
"""

import fcntl
import os
import pwd
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

OWNER = "roundtable"
STRANGER = "stranger"
"""The only name that needs a password."""

SETTINGS = {
    # Nothing listens beyond the folder's socket, and nothing survives the tests.
    "listen_addresses": "",
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "autovacuum": "off",
    "shared_buffers": "32MB",
    "max_connections": "300",
    # Not what one would choose: the store must not depend on what a server was set to.
    "timezone": "Asia/Kathmandu",
    "default_transaction_isolation": "repeatable read",
}


def unprivileged() -> dict[str, Any]:
    """PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def within_reach(binaries: Path, folder: Path) -> Path:
    """The binaries, or a copy where only root may go, which the unprivileged user cannot run."""
    if os.geteuid() != 0 or all(each.stat().st_mode & 0o001 for each in binaries.parents):
        return binaries
    package = binaries.parent.parent
    for part in (package, package.with_name(f"{package.name}.libs")):
        shutil.copytree(part, folder / "program" / part.name)
    return folder / "program" / package.name / "pginstall" / "bin"


def main(folder: Path, binaries: Path) -> None:
    data, who = folder / "data", unprivileged()
    if who:
        os.chown(folder, who["user"], who["group"])
    binaries = within_reach(binaries, folder)
    make = [binaries / "initdb", "-D", data, "-U", OWNER, "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"]
    subprocess.run(make, check=True, stdout=subprocess.DEVNULL, cwd=folder, **who)
    rules = data / "pg_hba.conf"
    rules.write_text(f"local all {STRANGER} scram-sha-256\n{rules.read_text()}")
    options = [word for name, value in SETTINGS.items() for word in ("-c", f"{name}={value}")]
    with (folder / "log").open("w") as log:
        server = subprocess.Popen(
            [binaries / "postgres", "-D", data, "-k", folder, *options], cwd=folder, stdout=log, stderr=log, **who
        )
    try:
        serve(server, data / "postmaster.pid", folder / "users")
    finally:
        server.send_signal(signal.SIGINT)
        server.wait()


def serve(server: subprocess.Popen[bytes], status: Path, users: Path) -> None:
    while not (status.exists() and "ready" in status.read_text()):
        if server.poll() is not None:
            sys.exit((users.parent / "log").read_text())
        time.sleep(0.01)
    print("ready", flush=True)  # noqa: T201 - it is what the starter waits for.
    with users.open() as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        # Who comes now finds the folder gone, or the lock taken, and starts another server.
        (users.parent / "users").unlink()


if __name__ == "__main__":
    its_folder = Path(sys.argv[1])
    try:
        main(its_folder, Path(sys.argv[2]))
    finally:
        shutil.rmtree(its_folder, ignore_errors=True)
