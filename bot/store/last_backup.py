"""When a database was last backed up, kept in a file beside it: a restored database would tell of its own past."""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class LastBackup:
    """A backup that was made and tried out; `made_at` is an aware instant in UTC."""

    file: Path
    made_at: datetime


def note_backup(database: Path, backup: Path, now: datetime) -> None:
    """Beside the database stands that this backup of it was made now."""
    told = json.dumps({"file": str(backup.resolve()), "made_at": now.isoformat()})
    _beside(database).write_text(told, "utf-8")


def last_backup(database: Path) -> LastBackup | None:
    """Return what `note_backup` told last; None where nothing did, or its file cannot be read."""
    try:
        told = json.loads(_beside(database).read_text("utf-8"))
        return LastBackup(file=Path(told["file"]), made_at=datetime.fromisoformat(told["made_at"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _beside(database: Path) -> Path:
    return database.with_name(f"{database.name}.last-backup")
