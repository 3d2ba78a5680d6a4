"""`roundtable pair`: who meets whom, from files and without Discord."""

import os
import time
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.explaining import explained
from bot.cli.speaking import say

if TYPE_CHECKING:
    from bot.cli.pairs.people import People
    from bot.pairing import Rules

MOST_EXPLAINED = 2_000
"""People whose couples are written out: two million lines."""


PeopleFile = Annotated[
    Path, typer.Argument(metavar="PEOPLE.csv", exists=True, dir_okay=False, help="A line each; see docs/matching.md.")
]
RulesFile = Annotated[
    Path | None,
    typer.Option(
        metavar="PROGRAM.toml",
        exists=True,
        dir_okay=False,
        show_default=False,
        help="Whose pairing rules hold. None: another country and a shared language.",
    ),
]
HistoryFile = Annotated[
    Path | None,
    typer.Option(metavar="HISTORY.csv", exists=True, dir_okay=False, show_default=False, help="a,b,round: who met."),
]
ApartFile = Annotated[
    Path | None,
    typer.Option(metavar="APART.csv", exists=True, dir_okay=False, show_default=False, help="a,b: who is kept apart."),
]
Seed = Annotated[int, typer.Option(help="The same number draws the same lots among equals.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
CouplesFile = Annotated[
    Path | None,
    typer.Option(
        metavar="PAIRS.csv",
        dir_okay=False,
        show_default=False,
        help="Write every legal couple with its weight. For you alone: it betrays who is kept apart.",
    ),
]


@explained
def pair(
    people: PeopleFile,
    rules: RulesFile = None,
    history: HistoryFile = None,
    apart: ApartFile = None,
    seed: Seed = 1,
    as_json: AsJson = False,
    explain: CouplesFile = None,
) -> None:
    """Pair the people of a file, as well as can be and by the same rules as on Discord."""
    # Tables of few columns are multiplied, where several threads of a processor only wait for each other.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from bot.cli.pairs import people as files
    from bot.cli.pairs import telling
    from bot.pairing import History
    from bot.pairing.solving import solve

    with _progress("cli.pair_reading"):
        found = files.read_people(people)
        past = files.read_history(history) if history else History()
        kept_apart = files.read_apart(apart) if apart else frozenset[frozenset[int]]()
        chosen = _read_rules(rules)
    _check(found, explain)
    began = time.perf_counter()
    with _progress("cli.pair_drawing"):
        solution = solve(found.seekers, chosen, past, kept_apart, seed)
    seconds = time.perf_counter() - began
    if explain:
        from bot.pairing.explaining import explain as explain_couples

        with _progress("cli.pair_explaining"):
            telling.write_couples(explain, explain_couples(solution, past), found.names)
    if as_json:
        typer.echo(telling.write_json(solution, found.names, seconds))
    else:
        telling.print_pairing(solution, found.names, seconds)


def _check(found: "People", explain: Path | None) -> None:
    from bot.domain.errors import RuleError

    if explain and len(found.seekers) > MOST_EXPLAINED:
        raise RuleError("too_many_to_explain", count=len(found.seekers), most=MOST_EXPLAINED)
    if found.ignored:
        typer.echo(say("cli.pair_ignored", columns=", ".join(found.ignored)), err=True)


def _progress(key: str) -> AbstractContextManager[object]:
    """Show on stderr what is going on and for how long, where somebody looks on."""
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    console = Console(stderr=True)
    progress = Progress(*columns, console=console, transient=True, disable=not console.is_terminal)
    progress.add_task(say(key), total=None)
    return progress


def _read_rules(file: Path | None) -> "Rules":
    from bot.domain.program import Difference
    from bot.pairing import Rules

    if file is None:
        return Rules(must_differ=frozenset({Difference.COUNTRY}), shared_language=True)
    from bot.programs.rules_file import read_rules

    found = read_rules(file)
    return Rules(
        must_differ=found.must_differ,
        shared_language=found.shared_language,
        min_shared_hours=found.min_shared_hours,
        repeat_gap=found.repeat_gap,
        group_size=found.group_size,
    )
