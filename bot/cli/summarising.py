"""`roundtable summarise`: what the replies of a file say, without Discord."""

import os
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.explaining import explained
from bot.cli.speaking import say
from bot.domain.harmless import calm
from bot.summarise.progress import Progress, Stage

if TYPE_CHECKING:
    from bot.cli.summarised import FileOfReplies
    from bot.domain.summary import Summary
    from bot.summarise.tables import ReplyTable

MOST_BAD_ROWS_TOLD = 20

RepliesFile = Annotated[
    Path,
    typer.Argument(
        metavar="FILE.csv",
        exists=True,
        dir_okay=False,
        help="participant_id, survey_text, optionally reply_id, kind and demo:region.",
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
OutFolder = Annotated[
    Path | None,
    typer.Option("--out", metavar="DIR", file_okay=False, help="Write the report here: page, tables and JSON."),
]
RegionsFile = Annotated[
    Path | None,
    typer.Option(
        "--regions",
        metavar="FILE",
        exists=True,
        help="Regions: .toml, a folder like config/regions, or CSV of participant_id,region or country,region.",
    ),
]


@explained
def summarise(file: RepliesFile, as_json: AsJson = False, out: OutFolder = None, regions: RegionsFile = None) -> None:
    """Tell the themes of the replies in a file: how many people, and what they say word for word."""
    # Said before numpy is there: small tables are multiplied, where several threads only wait for each other.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from bot.cli.summarised import read_file, report_of, summary_of

    replies = read_file(file, regions)
    tell_bad_rows(replies.table)
    _tell_bad_places(replies)
    with _progress() as progress:
        made = summary_of(replies, progress)
    if out is not None:
        from bot.cli.reporting import write_report

        write_report(report_of(replies, made), out)
    if as_json:
        typer.echo(_as_json(made, replies.table))
    else:
        _print(made)


def _tell_bad_places(replies: "FileOfReplies") -> None:
    for line in replies.bad_places[:MOST_BAD_ROWS_TOLD]:
        typer.echo(say("cli.bad_place", line=line), err=True)
    if replies.bad_places:
        typer.echo(say("cli.bad_places", count=len(replies.bad_places)), err=True)
    for country in replies.unknown_countries[:MOST_BAD_ROWS_TOLD]:
        typer.echo(say("cli.no_such_country", country=country), err=True)


def tell_bad_rows(table: "ReplyTable") -> None:
    """Each row of a file that cannot be used is told by its line, and how many were left out."""
    from bot.summarise.tables import OF_THE_HEAD

    for row in table.bad_rows[:MOST_BAD_ROWS_TOLD]:
        about = {"about": row.about} if row.about else {}
        typer.echo(say(f"cli.bad_row.{row.mistake}", line=row.line, **about), err=True)
    if left_out := sum(row.mistake not in OF_THE_HEAD for row in table.bad_rows):
        typer.echo(say("cli.bad_rows", count=left_out), err=True)


@contextmanager
def _progress() -> Generator[Progress]:
    """Show on stderr how far it is, where somebody looks on."""
    from rich.console import Console
    from rich.progress import Progress as Bars

    console = Console(stderr=True)
    with Bars(console=console, transient=True, disable=not console.is_terminal) as bars:
        tasks = {stage: bars.add_task(say(f"cli.summarise_{stage}"), total=None) for stage in Stage}
        yield lambda stage, done, whole: bars.update(tasks[stage], completed=done, total=whole)


def _as_json(made: "Summary", table: "ReplyTable") -> str:
    import json
    from collections import Counter

    from bot.summarise.languages import languages_of
    from bot.summarise.tables import themes_json

    found = Counter(each for each in languages_of([each.text for each in table.words]) if each)
    return json.dumps(themes_json(made, table, dict(sorted(found.items()))), ensure_ascii=False)


def _print(made: "Summary") -> None:
    figures = made.figures
    typer.echo(say("cli.summarise_figures", replies=figures.replies, people=figures.people))
    for theme in made.themes:
        typer.echo(say("cli.summarise_theme", label=theme.label, people=theme.people, replies=len(theme.reply_ids)))
        for quote in theme.quotes:
            typer.echo(f"    {calm(quote.text)}")
    for quote in made.quotes:
        typer.echo(f"    {calm(quote.text)}")
    typer.echo(say("cli.summarise_other", replies=len(made.other_ids)))
