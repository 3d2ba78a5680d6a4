"""Who must miss nothing of the gateway listens before the bot is started: its first event may come at once."""

from contextlib import AsyncExitStack
from pathlib import Path

import pytest
from discord.gateway import DiscordWebSocket
from discord.http import Route
from pydantic import SecretStr

from bot.app import Assembly
from bot.settings import Settings

SESSIONS = {"on_connect", "on_resumed", "on_disconnect"}


@pytest.mark.parametrize(
    ("time_url", "followed"), [("", SESSIONS), ("ws://127.0.0.1:1/clock", {*SESSIONS, "on_socket_event_type"})]
)
async def test_events_are_listened_for_before_anything_is_served(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, time_url: str, followed: set[str]
):
    # The bot points discord.py's client somewhere else for its whole process, which here has other tests to do.
    monkeypatch.setattr(Route, "BASE", Route.BASE)
    monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", DiscordWebSocket.DEFAULT_GATEWAY)
    settings = Settings(
        token=SecretStr("x"),
        database=str(tmp_path / "roundtable.db"),
        programs_folder=Path(__file__).parents[1] / "prompts",
        api_base="http://127.0.0.1:1/api/v10",
        gateway_url="ws://127.0.0.1:1",
        time_url=time_url,
    )
    async with AsyncExitStack() as stack:
        bot = await Assembly.build(settings, stack)
        assert {*bot._client.extra_events} & {*SESSIONS, "on_socket_event_type"} == followed
