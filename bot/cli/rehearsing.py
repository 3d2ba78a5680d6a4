"""`roundtable rehearse` and `roundtable sandbox`: whole rounds without Discord."""

import asyncio
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.explaining import explained

if TYPE_CHECKING:
    from bot.sandbox import Sandbox

PortOption = Annotated[int, typer.Option("--port", min=0, max=65535, help="Of the page. 0 takes any that is free.")]


@explained
def rehearse(
    program: Annotated[
        str | None,
        typer.Option("--program", help="The name of a program. None: library-leadership.", show_default=False),
    ] = None,
    folder: Annotated[
        Path, typer.Option("--folder", file_okay=False, help="Where the transcript and the summary are written.")
    ] = Path("rehearsal"),
    keep: Annotated[
        Path | None,
        typer.Option("--keep", file_okay=False, help="Leave the database here.", show_default=False),
    ] = None,
    seed: Annotated[int, typer.Option("--seed", help="The same number makes the same rehearsal.")] = 2016,
    message_content: Annotated[
        bool,
        typer.Option("--message-content/--no-message-content", help="Whether the bot may read messages in threads."),
    ] = True,
    people: Annotated[
        int | None,
        typer.Option(
            "--people",
            min=3,
            max=5_000,
            help="Invent a community of so many and judge what came of it, under Discord's limits. None: the cast.",
            show_default=False,
        ),
    ] = None,
    replies: Annotated[
        Path | None,
        typer.Option(
            "--replies",
            metavar="FILE.csv",
            exists=True,
            dir_okay=False,
            help="Real replies, as summarise takes them: who wrote them joins and writes them. Ends with the report.",
            show_default=False,
        ),
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Show the figures only.")] = False,
    serve: Annotated[
        bool, typer.Option("--serve", help="Play it in a browser: watch, join in and move the time yourself.")
    ] = False,
    port: PortOption = 0,
    roster: Annotated[
        Path | None,
        typer.Option(
            "--roster",
            exists=True,
            dir_okay=False,
            help="Your own list of people: tell who would meet whom and what happens when, as a page. Plays nothing.",
            show_default=False,
        ),
    ] = None,
    columns: Annotated[str, typer.Option(help='Of the roster, which columns are meant: "name=Person".')] = "",
    start: Annotated[
        datetime | None,
        typer.Option(
            "--start", formats=["%Y-%m-%d"], metavar="DATE", help="With --roster: when it starts.", show_default=False
        ),
    ] = None,
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

    raise typer.Exit(
        play(
            program=program,
            folder=folder,
            keep=keep,
            seed=seed,
            message_content=message_content,
            quiet=quiet,
            people=people,
            replies=replies,
        )
    )


@explained
def sandbox(
    port: PortOption = 0,
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
