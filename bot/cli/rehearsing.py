"""`roundtable rehearse` and `roundtable sandbox`: whole rounds without Discord."""

import asyncio
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli import rehearsal_options as options
from bot.cli.explaining import explained

if TYPE_CHECKING:
    from bot.sandbox import Sandbox


@explained
def rehearse(
    program: options.Program = None,
    folder: options.Folder = Path("rehearsal"),
    keep: options.Keep = None,
    seed: options.Seed = 2016,
    message_content: options.MessageContent = True,
    people: options.People = None,
    replies: options.Replies = None,
    quiet: options.Quiet = False,
    serve: options.Serve = False,
    port: options.Port = 0,
    roster: options.Roster = None,
    columns: options.Columns = "",
    start: options.Start = None,
) -> None:
    """Play a whole round with a cast of members, in seconds and without Discord."""
    if roster:
        from bot.cli.foretelling import foretell

        foretell(roster, program=program, columns=columns, start=start, folder=folder, seed=seed)
        return
    if serve:
        from bot.rehearsal.serving import Wanted, serve_demo

        wanted = Wanted(
            program=program, keep=keep, seed=seed, message_content=message_content, people=people, port=port
        )
        raise typer.Exit(serve_demo(wanted))
    from bot.rehearsal import rehearse as play

    _look_over(replies)
    code = play(
        program=program,
        folder=folder,
        keep=keep,
        seed=seed,
        message_content=message_content,
        quiet=quiet,
        people=people,
        replies=replies,
    )
    raise typer.Exit(code)


def _look_over(replies: Path | None) -> None:
    """Say which rows of the table are left out, before anything is played."""
    if replies:
        from bot.cli.summarised import read_table
        from bot.cli.summarising import tell_bad_rows

        tell_bad_rows(read_table(replies))


@explained
def sandbox(
    port: options.Port = 0,
    start: Annotated[
        datetime | None,
        typer.Option(
            "--start",
            formats=["%Y-%m-%d", "%Y-%m-%dT%H:%M"],
            metavar="INSTANT",
            help="In UTC. Time stands still there until it is set. None: real time, or next Monday with the bot.",
            show_default=False,
        ),
    ] = None,
    program: Annotated[
        str | None,
        typer.Option("--program", help="Run the bot in it too, with a round of this program.", show_default=False),
    ] = None,
    with_bot: Annotated[
        bool, typer.Option("--with-bot", help="Run the bot in it too, on a server where nothing is set up yet.")
    ] = False,
) -> None:
    """Run a Discord of your own on this machine, until Ctrl+C, with a page to open in a browser.

    Without the bot it prints what the bot's environment needs.
    """
    if with_bot or program is not None:
        from bot.rehearsal.serving import Wanted, serve_sandbox

        opens_on = None if start is None else start.date()
        raise typer.Exit(serve_sandbox(Wanted(program=program, port=port, opens_on=opens_on), is_empty=program is None))
    from bot.sandbox.serve import serve

    starts_at = None if start is None else start.replace(tzinfo=UTC)
    asyncio.run(serve(port, starts_at=starts_at, on_ready=_print_environment))


def _print_environment(ready: "Sandbox") -> None:
    clock = "" if ready.time.is_real else f"{ready.control_url}/clock"
    for variable, value in (
        ("DISCORD_TOKEN", ready.token),
        ("ROUNDTABLE_API_BASE", ready.api_base),
        ("ROUNDTABLE_GATEWAY_URL", ready.gateway_url),
        ("ROUNDTABLE_TIME_URL", clock.replace("http://", "ws://", 1)),
    ):
        typer.echo(f"{variable}={value}")
    typer.echo(f"# Open this in a browser: {ready.page_url}")
    # Who reads this by a pipe waits for it.
    sys.stdout.flush()
