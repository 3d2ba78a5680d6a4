import asyncio
import json
import logging
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from bot.cli.logs import configure_logs
from bot.store import Store

WRITTEN = "What a member wrote"
TOKEN = "a-very-secret-token"
SHAPED = "MTk4NjIyNDgzNDcxOTI1MjQ4.Cl2FMQ.ZnCjm1XVW7vRze4b7Cq4se7kKWs-_0AA"


@pytest.fixture(autouse=True)
def logs_as_before() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level, hook = root.handlers[:], root.level, sys.excepthook
    # Handlers of pytest are put aside, since `basicConfig(force=True)` would close them.
    root.handlers.clear()
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    sys.excepthook = hook
    structlog.reset_defaults()


def log_a_fault(text: str) -> None:
    try:
        raise LookupError(text)
    except LookupError:
        structlog.get_logger().exception("step_failed", step=17)


def test_line_is_time_level_event_then_keys(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logs("info")
    structlog.get_logger().info("step_done", step=17, outcome="sent it", late=False)
    time, rest = capsys.readouterr().err.split(" ", 1)
    assert time.startswith("timestamp=20")
    assert time.endswith("Z")
    assert rest == 'level=info event=step_done step=17 outcome="sent it" late=false\n'


def test_line_carries_what_was_bound_to_the_work_in_hand(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logs("info")
    with structlog.contextvars.bound_contextvars(guild=5):
        structlog.get_logger().info("step_done")
    assert "event=step_done guild=5\n" in capsys.readouterr().err


def test_level_holds_for_our_own_lines(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logs("warning")
    structlog.get_logger().info("step_done")
    assert capsys.readouterr().err == ""


def test_discord_is_heard_from_warnings_on_even_at_debug(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logs("debug")
    logging.getLogger("discord.gateway").debug("For Shard ID None: WebSocket Event: what a member wrote")
    logging.getLogger("discord.http").warning("We are being rate limited, %s tries", 5)
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 1
    assert lines[0].endswith('level=warning event="We are being rate limited, 5 tries"')


def test_traceback_stands_below_its_line_without_the_secret(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logs("info", [TOKEN])
    log_a_fault(f"no such token: {TOKEN}")
    first, *below = capsys.readouterr().err.splitlines()
    assert first.endswith("level=error event=step_failed step=17")
    assert below[0] == "Traceback (most recent call last):"
    assert below[-1] == "LookupError: no such token: [secret]"


def test_secret_that_begins_another_leaves_nothing_of_it(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logs("info", ["", "abc", "abcdef"])
    structlog.get_logger().info("seen", value="abcdef")
    assert "value=[secret]\n" in capsys.readouterr().err


def test_what_looks_like_a_token_is_hidden_whosever_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logs("info")
    logging.getLogger("discord").error("Improper token %s has been passed.", SHAPED)
    assert 'event="Improper token [secret] has been passed."' in capsys.readouterr().err


@pytest.mark.parametrize("route", ["webhooks", "interactions"])
def test_address_to_answer_an_interaction_is_hidden(route: str, capsys: pytest.CaptureFixture[str]) -> None:
    configure_logs("info")
    answer = "aW50ZXJhY3Rpb246MTIzNDU2Nzg5MDEy"
    logging.getLogger("discord.http").warning("POST https://discord.com/api/v10/%s/123/%s/callback", route, answer)
    assert f'event="POST https://discord.com/api/v10/{route}/123/[secret]/callback"' in capsys.readouterr().err


async def test_fault_in_a_forgotten_callback_is_logged_without_the_secret(
    capsys: pytest.CaptureFixture[str],
) -> None:
    configure_logs("info", [TOKEN])
    asyncio.get_running_loop().call_soon(json.loads, TOKEN)
    asyncio.get_running_loop().call_exception_handler({"message": f"lost {TOKEN}"})
    await asyncio.sleep(0)
    logged = capsys.readouterr().err
    assert TOKEN not in logged
    assert 'event="lost [secret]"' in logged
    assert "JSONDecodeError" in logged


def test_what_nobody_caught_is_logged_without_the_secret(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logs("info", [TOKEN])
    fault = LookupError(TOKEN)
    sys.excepthook(LookupError, fault, None)
    logged = capsys.readouterr().err
    assert "level=critical event=fault" in logged
    assert logged.endswith("LookupError: [secret]\n")


def test_rows_that_an_error_of_the_database_shows_are_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logs("info")
    log_a_fault('null value in column "said_at"\nDETAIL:  Failing row contains (1, What a member wrote).\nHINT: none')
    logged = capsys.readouterr().err
    assert "member wrote" not in logged
    assert logged.endswith('LookupError: null value in column "said_at"\nDETAIL: [left out]\nHINT: none\n')


async def test_error_of_a_statement_does_not_repeat_what_it_was_given(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    configure_logs("info")
    store = await Store.open(str(tmp_path / "store.db"))
    async with store.write() as tx:
        await tx.execute(text("CREATE TABLE reply (text TEXT CHECK (length(text) > 100))"))
    try:
        async with store.write() as tx:
            await tx.execute(text("INSERT INTO reply VALUES (:words)"), {"words": WRITTEN})
    except IntegrityError:
        structlog.get_logger().exception("step_failed", step=17)
    await store.close()
    logged = capsys.readouterr().err
    assert "CHECK constraint failed" in logged
    assert WRITTEN not in logged
