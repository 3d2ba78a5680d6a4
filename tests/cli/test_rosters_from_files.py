"""`roundtable roster import` on a database with a round."""

import asyncio
import csv
import stat
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli.commands import app
from bot.domain.ids import ChannelId, GuildId, MemberId
from bot.store import Store, programs, rosters, rounds

NOW = datetime(2026, 1, 1, tzinfo=UTC)
LIST = "Nombre completo;Correo;País\nAna;ana@example.org;Perú\nBo;bo(at)example.org;Ghana\nCy;cy@example.org;Nigera\n"


def run(*arguments):
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.fixture
def database(tmp_path, monkeypatch) -> Path:
    file = tmp_path / "kept.db"
    monkeypatch.setenv("ROUNDTABLE_DATABASE", str(file))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    assert run("migrate").exit_code == 0
    return file


@pytest.fixture
def people(tmp_path) -> Path:
    file = tmp_path / "people.csv"
    file.write_text(LIST, "utf-8")
    return file


async def host(database, guild=1):
    store = await Store.open(str(database))
    async with store.write() as tx:
        hosted = await programs.add(
            tx,
            guild_id=GuildId(guild),
            slug="library-leadership",
            channel_id=ChannelId(10),
            desk_channel_id=ChannelId(11),
            zone="UTC",
            locale="en",
            added_by=MemberId(9),
            added_at=NOW,
        )
        await rounds.add(
            tx,
            program_id=hosted.id,
            name="2026A",
            starts_on=date(2026, 3, 2),
            zone="UTC",
            seed=1,
            prompt_numbers=(1,),
            created_by=None,
            created_at=NOW,
        )
    await store.close()


async def entries(database):
    store = await Store.open(str(database))
    async with store.read() as tx:
        found = await rosters.of_round(tx, 1)
    await store.close()
    return found


def test_list_is_looked_over_and_nothing_is_changed(database, people):
    asyncio.run(host(database))
    shown = run("roster", "import", people)
    assert shown.exit_code == 0
    assert shown.stdout.splitlines() == [
        "The list for round 2026A",
        "New: one",
        "Refused: 2",
        "The columns I read:",
        "- Name: Nombre completo",
        "- E-mail: Correo",
        "- Country: País",
        "- Line 3: This is no e-mail address: bo(at)example.org.",
        "- Line 4: I do not know this country: Nigera. Did you mean Nigeria and Niger?",
        "Nothing is imported yet. To import the list, name a new file: --codes codes.csv",
    ]
    assert asyncio.run(entries(database)) == []


def test_list_is_imported_and_written_with_its_codes_for_its_owner_alone(database, people, tmp_path):
    asyncio.run(host(database))
    codes = tmp_path / "codes.csv"
    done = run("roster", "import", people, "--codes", codes)
    assert done.exit_code == 0
    assert f"{codes} holds the list with the codes." in done.stdout
    assert stat.S_IMODE(codes.stat().st_mode) == 0o600
    rows = list(csv.DictReader(codes.read_text("utf-8-sig").splitlines()))
    assert [(row["Correo"], bool(row["join_code"])) for row in rows] == [
        ("ana@example.org", True),
        ("bo(at)example.org", False),
        ("cy@example.org", False),
    ]
    assert len(asyncio.run(entries(database))) == 1


def test_file_that_exists_is_not_overwritten_and_nothing_is_imported(database, people, tmp_path):
    asyncio.run(host(database))
    refused = run("roster", "import", people, "--codes", people)
    assert refused.exit_code == 2
    assert people.read_text("utf-8") == LIST
    assert asyncio.run(entries(database)) == []


def test_list_that_cannot_be_imported_leaves_no_file(database, people, tmp_path):
    codes = tmp_path / "codes.csv"
    refused = run("roster", "import", people, "--codes", codes)
    assert refused.exit_code == 2
    assert "There is no such program here." in refused.stderr
    assert not codes.exists()


def test_program_of_several_servers_must_be_named(database, people):
    asyncio.run(host(database, guild=1))
    asyncio.run(host(database, guild=2))
    refused = run("roster", "import", people)
    assert refused.exit_code == 2
    assert "library-leadership (1), library-leadership (2)" in refused.stderr
    assert run("roster", "import", people, "--server", "2").exit_code == 0


@pytest.mark.parametrize(
    ("content", "options", "expected"),
    [
        (b"", (), "The file is empty."),
        (b"a,b\n1,2\n", (), "I find no column with names or addresses."),
        (b"Name\nAna\n", ("--columns", "phone=Name"), "about the columns: phone=Name"),
        (b"Name\n" + b"Ana\n" * 300_000, (), "too large"),
    ],
)
def test_list_that_is_none_is_refused_in_words(database, tmp_path, content, options, expected):
    asyncio.run(host(database))
    file = tmp_path / "list.csv"
    file.write_bytes(content)
    refused = run("roster", "import", file, *options)
    assert refused.exit_code == 2
    assert expected in refused.stderr
