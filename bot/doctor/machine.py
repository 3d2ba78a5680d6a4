"""The machine: its version of Python, its disk, its zone data."""

import platform
import shutil
from collections.abc import Iterator
from datetime import date
from importlib.metadata import version
from pathlib import Path
from zoneinfo import available_timezones

from bot.doctor.finding import Finding, fault, good, note

_LEAST_FREE = 200 * 1024**2
_LITTLE_FREE = 1024**3
_OLD_YEARS = 2


def look_at_machine(folder: Path, today: date) -> Iterator[Finding]:
    """Yield what there is to know of this machine; `folder` is where the database lies."""
    yield good("version", version=version("roundtable"), python=platform.python_version())
    yield _look_at_disk(folder)
    yield _look_at_zones(today)


def _look_at_disk(folder: Path) -> Finding:
    free = shutil.disk_usage(folder).free
    fields = {"free": free // 1024**2, "folder": str(folder.resolve())}
    if free < _LEAST_FREE:
        return fault("disk_full", **fields)
    return note("disk_little", **fields) if free < _LITTLE_FREE else good("disk", **fields)


def _look_at_zones(today: date) -> Finding:
    """Countries change their clocks at short notice: old zone data tells wrong hours to somebody."""
    data = version("tzdata")
    if not available_timezones():
        return fault("zones_missing")
    is_old = today.year - int(data.partition(".")[0]) >= _OLD_YEARS
    return note("zones_old", version=data) if is_old else good("zones", version=data)
