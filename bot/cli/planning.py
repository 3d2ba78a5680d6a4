"""`roundtable check` and `roundtable plan`: programs, before anybody sees them."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

import typer

from bot.cli.explaining import explained
from bot.cli.options import ConfigOption
from bot.cli.speaking import say

if TYPE_CHECKING:
    from bot.domain.program import Program
    from bot.domain.timetable import Timetable


@explained
def check(
    folders: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[FOLDER]...",
            help="Folders of one program, or of several. None: the folder of the settings.",
            exists=True,
            file_okay=False,
            show_default=False,
        ),
    ] = None,
    config: ConfigOption = None,
) -> None:
    """Name every mistake in the files of programs, with its place and what is allowed."""
    from bot.programs import ProgramMistakes

    programs: list[Program] = []
    mistakes = ProgramMistakes(())
    for folder in folders or [_programs_folder(config)]:
        try:
            programs.extend(_load(folder))
        except ProgramMistakes as found:
            mistakes = ProgramMistakes((*mistakes.mistakes, *found.mistakes))
    if mistakes.mistakes:
        raise mistakes
    for program in programs:
        typer.echo(say("cli.program_sound", program=program.slug, count=len(program.deck)))


@explained
def plan(
    program: Annotated[str, typer.Argument(help="The name of a program, or its folder.")],
    start: Annotated[
        datetime, typer.Option("--start", formats=["%Y-%m-%d"], metavar="DATE", help="When the round starts.")
    ],
    zone: Annotated[
        str | None,
        typer.Option("--zone", help="The time zone of the round. None: that of the program.", show_default=False),
    ] = None,
    config: ConfigOption = None,
) -> None:
    """Print the timetable of a round before the round exists."""
    from bot.domain.timetable import plan_round

    found = find_program(program, config)
    chosen = _find_zone(zone or found.zone)
    _print_timetable(found, plan_round(found, start.date(), chosen))


def _programs_folder(config: Path | None) -> Path:
    from bot.settings import load_settings

    return load_settings(config).programs_folder


def _is_program(folder: Path) -> bool:
    return (folder / "program.toml").is_file()


def _load(folder: Path) -> "list[Program]":
    from bot.programs import load_program, load_programs

    return [load_program(folder)] if _is_program(folder) else list(load_programs(folder).values())


def find_program(named: str, config: Path | None) -> "Program":
    """Return the program of this name; only its own mistakes count, not those of its neighbours."""
    from bot.programs import load_program
    from bot.programs.mistakes import guess

    folder = _programs_folder(config)
    for place in (folder / named, Path(named)):
        if _is_program(place):
            return load_program(place)
    known = sorted(inner.name for inner in folder.iterdir() if _is_program(inner)) if folder.is_dir() else []
    asked = guess(named, known)
    there_are = f" Programs: {', '.join(known)}." if known else ""
    raise typer.BadParameter(f'there is no program "{named}"{asked or "."}{there_are}', param_hint="PROGRAM")


def _find_zone(name: str) -> ZoneInfo:
    from bot.programs.mistakes import guess

    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        asked = guess(name, available_timezones()) or ". An example is Europe/Berlin."
        raise typer.BadParameter(f'there is no zone "{name}"{asked}', param_hint="--zone") from None


def _print_timetable(program: "Program", timetable: "Timetable") -> None:
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    from bot.programs import plan_rows

    table = Table(title=escape(f"{program.title}, {timetable.starts_on}"), title_justify="left")
    # In UTC the second column would say what the first one does.
    zones = [timetable.zone] if timetable.zone == "UTC" else [timetable.zone, "UTC"]
    for zone in zones:
        table.add_column(zone, no_wrap=True)
    table.add_column(say("cli.plan_what"))
    for row in plan_rows(program, timetable):
        times = [row.local, f"{row.due_at:%Y-%m-%d %H:%M}"]
        # Titles are the organiser's: brackets in them are no markup.
        table.add_row(*times[: len(zones)], escape(row.what))
    Console().print(table)
