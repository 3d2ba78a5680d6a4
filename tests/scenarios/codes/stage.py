"""A small server with the whole real bot, in this process: its client over real sockets, its runner, its log."""

import asyncio
import contextlib
import io
import re
import sqlite3
import sys
from collections.abc import AsyncGenerator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from bot.app import Assembly
from bot.cli.logs import configure_logs
from bot.sandbox import Channel, ChannelKind, Message, Overwrite, Permission, Person, Sandbox, text_of
from bot.sandbox.rest.server import LoggedRequest
from bot.settings import Settings

BEGINS = datetime(2026, 2, 2, 9, tzinfo=UTC)
STARTS = "2026-03-02"
PATIENCE = 60.0
"""Seconds for one act: a machine may be busy with much else."""
COUNTRIES = ("Kenya", "Uganda", "Rwanda", "Egypt", "Peru", "Japan")
SENDS = r"^/channels/\d+/messages$"


@dataclass(kw_only=True)
class Town:
    """The server, and what its people see. `log` is what the bot logged, as an operator reads it."""

    sandbox: Sandbox
    channel: Channel
    desk: Channel
    database: Path
    written: io.StringIO
    bot: Assembly
    people: dict[str, Person] = field(default_factory=dict)

    @property
    def organiser(self) -> Person:
        return self.sandbox.owner

    @property
    def trouble(self) -> Any:
        return self.sandbox.trouble

    @property
    def log(self) -> str:
        return self.written.getvalue()

    def logged(self, *words: str) -> list[str]:
        """The lines of the log in which all these words stand."""
        return [line for line in self.log.splitlines() if all(word in line for word in words)]

    async def settle(self) -> datetime | None:
        """Nothing is going on; returns when the bot has something to do next."""
        return await self.sandbox.quiet(PATIENCE)

    async def pass_time(self, **span: float) -> None:
        """So much time has passed, and everything that came due in it has happened at its time."""
        await self.play_until(self.sandbox.time.now() + timedelta(**span))

    async def play_until(self, end: datetime) -> None:
        while True:
            next_at = await self.settle()
            if next_at is None or next_at > end:
                break
            await self.sandbox.time.set(max(next_at, self.sandbox.time.now()))
        await self.sandbox.time.set(end)
        await self.settle()

    async def play_to(self, is_reached: Callable[[], object]) -> None:
        """Time has gone on, from one thing that is due to the next, until this is so."""
        for _ in range(200):
            next_at = await self.settle()
            if is_reached():
                return
            assert next_at is not None
            await self.sandbox.time.set(max(next_at, self.sandbox.time.now()))
        raise AssertionError("never reached")

    async def command(self, name: str, **options: object) -> str:
        answer = await (await self.organiser.command(name, self.desk, **options)).settled()
        await self.settle()
        return answer.text

    async def join(self, name: str) -> Person:
        """Somebody of this name has come and joined the round."""
        person = self.people[name] = await self.sandbox.join(None, name)
        await self.hand_in_joining(person)
        await self.settle()
        return person

    async def hand_in_joining(self, person: Person) -> Any:
        form = (await person.press(self.find(self.channel, "you can join"), "Join")).form
        assert form is not None
        country = COUNTRIES[len(self.people) % len(COUNTRIES)]
        consent = {"How may your words be used?": "Only count them"}
        values = {"Your country": country, "Your languages": "English", **consent}
        return await (await person.submit(form, values)).settled()

    async def enrol(self, *names: str) -> None:
        """A round enrols, and these have joined it."""
        places = {"channel": self.channel, "desk": self.desk}
        assert "is added" in await self.command("program add", program="library-leadership", **places)
        await self.command("round create", start=STARTS)
        await self.play_to(lambda: self.has(self.channel, "you can join"))
        for name in names:
            await self.join(name)

    async def approve(self) -> None:
        """The pairing was drafted and is approved."""
        await self.play_to(lambda: self.has(self.desk, "is ready to check"))
        await (await self.organiser.press(self.find(self.desk, "is ready to check"), "Approve the pairing")).settled()

    async def start_round(self, *names: str) -> None:
        """A round runs in which these are paired, and its first prompt is open."""
        await self.enrol(*names)
        await self.approve()
        await self.play_to(lambda: self.prompts())

    def has(self, channel: Channel, words: str) -> bool:
        return any(words in text for text in self.texts(channel))

    def find(self, channel: Channel, words: str) -> Message:
        """The newest message in which these words stand."""
        found = [each for each in standing(channel) if words in text_of(each)]
        assert found, f"{words!r} is in none of {self.texts(channel)}"
        return found[-1]

    def texts(self, channel: Channel) -> list[str]:
        """What the bot's messages in a channel say, the oldest first."""
        return [text_of(each) for each in standing(channel) if each.author_id == self.sandbox.world.bot.id]

    def dms(self, person: Person) -> list[str]:
        """What the bot wrote to this person by DM."""
        return self.texts(person.dm) if person.id in self.sandbox.world.dm_ids else []

    def notes(self, words: str = "") -> list[str]:
        """The notes to the organisers that say this; the panel that stays pinned is none."""
        pinned = {text_of(each) for each in standing(self.desk) if each.pinned_at}
        return [text for text in self.texts(self.desk) if text and text not in pinned and words in text]

    def prompts(self) -> list[Message]:
        return [each for each in standing(self.channel) if "Write my reply" in text_of(each)]

    def pair_threads(self) -> list[Channel]:
        return [
            each
            for each in self.sandbox.world.channels.values()
            if each.kind is ChannelKind.PRIVATE_THREAD and each.deleted_at is None
        ]

    def requests(self, method: str, path: str) -> list[LoggedRequest]:
        """The bot's requests of this method whose path matches."""
        return [each for each in self.sandbox.requests if each.method == method and re.search(path, each.path)]

    def rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """What the database says, asked in our own words."""
        with contextlib.closing(sqlite3.connect(self.database)) as connection:
            return connection.execute(sql, values).fetchall()

    def step_of(self, kind: str, person: Person | None = None) -> tuple[int, str | None, int]:
        """Number, outcome and tries of the youngest step of this kind, of one person where named."""
        sql = "SELECT id, outcome, runs FROM due_step WHERE kind = ? AND ? IN (0, recipient_id) ORDER BY id DESC"
        return self.rows(sql, kind, person.id if person else 0)[0]

    def assert_log_is_clean(self) -> None:
        """No name and no word of a member stands in the log, and no token."""
        assert [word for word in (*self.people, self.sandbox.token) if word in self.log] == []


