"""The database: whether it can be reached, is whole and of this version, and when it was last backed up."""

from collections.abc import AsyncIterator, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.doctor.finding import Finding, fault, good, note
from bot.domain.errors import RuleError
from bot.store import migrating
from bot.store.backup import back_up
from bot.store.connecting import database_file, trouble_of
from bot.store.last_backup import last_backup

_LONGEST_WITHOUT_BACKUP = timedelta(days=7)


async def look_at_database(url: str, now: datetime) -> AsyncIterator[Finding]:
    """Yield what there is to know of the database. Nothing in it is changed, and a bot may run on it."""
    file = database_file(url)
    if file is not None and not file.exists():
        yield note("database_none", file=str(file))
        return
    revision = None
    try:
        revision = await migrating.current(url)
    except Exception as error:
        # Drivers raise their own errors, and operating systems theirs: an operator needs the reason, whatever it is.
        yield fault("database_unreachable", reason=trouble_of(error) or type(error).__name__)
        return
    yield _look_at_revision(revision)
    if file is None:
        yield note("backup_by_pg_dump")
        return
    yield _look_through(file)
    for finding in _look_at_backup(file, now):
        yield finding


def _look_at_revision(revision: str | None) -> Finding:
    if revision is not None and revision not in migrating.revisions():
        return fault("database_newer", revision=revision)
    if revision != migrating.head():
        return note("database_older", revision=revision or "0", head=migrating.head())
    return good("database", revision=revision)


def _look_through(file: Path) -> Finding:
    """Try it as a backup is tried: on a copy."""
    try:
        with TemporaryDirectory() as folder:
            verified = back_up(file, Path(folder) / "copy")
    except RuleError:
        return fault("database_damaged", file=str(file))
    if verified.damaged:
        return fault("replies_damaged", count=verified.damaged)
    return good("database_whole", rows=verified.rows, replies=verified.replies)


def _look_at_backup(file: Path, now: datetime) -> Iterator[Finding]:
    last = last_backup(file)
    if last is None:
        yield note("backup_none")
        return
    days = (now - last.made_at).days
    if not last.file.exists():
        yield note("backup_gone", file=str(last.file))
    elif now - last.made_at > _LONGEST_WITHOUT_BACKUP:
        yield note("backup_old", days=days, file=str(last.file))
    else:
        yield good("backup", count=days, file=str(last.file))
