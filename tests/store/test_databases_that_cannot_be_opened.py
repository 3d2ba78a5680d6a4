import socket
import subprocess
import sys
from uuid import uuid4

import pytest

from bot.domain.errors import RuleError
from bot.store import Store, connecting
from bot.store.lock import hold_lock
from bot.store.migrating import migrate
from bot.texts.catalogue import Texts


async def refusal(url, act):
    with pytest.raises(RuleError) as refused:
        await act(url)
    text = Texts.load().say("en", f"error.{refused.value.key}", **refused.value.fields)
    return refused.value.key, text


async def hold(url):
    async with hold_lock(url):
        raise AssertionError


TO_OPEN = pytest.mark.parametrize("act", [migrate, Store.open], ids=["migrate", "open"])
EVERY_ACT = pytest.mark.parametrize("act", [migrate, Store.open, hold], ids=["migrate", "open", "hold the lock"])


@TO_OPEN
@pytest.mark.parametrize(
    "content", [b"Dear diary, this is no database at all. " * 40, b"SQLite format 3\0" + b"?" * 4000]
)
async def test_file_that_is_no_database_is_told_and_kept(tmp_path, act, content):
    file = tmp_path / "diary.txt"
    file.write_bytes(content)
    key, text = await refusal(str(file), act)
    assert key == "database_unreadable"
    assert str(file) in text
    assert file.read_bytes() == content


@pytest.mark.parametrize("database_kind", ["sqlite"])
async def test_damaged_file_is_told(url):
    file = connecting.database_file(url)
    kept = bytearray(file.read_bytes())
    kept[100:4096] = b"\xff" * 3996
    file.write_bytes(kept)
    assert (await refusal(url, migrate))[0] == "database_unreadable"


async def test_database_that_somebody_else_writes_for_long_is_busy(store, url, monkeypatch):
    monkeypatch.setattr(connecting, "BUSY_MS", 50)
    async with store.write():
        assert (await refusal(url, Store.open))[0] == "database_busy"
        assert (await refusal(url, migrate))[0] == "database_busy"


@pytest.fixture
async def stranger(postgresql):
    """Somebody whom the server knows, with the password `right`, but who may do nothing."""
    await postgresql.execute(
        "DO $$ BEGIN CREATE ROLE stranger LOGIN PASSWORD 'right'; EXCEPTION WHEN duplicate_object OR unique_violation "
        "THEN NULL; END $$"
    )
    return "stranger"


@EVERY_ACT
@pytest.mark.parametrize("password", ["", ":wrong"])
async def test_wrong_password_is_refused_and_never_shown(postgresql, stranger, act, password):
    key, text = await refusal(postgresql.url("postgres", stranger + password), act)
    assert key == "database_refused"
    assert 'password authentication failed for user "stranger"' in text
    assert "wrong" not in text


@EVERY_ACT
async def test_name_that_the_server_does_not_know_is_refused(postgresql, act):
    assert (await refusal(postgresql.url("nothing_here"), act))[0] == "database_refused"


@EVERY_ACT
async def test_user_whom_the_server_does_not_know_is_refused(postgresql, act):
    assert (await refusal(postgresql.url("postgres", f"u{uuid4().hex}"), act))[0] == "database_refused"


async def test_user_who_may_not_make_tables_is_refused(postgresql, stranger):
    key, text = await refusal(postgresql.url("postgres", f"{stranger}:right"), migrate)
    assert (key, "permission denied" in text) == ("database_refused", True)


@EVERY_ACT
@pytest.mark.parametrize("place", ["127.0.0.1:1/it", "/it?host=/nowhere"])
async def test_server_that_does_not_answer_is_unreachable(act, place):
    key, text = await refusal(f"postgresql+asyncpg://me:secret@{place}", act)
    assert key == "database_unreachable"
    assert "it on " in text
    assert "secret" not in text


async def test_server_that_accepts_and_says_nothing_is_unreachable(monkeypatch):
    monkeypatch.setattr(connecting, "CONNECT_SECONDS", 0.1)
    with socket.create_server(("127.0.0.1", 0)) as server:
        url = f"postgresql+asyncpg://me@127.0.0.1:{server.getsockname()[1]}/it"
        assert (await refusal(url, migrate))[0] == "database_unreachable"


def test_driver_that_is_not_installed_is_named():
    script = (
        "import asyncio, sys; sys.modules['asyncpg'] = None\n"
        "from bot.store.migrating import migrate\n"
        "asyncio.run(migrate('postgresql+asyncpg://me@localhost/it'))"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert "RuleError: ('database_driver_missing', {'database': 'it on localhost'})" in ran.stderr
