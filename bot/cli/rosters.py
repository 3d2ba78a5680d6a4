"""`roundtable roster import`: the list of applicants of a round, as the command of organisers takes it in Discord."""

import asyncio
import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.explaining import explained
from bot.cli.options import ConfigOption
from bot.cli.speaking import say, speech_here

if TYPE_CHECKING:
    from bot.actions.rosters import RosterReview

LARGEST_LIST = 1_000_000
"""Bytes, as in Discord."""
MOST_REFUSED_SHOWN = 20

app = typer.Typer(no_args_is_help=True)


@app.callback()
def roster() -> None:
    """People who applied outside Discord."""


@app.command("import")
@explained
def bring_in(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="The list of applicants, as CSV.")],
    codes: Annotated[
        Path | None,
        typer.Option(dir_okay=False, help="Import the list, and write it with its codes here.", show_default=False),
    ] = None,
    columns: Annotated[str, typer.Option(help='Which columns are meant: "email=Contact; name=Person".')] = "",
    new_codes: Annotated[
        bool, typer.Option("--new-codes", help="Give a new code to everybody who has not used theirs.")
    ] = False,
    program: Annotated[str | None, typer.Option(help="Which program.", show_default=False)] = None,
    server: Annotated[int | None, typer.Option(help="Which server, by its Discord id.", show_default=False)] = None,
    config: ConfigOption = None,
) -> None:
    """Look over a list of applicants. With --codes, import it and write it back with a code to join with for each."""
    from bot.cli.roster_database import Wanted, look_over, take_in
    from bot.domain.errors import RuleError
    from bot.settings import load_settings

    if file.stat().st_size > LARGEST_LIST:
        raise RuleError("file_too_large", most=LARGEST_LIST // 1_000)
    settings = load_settings(config)
    wanted = Wanted(content=file.read_bytes(), columns=columns, new_codes=new_codes, slug=program, guild_id=server)
    if codes is None:
        _tell(asyncio.run(look_over(settings, wanted)))
        return
    with os.fdopen(os.open(codes, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as written:
        try:
            review = asyncio.run(take_in(settings, wanted))
        except BaseException:
            codes.unlink()
            raise
        written.write(_as_table(review))
    _tell(review)
    typer.echo(say("cli.roster_codes", file=str(codes)))


def _as_table(review: "RosterReview") -> str:
    from bot.actions.telling_rosters import roster_csv

    return roster_csv(review, speech_here())


def _tell(review: "RosterReview") -> None:
    from bot.actions.rosters import Fate
    from bot.actions.telling_rosters import say_fate

    counts = review.counts()
    typer.echo(say("answer.roster.imported" if review.done else "answer.roster.title", round=review.round_name))
    for fate in Fate:
        if counts[fate]:
            typer.echo(say(f"answer.roster.{fate}", count=counts[fate]))
    typer.echo(say("answer.roster.columns"))
    for column, heading in review.people.columns.items():
        typer.echo(f"- {say(f'answer.roster.column.{column}')}: {heading}")
    refused = [line for line in review.lines if line.fate is Fate.REFUSED]
    for line in refused[:MOST_REFUSED_SHOWN]:
        typer.echo(say("answer.roster.line", line=line.applicant.line, why=say_fate(line, speech_here())))
    if review.people.guessed:
        typer.echo(say("answer.roster.guessed"))
    if not review.done:
        typer.echo(say("cli.roster_nothing_yet" if review.changes_something() else "answer.roster.nothing"))
