"""Rehearses: a sandbox, the real bot in a process of its own, and a cast that joins, talks, replies and leaves.

- `stage.py` the sandbox with its guild, and the bot's process
- `cast/` who the people are and what they say; `company/` what they do, each in answer to what the bot writes
- `cues.py` what a message of the bot asks for; `agenda.py` and `director.py` move virtual time on
- `playing.py` plays it all; `telling.py` tells it; `figures.py` and `printing.py` say what came of it
- `verdict/` judges it by what the sandbox saw
- `serving/` plays it as a page in a browser instead, to be watched and joined
"""

import asyncio
import sys
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console

from bot.domain.errors import RuleError
from bot.domain.program import Program
from bot.programs import load_program
from bot.rehearsal.cast import Cast, cast_of_replies
from bot.rehearsal.cast.real import FEWEST_OF_FILE
from bot.rehearsal.choosing import choose_program, next_monday, open_workshop
from bot.rehearsal.company.player import Stumbled
from bot.rehearsal.playing import Plan, Played, play, set_places
from bot.rehearsal.reporting import tell_figures
from bot.rehearsal.stage import BotFailed
from bot.rehearsal.telling import Story
from bot.sandbox import NotQuietError
from bot.summarise.crossing import values_of_people
from bot.summarise.tables import read_replies_csv

__all__ = ["Plan", "Played", "play", "rehearse", "set_places"]


def rehearse(
    *,
    program: str | None,
    folder: Path,
    keep: Path | None,
    seed: int,
    message_content: bool,
    quiet: bool,
    people: int | None = None,
    replies: Path | None = None,
) -> int:
    """A whole round has been played with a cast; the terminal told it, and the files are in `folder`.

    Returns 0, or 1 where something was not as it must be. `keep` leaves the bot's database and log in that folder.
    With `people` a community is invented in which so many get a place: see `invent_cast`. The program gets caps that
    bite, the bot is held to Discord's rate limits, and all that came of it is judged. With `replies` the people of that
    table are the cast, and write what they wrote there; it ends with the whole report.

    Raises:
        RuleError: `no_such_program`, `replies_not_utf8`, `too_few_writers`.
    """
    chosen = choose_program(program)
    console = Console()
    with ExitStack() as stack:
        workshop = stack.enter_context(open_workshop(keep))
        folder.mkdir(parents=True, exist_ok=True)
        programs = None if people is None else set_places(chosen.slug, people, workshop / "programs")
        plan = Plan(
            program=chosen if programs is None else load_program(programs / chosen.slug),
            folder=folder,
            workshop=workshop,
            seed=seed,
            message_content=message_content,
            opens_on=next_monday(datetime.now(UTC).date()),
            programs=programs,
            cast=None if replies is None else _cast_of_file(replies, chosen, seed),
            community=people,
        )
        try:
            with Story(console, quiet=quiet) as story:
                played = asyncio.run(play(plan, story))
        except (BotFailed, NotQuietError, Stumbled) as fault:
            sys.stderr.write(f"The rehearsal broke off. {fault}\n")
            return 1
    return tell_figures(console, played, workshop if keep else None)


def _cast_of_file(file: Path, program: Program, seed: int) -> Cast:
    table = read_replies_csv(file)
    try:
        return cast_of_replies(table.words, values_of_people(table).get("country", {}), program, seed)
    except ValueError:
        raise RuleError("too_few_writers", file=file.name, fewest=FEWEST_OF_FILE) from None
