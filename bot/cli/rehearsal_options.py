"""The options of `roundtable rehearse`."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

Program = Annotated[
    str | None,
    typer.Option("--program", help="The name of a program. None: library-leadership.", show_default=False),
]
Folder = Annotated[
    Path, typer.Option("--folder", file_okay=False, help="Where the transcript and the summary are written.")
]
Keep = Annotated[
    Path | None, typer.Option("--keep", file_okay=False, help="Leave the database here.", show_default=False)
]
Seed = Annotated[int, typer.Option("--seed", help="The same number makes the same rehearsal.")]
MessageContent = Annotated[
    bool,
    typer.Option("--message-content/--no-message-content", help="Whether the bot may read messages in threads."),
]
People = Annotated[
    int | None,
    typer.Option(
        "--people",
        min=3,
        max=5_000,
        help="Invent a community of so many and judge what came of it, under Discord's limits. None: the cast.",
        show_default=False,
    ),
]
Replies = Annotated[
    Path | None,
    typer.Option(
        "--replies",
        metavar="FILE.csv",
        exists=True,
        dir_okay=False,
        help="Real replies, as summarise takes them: who wrote them joins and writes them. Ends with the report.",
        show_default=False,
    ),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Show the figures only.")]
Serve = Annotated[
    bool, typer.Option("--serve", help="Play it in a browser: watch, join in and move the time yourself.")
]
Port = Annotated[int, typer.Option("--port", min=0, max=65535, help="Of the page. 0 takes any that is free.")]
Roster = Annotated[
    Path | None,
    typer.Option(
        "--roster",
        exists=True,
        dir_okay=False,
        help="Your own list of people: tell who would meet whom and what happens when, as a page. Plays nothing.",
        show_default=False,
    ),
]
Columns = Annotated[str, typer.Option("--columns", help='Of the roster, which columns are meant: "name=Person".')]
Start = Annotated[
    datetime | None,
    typer.Option(
        "--start", formats=["%Y-%m-%d"], metavar="DATE", help="With --roster: when it starts.", show_default=False
    ),
]