def standing(channel: Channel) -> list[Message]:
    return [each for each in channel.messages.values() if each.deleted_at is None and each.only_for is None]


def settings_for(sandbox: Sandbox, url: str) -> Settings:
    return Settings(
        token=SecretStr(sandbox.token),
        api_base=sandbox.api_base,
        gateway_url=sandbox.gateway_url,
        time_url=sandbox.control_url.replace("http:", "ws:") + "/clock",
        database=url,
        message_content=True,
        requests_per_second=1000,
    )


@asynccontextmanager
async def living_bot(url: str) -> AsyncGenerator[Town]:
    """The bot runs on a server with a channel and the organisers' desk; `url` is an empty database of SQLite."""
    patience = timedelta(seconds=PATIENCE)
    async with Sandbox(starts_at=BEGINS, answer_within=patience) as sandbox, AsyncExitStack() as stack:
        desk_only = Overwrite(target_id=sandbox.guild.id, is_member=False, deny=Permission.VIEW_CHANNEL)
        for_bot = Overwrite(target_id=sandbox.world.bot.id, is_member=True, allow=Permission.VIEW_CHANNEL)
        written = io.StringIO()
        with contextlib.redirect_stderr(written):
            configure_logs("info", [sandbox.token])
        town = Town(
            sandbox=sandbox,
            channel=sandbox.add_channel("round-table"),
            desk=sandbox.add_channel("organisers", overwrites=[desk_only, for_bot]),
            database=Path(url.removeprefix("sqlite+aiosqlite:///")),
            written=written,
            bot=await Assembly.build(settings_for(sandbox, url), stack),
        )
        serving = asyncio.create_task(town.bot.serve())
        try:
            await town.settle()
            yield town
        finally:
            serving.cancel()
            await asyncio.gather(serving, return_exceptions=True)
            # Pytest shows it with what failed.
            sys.stderr.write(town.log)
    assert sandbox.unrouted == []
