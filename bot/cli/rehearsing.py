"""`roundtable rehearse` and `roundtable sandbox`: whole rounds without Discord."""

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.explaining import explained


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
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Show the figures only.")] = False,
) -> None:
    """Play a whole round with a cast of members, in seconds and without Discord."""
    from bot.rehearsal import rehearse as play

    raise typer.Exit(
        play(program=program, folder=folder, keep=keep, seed=seed, message_content=message_content, quiet=quiet)
    )


@explained
def sandbox(
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="0 takes any that is free.")] = 0,
) -> None:
    """Run a Discord of your own on this machine, until Ctrl+C. Point the bot at the addresses it prints."""
    from bot.sandbox import serve

    raise typer.Exit(serve(port=port))
