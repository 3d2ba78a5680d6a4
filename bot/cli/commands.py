"""All commands, put together. What a command needs is imported when it runs, so that `--help` is there at once."""

from typing import Annotated

import typer

from bot.cli import database, examining, keeping, operating, planning, rehearsing, reporting, rosters, summarising
from bot.cli.pairs import pairing

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    # A traceback with local variables would show the token.
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command()(operating.run)
app.command()(rehearsing.rehearse)
app.command()(rehearsing.sandbox)
app.command()(planning.check)
app.command()(planning.plan)
app.command()(pairing.pair)
app.command()(summarising.summarise)
app.command()(reporting.report)
app.command()(examining.doctor)
app.command()(database.migrate)
app.command()(keeping.backup)
app.command()(keeping.restore)
app.add_typer(rosters.app, name="roster")


def _show_version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        typer.echo(f"roundtable {version('roundtable')}")
        raise typer.Exit


@app.callback()
def roundtable(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Rounds of discussion partners, prompts and checked summaries for communities on Discord."""
