"""Runs a served stage from the command line until Ctrl+C, and says where the page is."""

import asyncio
import signal
import sys
from collections.abc import Coroutine
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from rich.console import Console

from bot.programs import load_program
from bot.rehearsal.choosing import choose_program, next_monday, open_workshop
from bot.rehearsal.company.player import Stumbled
from bot.rehearsal.playing import Plan, set_places
from bot.rehearsal.serving.by_hand import ByHand, serve_by_hand
from bot.rehearsal.serving.with_cast import serve_cast
from bot.rehearsal.stage import BotFailed
from bot.rehearsal.telling import Story
from bot.sandbox import NotQuietError


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What the command line asked for. `keep` leaves the bot's database and log in that folder."""

    program: str | None = None
    keep: Path | None = None
    seed: int = 2016
    message_content: bool = True
    people: int | None = None
    opens_on: date | None = None
    port: int = 0


def serve_demo(wanted: Wanted) -> int:
    """A round with its cast was served as a page until Ctrl+C; returns 0, or 1 where it broke off.

    Raises:
        RuleError: `no_such_program`, `folder_in_use`.
    """
    chosen = choose_program(wanted.program)
    with ExitStack() as stack:
        workshop = stack.enter_context(open_workshop(wanted.keep))
        programs = None if wanted.people is None else set_places(chosen.slug, wanted.people, workshop / "programs")
        plan = Plan(
            program=chosen if programs is None else load_program(programs / chosen.slug),
            folder=workshop,
            workshop=workshop,
            seed=wanted.seed,
            message_content=wanted.message_content,
            opens_on=wanted.opens_on or _monday(),
            programs=programs,
            community=wanted.people,
        )
        story = stack.enter_context(Story(Console(), quiet=True))
        return _run(serve_cast(plan, story, _tell, port=wanted.port))


def serve_sandbox(wanted: Wanted, *, is_empty: bool) -> int:
    """A server with the bot was served as a page until Ctrl+C; an empty one has no program yet.

    Raises:
        RuleError: `no_such_program`, `folder_in_use`.
    """
    program = None if is_empty else choose_program(wanted.program)
    with open_workshop(wanted.keep) as workshop:
        served = ByHand(
            program=program,
            workshop=workshop,
            opens_on=wanted.opens_on or _monday(),
            message_content=wanted.message_content,
            port=wanted.port,
        )
        return _run(serve_by_hand(served, lambda stage: _tell(stage.sandbox.page_url)))


def _monday() -> date:
    return next_monday(datetime.now(UTC).date())


def _tell(address: str) -> None:
    sys.stdout.write(f"Open this in a browser, on this machine:\n  {address}\nCtrl+C ends it.\n")
    # Who reads this by a pipe waits for it.
    sys.stdout.flush()


def _run(serving: Coroutine[Any, Any, None]) -> int:
    async def until_signalled() -> None:
        task = asyncio.current_task()
        assert task is not None
        # Not every platform can handle signals; Ctrl+C ends it there all the same.
        with suppress(NotImplementedError):
            for signum in (signal.SIGINT, signal.SIGTERM):
                asyncio.get_running_loop().add_signal_handler(signum, task.cancel)
        await serving

    try:
        asyncio.run(until_signalled())
    except (asyncio.CancelledError, KeyboardInterrupt):
        return 0
    except (BotFailed, NotQuietError, Stumbled) as fault:
        sys.stderr.write(f"The sandbox broke off. {fault}\n")
        return 1
    return 0
