from pathlib import Path

import pytest
from discord.gateway import DiscordWebSocket
from discord.http import Route
from typer.testing import CliRunner

from bot.cli.commands import app
from bot.store.lock import hold_file


def run(*arguments):
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.fixture
def database(tmp_path, monkeypatch) -> Path:
    file = tmp_path / "kept.db"
    monkeypatch.setenv("ROUNDTABLE_DATABASE", str(file))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    assert run("migrate").exit_code == 0
    return file


def test_backup_says_what_it_verified(database, tmp_path):
    made = run("backup", tmp_path / "copy.db")
    assert made.exit_code == 0
    assert made.stdout == (
        f"{tmp_path / 'copy.db'} holds the backup.\n"
        "I restored it for a trial, and it is sound. Revision: 0002. Rows: 2. Replies as they were written: 0.\n"
    )


def test_backup_twice_into_one_file_is_refused(database, tmp_path):
    run("backup", tmp_path / "copy.db")
    again = run("backup", tmp_path / "copy.db")
    assert again.exit_code == 2
    assert "exists already." in again.stderr


def test_restore_tells_where_the_present_database_is_kept(database, tmp_path):
    run("backup", tmp_path / "copy.db")
    restored = run("restore", tmp_path / "copy.db")
    assert restored.exit_code == 0
    kept = next(tmp_path.glob("kept.db.kept-*"))
    assert f"{database} is the database now.\n" in restored.stdout
    assert f"The database as it was before is kept as {kept}.\n" in restored.stdout


def test_restore_while_a_bot_runs_is_refused(database, tmp_path):
    run("backup", tmp_path / "copy.db")
    with hold_file(database):
        refused = run("restore", tmp_path / "copy.db")
    assert refused.exit_code == 2
    assert "A bot is running on" in refused.stderr


@pytest.mark.parametrize("command", ["backup", "restore"])
def test_database_server_has_tools_of_its_own(command, tmp_path, monkeypatch):
    monkeypatch.setenv("ROUNDTABLE_DATABASE", "postgresql+asyncpg://bot@localhost/roundtable")
    refused = run(command, tmp_path / "copy.db")
    assert refused.exit_code == 2
    assert "use pg_dump" in refused.stderr


def test_doctor_says_what_is_wrong_and_what_to_do_and_ends_with_a_code(database, tmp_path, monkeypatch):
    # Whom the client speaks to is set for the whole process.
    monkeypatch.setattr(Route, "BASE", Route.BASE)
    monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", DiscordWebSocket.DEFAULT_GATEWAY)
    monkeypatch.setenv("ROUNDTABLE_API_BASE", "http://127.0.0.1:9")
    told = run("doctor")
    assert told.exit_code == 1
    assert "• There is no backup yet." in told.stdout
    assert "✗ Nobody answers at http://127.0.0.1:9" in told.stdout
    assert told.stdout.endswith("Faults: 1. Notes: 1.\n")
    run("backup", tmp_path / "copy.db")
    assert f"✓ The last backup is 0 days old: {tmp_path / 'copy.db'}" in run("doctor").stdout
