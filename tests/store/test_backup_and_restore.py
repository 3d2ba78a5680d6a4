import asyncio
import shutil
import sqlite3
import threading
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.domain.errors import RuleError
from bot.domain.reply import digest_of
from bot.store import Store, migrating
from bot.store.backup import back_up, restore, verify
from bot.store.lock import hold_file
from bot.store.migrating import current, head, migrate, revisions

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
ROUND = """
INSERT INTO program (id, guild_id, slug, channel_id, desk_channel_id, zone, locale, added_by, added_at)
VALUES (1, 1, 'library', 10, 11, 'UTC', 'en', 900, '2026-01-01');
INSERT INTO round (id, program_id, name, starts_on, zone, seed, prompt_numbers, phase, created_by, created_at)
VALUES (1, 1, '2026A', '2026-03-02', 'UTC', 7, '[1]', 'running', 900, '2026-01-01');
"""
REPLY = """
INSERT INTO reply (round_id, prompt_number, source, source_id, text, digest, said_at)
VALUES (1, 1, 'form', ?, ?, ?, '2026-03-03')
"""


def write(file, number, words, digest=None):
    with closing(sqlite3.connect(file, timeout=10)) as database, database:
        database.execute(REPLY, (number, words, digest or digest_of(words)))


def count(file):
    with closing(sqlite3.connect(file)) as database:
        return database.execute("SELECT count(*) FROM reply").fetchone()[0]


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    file = tmp_path_factory.mktemp("filled") / "store.db"
    asyncio.run(migrate(str(file)))
    with closing(sqlite3.connect(file)) as database:
        database.executescript(ROUND)
    write(file, 1, "We lend tools.")
    write(file, 2, "", digest_of("erased"))
    return file


@pytest.fixture
def file(filled, tmp_path):
    return Path(shutil.copy(filled, tmp_path / "store.db"))


def names(folder):
    return sorted(each.name for each in folder.iterdir())


async def test_backup_is_made_while_a_bot_writes_and_holds_what_was_kept_before(file, tmp_path):
    store = await Store.open(str(file))
    stop = threading.Event()

    def write_on():
        number = 100
        while not stop.is_set():
            write(file, number, "More.")
            number += 1

    writing = asyncio.create_task(asyncio.to_thread(write_on))
    try:
        with hold_file(file):
            verified = await asyncio.to_thread(back_up, file, tmp_path / "copy.db")
    finally:
        stop.set()
        await writing
        await store.close()
    assert verified.revision == head()
    assert (verified.replies, verified.damaged) == (count(tmp_path / "copy.db") - 1, 0)
    assert verified.replies >= 1
    assert (tmp_path / "copy.db").stat().st_mode & 0o777 == 0o600
    assert [name for name in names(tmp_path) if name.startswith(("copy", "."))] == ["copy.db"]


def test_backup_overwrites_nothing(file, tmp_path):
    (tmp_path / "copy.db").write_text("precious")
    with pytest.raises(RuleError) as refused:
        back_up(file, tmp_path / "copy.db")
    assert refused.value.key == "backup_exists"
    assert (tmp_path / "copy.db").read_text() == "precious"


def test_backup_of_nothing_makes_nothing(tmp_path):
    with pytest.raises(RuleError) as refused:
        back_up(tmp_path / "none.db", tmp_path / "copy.db")
    assert refused.value.key == "no_database"
    assert names(tmp_path) == []


def test_backup_counts_replies_whose_words_were_changed_behind_its_back(file, tmp_path):
    write(file, 3, "We lend t00ls.", digest_of("We lend tools."))
    verified = back_up(file, tmp_path / "copy.db")
    assert (verified.replies, verified.damaged) == (1, 1)


def break_pages(file):
    with file.open("r+b") as opened:
        opened.seek(3 * 4096)
        opened.write(b"\xff" * 20 * 4096)


def lose_rows(file):
    with closing(sqlite3.connect(file)) as database, database:
        database.execute("DELETE FROM round")


def forget_tables(file):
    file.unlink()
    with closing(sqlite3.connect(file)) as database, database:
        database.execute("CREATE TABLE x (y)")


def write_nonsense(file):
    file.write_bytes(b"no database at all" * 1000)


@pytest.mark.parametrize("damage", [break_pages, lose_rows, forget_tables, write_nonsense])
def test_damaged_database_is_no_backup_and_leaves_no_file(file, tmp_path, damage):
    damage(file)
    with pytest.raises(RuleError) as refused:
        back_up(file, tmp_path / "copy.db")
    assert refused.value.key == "no_backup"
    assert not (tmp_path / "copy.db").exists()


