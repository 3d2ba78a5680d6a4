"""The stage of a rehearsal: a sandbox with a guild in it, and the real bot as a process of its own."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from bot.sandbox import Channel, Overwrite, Permission, Person, Sandbox

CHANNEL_SECONDS = 0.1
"""For how long a channel counts what is sent to it, in real seconds: between two sends days may pass in one."""
TOKEN = "rehearsal.token.of-the-sandbox"
START_SECONDS = 60.0
STOP_SECONDS = 10.0
PATIENCE = 120.0
PATIENCE_WITH_LIMITS = 900.0
"""Real seconds in which all that is due at one virtual instant is done, without and with Discord's limits."""
BOT_LOG = "bot.log"
DATABASE = "roundtable.db"


class BotFailed(Exception):
    """The bot ended by itself, or could not start; the message holds the end of its log."""


class BotProcess:
    """The bot as the operator runs it, pointed at a sandbox. It can be ended, killed and started again."""

    def __init__(
        self,
        sandbox: Sandbox,
        folder: Path,
        *,
        message_content: bool,
        programs: Path | None = None,
        limited: bool = False,
        patience: float | None = None,
    ) -> None:
        self._sandbox = sandbox
        self._folder = folder
        self._log = folder / BOT_LOG
        self._patience = patience or (PATIENCE_WITH_LIMITS if limited else PATIENCE)
        self._environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("ROUNDTABLE_")},
            "DISCORD_TOKEN": sandbox.token,
            "ROUNDTABLE_API_BASE": sandbox.api_base,
            "ROUNDTABLE_GATEWAY_URL": sandbox.gateway_url,
            "ROUNDTABLE_TIME_URL": sandbox.control_url.replace("http:", "ws:") + "/clock",
            "ROUNDTABLE_DATABASE": str(folder / DATABASE),
            "ROUNDTABLE_MESSAGE_CONTENT": str(message_content).lower(),
            "ROUNDTABLE_LOG_LEVEL": "warning",
        }
        if not limited:
            self._environment["ROUNDTABLE_REQUESTS_PER_SECOND"] = "1000"
        if programs is not None:
            self._environment["ROUNDTABLE_PROGRAMS_FOLDER"] = str(programs)
        self._process: asyncio.subprocess.Process | None = None
        self._struck = False
        self.strikes = 0
        self.pids: list[int] = []
        """The process ids it has had, the oldest first."""

    async def start(self) -> None:
        """The bot is logged in and has nothing to do at this instant.

        Raises:
            BotFailed: it ended before.
        """
        with self._log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "bot", "run", env=self._environment, stdout=log, stderr=log
            )
        self.pids.append(self._process.pid)
        await self.quiet(max(START_SECONDS, self._patience))

    async def quiet(self, seconds: float | None = None) -> datetime | None:
        """Nothing is going on; returns when the bot has something to do next. After a strike it is started again.

        It is waited for as long as the stage has patience, unless `seconds` says how long.

        Raises:
            BotFailed: it ended meanwhile.
            NotQuietError: something still goes on after so many real seconds.
        """
        assert self._process is not None
        ended = asyncio.create_task(self._process.wait())
        quiet = asyncio.create_task(self._sandbox.quiet(seconds or self._patience))
        try:
            await asyncio.wait({ended, quiet}, return_when=asyncio.FIRST_COMPLETED)
            if quiet.done() and not self._struck:
                return quiet.result()
        finally:
            for task in (ended, quiet):
                task.cancel()
            await asyncio.gather(ended, quiet, return_exceptions=True)
        return await self._revive(seconds)

    async def _revive(self, seconds: float | None) -> datetime | None:
        if not self._struck:
            raise BotFailed(self.log_end())
        await self._end(signal.SIGKILL)
        self._struck = False
        await self.start()
        return await self.quiet(seconds)

    def strike(self) -> None:
        """The process dies at this very instant, in the middle of what it does; it is started again when missed."""
        if self._process is not None and self._process.returncode is None:
            self._process.send_signal(signal.SIGKILL)
            self._struck = True
            self.strikes += 1

    async def stop(self) -> int:
        """The bot has ended, kindly if it does so in time; returns its exit code."""
        return await self._end(signal.SIGTERM)

    async def _end(self, how: signal.Signals) -> int:
        process, self._process = self._process, None
        if process is None:
            return 0
        if process.returncode is None:
            process.send_signal(how)
        try:
            return await asyncio.wait_for(process.wait(), STOP_SECONDS)
        except TimeoutError:
            process.kill()
            return await process.wait()

    def most_memory(self) -> float | None:
        """The most memory that the running process has had so far, in MiB; None where the system does not tell it."""
        status = Path(f"/proc/{self._process.pid}/status") if self._process is not None else None
        if status is None or not status.exists():
            return None
        kilobytes = next(line for line in status.read_text("ascii").splitlines() if line.startswith("VmHWM"))
        return int(kilobytes.split()[1]) / 1024

    def log_end(self, lines: int = 20) -> str:
        """The last lines of what the bot logged."""
        if not self._log.exists():
            return ""
        return "\n".join(self._log.read_text("utf-8", "replace").splitlines()[-lines:])


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """Everything that a rehearsal plays on."""

    sandbox: Sandbox
    bot: BotProcess
    channel: Channel
    """Where the program runs."""
    desk: Channel
    """Which only organisers and moderators see."""
    organiser: Person
    moderator: Person
    folder: Path

    @property
    def now(self) -> datetime:
        """The virtual instant."""
        return self.sandbox.time.now()


