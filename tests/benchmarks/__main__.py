"""`make bench`: every benchmark, and one table at the end. Nothing is asserted: whoever runs it judges.

A benchmark is a module with `measure(size)`, which yields figures; a line in `BENCHMARKS` makes it known.
"""

import argparse
import asyncio
import sys
import time
from dataclasses import replace

from rich.console import Console
from rich.table import Table

from tests.benchmarks import introductions, matching, replies, starting, themes
from tests.benchmarks.figures import LITTLE, WHOLE, Benchmark, Figure, Size

BENCHMARKS: dict[str, Benchmark] = {
    "replies": replies.measure,
    "introductions": introductions.measure,
    "starting": starting.measure,
    "matching": matching.measure,
    "themes": themes.measure,
}


async def run(names: list[str], size: Size, console: Console) -> list[tuple[str, Figure]]:
    """All figures of the benchmarks of these names, each told when it is known."""
    found: list[tuple[str, Figure]] = []
    for name in names:
        began = time.monotonic()
        async for figure in BENCHMARKS[name](size):
            console.print(f"{name}: {figure.name}: {figure.value}", highlight=False)
            found.append((name, figure))
        console.print(f"{name}: {time.monotonic() - began:.0f} seconds", highlight=False)
    return found


def table_of(found: list[tuple[str, Figure]]) -> Table:
    """The table at the end."""
    table = Table()
    for name in ("Benchmark", "Figure", "Value", "Aim", "Met"):
        table.add_column(name)
    for benchmark, figure in found:
        met = "" if figure.met is None else "yes" if figure.met else "no"
        table.add_row(benchmark, figure.name, figure.value, figure.aim, met)
    return table


def main() -> None:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--only", choices=[*BENCHMARKS], action="append", help="one benchmark; may be given again")
    parser.add_argument("--little", action="store_true", help="a little of each, to see that it runs")
    parser.add_argument(
        "--networkx", type=int, default=WHOLE.networkx, help="people up to whom networkx pairs them too (%(default)s)"
    )
    chosen = parser.parse_args()
    console = Console(width=None if sys.stdout.isatty() else 140, soft_wrap=True)
    size = LITTLE if chosen.little else replace(WHOLE, networkx=chosen.networkx)
    found = asyncio.run(run(chosen.only or [*BENCHMARKS], size, console))
    console.print(table_of(found))


if __name__ == "__main__":
    main()