@pytest.mark.parametrize("damage", [break_pages, lose_rows, forget_tables, write_nonsense])
def test_damaged_backup_is_not_restored(file, tmp_path, damage):
    backup = Path(shutil.copy(file, tmp_path / "copy.db"))
    damage(backup)
    write(file, 5, "Still here.")
    with pytest.raises(RuleError) as refused:
        restore(backup, file, NOW, known=revisions())
    assert refused.value.key == "no_backup"
    assert count(file) == 3
    assert not [name for name in names(tmp_path) if "kept" in name]


def test_restore_brings_back_what_was_and_keeps_what_is(file, tmp_path):
    back_up(file, tmp_path / "copy.db")
    write(file, 5, "Written later.")
    verified, kept = restore(tmp_path / "copy.db", file, NOW, known=revisions())
    assert (verified.replies, count(file), count(kept)) == (1, 2, 3)
    assert kept.name == "store.db.kept-20260301T120000.000000Z"
    assert file.stat().st_mode & 0o777 == 0o600


def test_restore_lets_no_log_of_another_database_be_replayed(file, tmp_path):
    back_up(file, tmp_path / "copy.db")
    # As after a kill: the last words stand in the log alone.
    writing = sqlite3.connect(file)
    writing.execute(REPLY, (6, "In the log.", digest_of("In the log.")))
    writing.commit()
    crashed = tmp_path / "crashed"
    crashed.mkdir()
    for end in ("", "-wal"):
        shutil.copy(f"{file}{end}", crashed / f"store.db{end}")
    writing.close()
    present = crashed / "store.db"
    _, kept = restore(tmp_path / "copy.db", present, NOW, known=revisions())
    assert not Path(f"{present}-wal").exists()
    assert (count(present), count(kept)) == (2, 3)


def test_restore_where_there_is_no_database_yet(file, tmp_path):
    back_up(file, tmp_path / "copy.db")
    _, kept = restore(tmp_path / "copy.db", tmp_path / "new.db", NOW, known=revisions())
    assert kept is None
    assert count(tmp_path / "new.db") == 2


def test_restore_is_refused_while_a_bot_runs(file, tmp_path):
    back_up(file, tmp_path / "copy.db")
    with hold_file(file), pytest.raises(RuleError) as refused:
        restore(tmp_path / "copy.db", file, NOW, known=revisions())
    assert refused.value.key == "already_running"


def test_restore_of_a_newer_version_is_refused(file, tmp_path):
    back_up(file, tmp_path / "copy.db")
    with pytest.raises(RuleError) as refused:
        restore(tmp_path / "copy.db", file, NOW, known=["0000"])
    assert refused.value.fields == {"revision": head()}


async def test_restored_database_is_one_that_a_bot_can_open(file, tmp_path):
    back_up(file, tmp_path / "copy.db")
    restore(tmp_path / "copy.db", tmp_path / "new.db", NOW, known=revisions())
    await migrate(str(tmp_path / "new.db"))
    store = await Store.open(str(tmp_path / "new.db"))
    async with store.read() as tx:
        assert (await tx.exec_driver_sql("PRAGMA journal_mode")).scalar() == "wal"
    await store.close()


@pytest.fixture
def next_version(tmp_path, monkeypatch):
    """This program as it will be one revision later; returns what the revision does."""
    folder = tmp_path / "migrations"
    shutil.copytree(migrating._FOLDER, folder, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(migrating, "_FOLDER", folder)
    before = head()

    def add(does):
        text = f"from alembic import op\nrevision = 'next'\ndown_revision = '{before}'\n\ndef upgrade():\n    {does}\n"
        (folder / "versions" / "next.py").write_text(text)
        return before

    return add


async def test_upgrade_of_a_database_backs_it_up_before(file, next_version):
    before = next_version("op.execute('DELETE FROM reply')")
    await migrate(str(file))
    kept = file.with_name(f"store.db.before-{before}")
    assert await current(str(file)) == "next"
    assert (count(file), count(kept)) == (0, 2)
    assert verify(kept).revision == before
    assert kept.stat().st_mode & 0o777 == 0o600


async def test_upgrade_that_fails_at_every_start_leaves_one_backup(file, next_version, tmp_path):
    before = next_version("op.execute('SELECT nonsense')")
    for _ in range(3):
        with pytest.raises(Exception, match="nonsense"):
            await migrate(str(file))
        assert await current(str(file)) == before
    assert [name for name in names(tmp_path) if "before" in name] == [f"store.db.before-{before}"]


async def test_new_and_present_databases_are_not_backed_up(file, tmp_path):
    await migrate(str(file))
    await migrate(str(tmp_path / "new.db"))
    assert not [name for name in names(tmp_path) if "before" in name]
