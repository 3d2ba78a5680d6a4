"""A copy of a SQLite database that was tried out, made while a bot runs; and the way back."""

import os
import sqlite3
from collections.abc import Collection, Generator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.domain.errors import RuleError
from bot.domain.reply import digest_of
from bot.store.lock import hold_file

BESIDE = ("", "-wal", "-shm")
"""A database's file, and what SQLite may have beside it. They belong together: another's log would damage it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """What was found in a copy that was restored for a trial. It is sound, and every reference in it leads to a row."""

    revision: str
    rows: int
    """In all tables."""
    replies: int
    """Those whose words match their digest; erased ones have no words."""
    damaged: int
    """Replies whose words do not match."""


def back_up(file: Path, to: Path) -> Verified:
    """`to` holds the database as it is at one instant, for its owner alone (0600); it was restored for a trial.

    A bot may run on it meanwhile, and is not held up. No file of this name exists before, or in half, or after a fault.

    Raises:
        RuleError: `no_database`, `backup_exists`; `no_backup` where the database itself is damaged.
    """
    _check_is_there(file)
    try:
        os.close(os.open(to, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    except FileExistsError:
        raise RuleError("backup_exists", file=str(to)) from None
    try:
        return _replace_with_copy(file, to)
    except BaseException:
        to.unlink(missing_ok=True)
        raise


def back_up_before_upgrade(file: Path, revision: str) -> Path:
    """A verified copy stands beside the database as `<file>.before-<revision>`; return its name.

    One of an earlier attempt is replaced: an upgrade that failed has changed nothing.
    """
    to = file.with_name(f"{file.name}.before-{revision}")
    _replace_with_copy(file, to)
    return to


def restore(backup: Path, file: Path, now: datetime, *, known: Collection[str]) -> tuple[Verified, Path | None]:
    """The database is what the backup holds, which was verified first; return that, and where the one before is kept.

    `known` are the revisions that this version can bring up to its own.

    Raises:
        RuleError: `already_running`, `no_database`, `no_backup`, `backup_newer`; nothing was changed.
    """
    _check_is_there(backup)
    with hold_file(file), _copy_beside(backup, file) as copy:
        verified = verify(copy)
        if verified.revision not in known:
            raise RuleError("backup_newer", revision=verified.revision)
        kept = _put_aside(file, now)
        copy.replace(file)
        _settle(file.parent)
    return verified, kept


def verify(file: Path) -> Verified:
    """Return what a database holds, of which nobody has a part open.

    Raises:
        RuleError: `no_backup`, with why.
    """
    try:
        with closing(_open(file)) as database:
            return _look_through(database, file)
    except sqlite3.DatabaseError as error:
        raise RuleError("no_backup", file=str(file), why=str(error)) from None


def _look_through(database: sqlite3.Connection, file: Path) -> Verified:
    for check in ("integrity_check", "foreign_key_check"):
        found = database.execute(f"PRAGMA {check}").fetchone()
        if found is not None and found[0] != "ok":
            raise RuleError("no_backup", file=str(file), why=f"{check}: {found[0]}")
    tables = [name for (name,) in database.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    if "alembic_version" not in tables:
        raise RuleError("no_backup", file=str(file), why="it has no tables of Roundtable")
    (revision,) = database.execute("SELECT version_num FROM alembic_version").fetchone()
    rows = sum(database.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in tables)
    texts = database.execute("SELECT text, digest FROM reply WHERE text != ''")
    match = [digest_of(text) == digest for text, digest in texts]
    return Verified(revision=revision, rows=rows, replies=sum(match), damaged=len(match) - sum(match))


def _replace_with_copy(file: Path, to: Path) -> Verified:
    with _copy_beside(file, to) as copy:
        # The copy is what a restored database would be; what it is copied to is what is kept.
        with _copy_beside(copy, to) as trial:
            verified = verify(trial)
        copy.replace(to)
        _settle(to.parent)
    return verified


@contextmanager
def _copy_beside(file: Path, beside: Path) -> Generator[Path]:
    """A copy on the disk where it is to stand, for its owner alone; what is left of it goes with the block."""
    with TemporaryDirectory(prefix=f".{beside.name}.", dir=beside.parent) as folder:
        copy = Path(folder) / "copy.db"
        os.close(os.open(copy, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        try:
            with closing(_open(file)) as source, closing(sqlite3.connect(copy)) as target:
                # In one go: page by page it would begin anew with each write of a running bot.
                source.backup(target)
                # One file, without a log beside it; a bot that opens it has one again.
                target.execute("PRAGMA journal_mode=DELETE")
        except sqlite3.DatabaseError as error:
            raise RuleError("no_backup", file=str(file), why=str(error)) from None
        yield copy


def _open(file: Path) -> sqlite3.Connection:
    database = sqlite3.connect(file, isolation_level=None)
    database.execute("PRAGMA query_only=ON")
    database.execute("PRAGMA busy_timeout=5000")
    return database


def _check_is_there(file: Path) -> None:
    if not file.is_file():
        raise RuleError("no_database", file=str(file))


def _put_aside(file: Path, now: datetime) -> Path | None:
    """The present database has another name, with all that belongs to it; return it, or None where there was none."""
    kept = file.with_name(f"{file.name}.kept-{now.astimezone(UTC):%Y%m%dT%H%M%S.%fZ}")
    present = [end for end in BESIDE if Path(f"{file}{end}").exists()]
    for end in present:
        Path(f"{file}{end}").rename(f"{kept}{end}")
    return kept if "" in present else None


def _settle(folder: Path) -> None:
    """The names in the folder are on the disk."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
