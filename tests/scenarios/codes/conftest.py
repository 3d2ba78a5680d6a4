import logging
import sys
from collections.abc import AsyncGenerator, Iterator
from pathlib import Path

import pytest
import structlog
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from tests.scenarios.codes.stage import Town, living_bot
from tests.store.databases import SqliteFiles


@pytest.fixture
def everything_as_before(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The addresses of the client and the way of logging, which the bot sets for its whole process."""
    monkeypatch.setattr(Route, "BASE", Route.BASE)
    monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", yarl.URL(DiscordWebSocket.DEFAULT_GATEWAY))
    root = logging.getLogger()
    handlers, level, hook = root.handlers[:], root.level, sys.excepthook
    root.handlers.clear()
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    sys.excepthook = hook
    structlog.reset_defaults()


@pytest.fixture
async def town(everything_as_before: None, sqlite: SqliteFiles, tmp_path: Path) -> AsyncGenerator[Town]:
    """The bot runs and nothing has happened yet. Whatever happens, no name stands in its log."""
    async with sqlite.migrated(tmp_path) as url, living_bot(url) as living:
        yield living
    living.assert_log_is_clean()
