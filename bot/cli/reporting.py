"""`roundtable report`: what was approved of a round, as files for readers outside the server."""

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.explaining import explained
from bot.cli.options import ConfigOption
from bot.cli.speaking import say, speech_here

if TYPE_CHECKING:
    from bot.domain.report import Report

INDEX = "index.html"


@explained
def report(
    out: Annotated[Path, typer.Option("--out", metavar="DIR", file_okay=False, help="Where the files are written.")],
    name: Annotated[
        str | None,
        typer.Argument(metavar="ROUND", help="The name of the round, such as 2026A. None: all rounds, compared."),
    ] = None,
    program: Annotated[
        str | None, typer.Option("--program", help="The program, where there are several.", show_default=False)
    ] = None,
    guild: Annotated[
        int | None, typer.Option("--guild", help="The id of the server, where there are several.", show_default=False)
    ] = None,
    config: ConfigOption = None,
) -> None:
    """Write the report of a round, or of all rounds of a program, from the database. The bot may run meanwhile."""
    from bot.cli.report_database import Wanted, read_reports
    from bot.settings import load_settings

    wanted = Wanted(name=name, slug=program, guild_id=guild)
    found = asyncio.run(read_reports(load_settings(config), wanted))
    if name is not None:
        write_report(found[0], out)
        return
    for each in found:
        write_report(each, out / each.round_name)
    _write_index(found, out)


def write_report(report: "Report", folder: Path) -> None:
    """The files of the report are in the folder, in the language of the terminal; each is told on stderr."""
    from bot.reports.report_files import report_files

    folder.mkdir(parents=True, exist_ok=True)
    for each in report_files(report, speech_here()):
        _write(folder / each.name, each.content)


def _write_index(reports: "tuple[Report, ...]", folder: Path) -> None:
    from urllib.parse import quote

    from bot.reports.program_page import program_page
    from bot.reports.report_files import PAGE

    links = {each.round_name: f"{quote(each.round_name)}/{PAGE}" for each in reports}
    _write(folder / INDEX, program_page(reports, speech_here(), links).encode("utf-8", "replace"))


def _write(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    typer.echo(say("cli.report_written", file=str(file)), err=True)