@asynccontextmanager
async def set_stage(
    folder: Path,
    *,
    starts_at: datetime,
    title: str,
    message_content: bool,
    programs: Path | None = None,
    nonce_window: timedelta = timedelta(minutes=5),
    limited: bool = False,
    port: int = 0,
    answer_within: timedelta = timedelta(seconds=3),
    patience: float | None = None,
) -> AsyncGenerator[Stage]:
    """A guild with its channels, an organiser and a moderator; the bot is not started, and is ended at the end.

    `limited` holds the bot to Discord's rate limits, which are real seconds; so are `answer_within`, for which people
    wait for the first answer, and `patience`, for which all that is due at one instant is waited for.
    """
    sandbox = Sandbox(
        TOKEN,
        starts_at=starts_at,
        guild_name="Library Leaders",
        owner_name="Noor, organiser",
        has_message_content_intent=message_content,
        nonce_window=nonce_window,
        port=port,
        answer_within=answer_within,
    )
    sandbox.trouble.switch_rate_limits(on=limited)
    sandbox.rest.limits.seconds = CHANNEL_SECONDS
    async with sandbox:
        bot = BotProcess(
            sandbox, folder, message_content=message_content, programs=programs, limited=limited, patience=patience
        )
        stage = await _furnish(sandbox, bot, title, folder)
        try:
            yield stage
        finally:
            await bot.stop()


async def _furnish(sandbox: Sandbox, bot: BotProcess, title: str, folder: Path) -> Stage:
    """The channels are there, one of them only for the organisers, the moderator and the bot."""
    team = sandbox.add_role("Moderators", Permission.MANAGE_THREADS | Permission.MANAGE_MESSAGES)
    closed = [
        Overwrite(target_id=sandbox.guild.id, is_member=False, deny=Permission.VIEW_CHANNEL),
        Overwrite(target_id=team.id, is_member=False, allow=Permission.VIEW_CHANNEL),
        Overwrite(target_id=sandbox.world.bot.id, is_member=True, allow=Permission.VIEW_CHANNEL),
    ]
    return Stage(
        sandbox=sandbox,
        bot=bot,
        channel=sandbox.add_channel(title),
        desk=sandbox.add_channel("organisers", overwrites=closed),
        organiser=sandbox.owner,
        moderator=await sandbox.join(None, "Mika, moderator", roles=[team]),
        folder=folder,
    )
