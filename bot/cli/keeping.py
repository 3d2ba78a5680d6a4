"""`roundtable backup` and `roundtable restore`: a copy of the database that was tried out, and the way back."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.explaining import explained
from bot.cli.options import ConfigOption
from bot.cli.speaking import say

if TYPE_CHECKING:
    from bot.store.backup import Verified


@explained
def backup(
    file: Annotated[Path, typer.Argument(dir_okay=False, help="The backup to make; it must not exist yet.")],
    config: ConfigOption = None,
) -> None:
    """Back the database up into a file, also while the bot runs, and try out whether it can be restored."""
    from bot.store.backup import back_up
    from bot.store.last_backup import note_backup

    database = _database(config)
    verified = back_up(database, file)
    note_backup(database, file, datetime.now(UTC))
    typer.echo(say("cli.backed_up", file=str(file)))
    _tell(verified)


@explained
def restore(
    file: Annotated[Path, typer.Argument(dir_okay=False, help="A backup that was made by this command line.")],
    config: ConfigOption = None,
) -> None:
    """Make the database what a backup holds. The bot must be stopped; the present database is kept beside it."""
    from bot.store import backup, migrating

    database = _database(config)
    verified, kept = backup.restore(file, database, datetime.now(UTC), known=migrating.revisions())
    typer.echo(say("cli.restored", file=str(database)))
    if kept is not None:
        typer.echo(say("cli.kept_aside", file=str(kept)))
    _tell(verified)


def _database(config: Path | None) -> Path:
    from bot.domain.errors import RuleError
    from bot.settings import load_settings
    from bot.store.connecting import database_file

    file = database_file(load_settings(config).database)
    if file is None:
        raise RuleError("use_pg_dump")
    return file


def _tell(verified: "Verified") -> None:
    """What was verified is said; damaged replies end in exit code 1, with the file made all the same."""
    found = {"revision": verified.revision, "rows": verified.rows, "replies": verified.replies}
    typer.echo(say("cli.backup_verified", **found))
    if verified.damaged:
        typer.echo(say("cli.replies_damaged", count=verified.damaged), err=True)
        raise typer.Exit(1)
