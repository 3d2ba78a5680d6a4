"""A process with the bot's code in memory, which becomes the bot when asked: `python -m tests.faults.nursery LOG`.

Each bot is a process of its own with nothing of the one before, and dies as any other does. Only the two seconds are
saved in which a fresh interpreter reads the code; now and then `TroubledBot` starts one of those too.
"""

import asyncio
import gc
import os
import random
import select
import signal
import sys
from asyncio.subprocess import PIPE, Process
from contextlib import suppress

READY, STARTED, ENDED = "ready", "started", "ended"
COMMAND = b"start\n"


class Born:
    """A bot of the nursery, as `asyncio` shows a process."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.returncode: int | None = None
        self._ended = asyncio.Event()

    def note_end(self, returncode: int) -> None:
        self.returncode = returncode
        self._ended.set()

    async def wait(self) -> int:
        await self._ended.wait()
        return self.returncode or 0

    def send_signal(self, number: signal.Signals) -> None:
        # It may have ended a moment ago, which is told by a line that was not read yet.
        with suppress(ProcessLookupError):
            if self.returncode is None:
                os.kill(self.pid, number)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)


class Nursery:
    """The driver's end. It is opened at the first start, with the environment that all bots are to have."""

    def __init__(self) -> None:
        self._process: Process | None = None
        self._reading: asyncio.Task[None] | None = None
        self._born: asyncio.Queue[Born] = asyncio.Queue()
        self._living: dict[int, Born] = {}

    async def start(self, environment: dict[str, str], log: str) -> Born:
        """A new bot."""
        if self._process is None:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "tests.faults.nursery", log, env=environment, stdin=PIPE, stdout=PIPE
            )
            self._reading = asyncio.create_task(self._read(self._process.stdout))
        self._process.stdin.write(COMMAND)
        return await self._born.get()

    async def close(self) -> None:
        """Nobody lives here any more. May be called twice."""
        if self._process is not None:
            self._process.stdin.close()
            await self._process.wait()
            await self._reading
            self._process = None

    async def _read(self, told: asyncio.StreamReader) -> None:
        async for line in told:
            what, *numbers = line.decode().split()
            if what == STARTED:
                born = self._living[int(numbers[0])] = Born(int(numbers[0]))
                self._born.put_nowait(born)
            elif what == ENDED:
                self._living.pop(int(numbers[0])).note_end(int(numbers[1]))


def main(log: str) -> None:
    import bot.app  # noqa: F401 - loaded now, so that it need not be later.
    from bot.cli import main as become_bot
    from bot.texts.places import warm

    warm()
    gc.freeze()
    woken, waking = os.pipe()
    os.set_blocking(waking, False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(waking)
    living = set[int]()
    while True:
        ready, _, _ = select.select([sys.stdin.fileno(), woken], [], [])
        if woken in ready:
            os.read(woken, 4096)
            _bury(living)
        if sys.stdin.fileno() in ready:
            commands = os.read(sys.stdin.fileno(), 4096)
            if not commands:
                break
            for _ in commands.splitlines():
                living.add(_bear(log, become_bot, (woken, waking)))
    for pid in living:
        os.kill(pid, signal.SIGKILL)


def _tell(*what: object) -> None:
    os.write(1, (" ".join(map(str, what)) + "\n").encode())


def _bury(living: set[int]) -> None:
    for pid in list(living):
        ended, status = os.waitpid(pid, os.WNOHANG)
        if ended:
            living.discard(pid)
            _tell(ENDED, pid, os.waitstatus_to_exitcode(status))


def _bear(log: str, become_bot, pipes: tuple[int, int]) -> int:
    pid = os.fork()
    if pid:
        _tell(STARTED, pid)
        return pid
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    written = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    for number in (1, 2):
        os.dup2(written, number)
    for number in (0, written, *pipes):
        os.close(number)
    random.seed()
    sys.argv = ["roundtable", "run"]
    code = 1
    try:
        become_bot()
        code = 0
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


if __name__ == "__main__":
    main(sys.argv[1])
