"""`roundtable migrate`: the tables of the database."""

import asyncio
from typing import Annotated

import typer

from bot.cli.explaining import explained
from bot.cli.options import ConfigOption
from bot.cli.speaking import say


@explained
def migrate(
    check: Annotated[
        bool,
        typer.Option("--check", help="Change nothing: tell whether the migrations make the tables of this version."),
    ] = False,
    config: ConfigOption = None,
) -> None:
    """Bring the database to the tables of this version; what it holds is kept. `run` does so by itself."""
    from bot.settings import load_settings
    from bot.store import migrating

    if check:
        _check_migrations()
        return
    asyncio.run(migrating.migrate(load_settings(config).database))
    typer.echo(say("cli.migrated", revision=migrating.head()))


def _check_migrations() -> None:
    """For developers, on a database of its own that is thrown away."""
    from bot.store import migrating

    found = asyncio.run(migrating.differences())
    for difference in found:
        typer.echo(difference, err=True)
    if found:
        typer.echo(say("cli.migrations_differ", count=len(found)), err=True)
        raise typer.Exit(1)
    typer.echo(say("cli.migrations_fit"))
