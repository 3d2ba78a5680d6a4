"""`make faults`: every scenario under a seeded chaos driver, a line for each, a table, and exit code 1 on any fault."""

import argparse
import sys
import time
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from itertools import cycle

from rich.console import Console
from rich.table import Table

from tests.faults.playing import Result, play_round
from tests.faults.scenarios import SCENARIOS, Scenario

KILLS_IN_A_ROUND = 25
AT_ONCE = 2
"""Rounds played side by side, each with a bot in a process of its own: for two cores."""
SHOWN = 5
"""Faults told of each scenario."""


def main() -> int:
    """Plays everything; returns 1 where anything stood twice or was lost."""
    parser = argparse.ArgumentParser(prog="make faults", description=__doc__)
    parser.add_argument("--kills", type=int, default=60)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--only", default="", help="part of a scenario's name")
    chosen = parser.parse_args()
    console = Console(width=None if sys.stdout.isatty() else 120, soft_wrap=True)
    began = time.monotonic()
    scenarios = [each for each in SCENARIOS if chosen.only in each.name]
    total = Result(name="all", rounds=0)
    results: list[Result] = []
    with ProcessPoolExecutor(AT_ONCE) as pool:
        waiting = {each.name: list(_begin(pool, each, chosen.seed, chosen.kills)) for each in scenarios}
        for scenario in scenarios:
            whole = Result(name=scenario.name, rounds=0)
            for played in as_completed(waiting[scenario.name]):
                whole.add(played.result())
            _tell(console, whole)
            results.append(whole)
            total.add(whole)
    console.print(_table([*results, total]))
    console.print(f"Seed {chosen.seed}, {time.monotonic() - began:.0f} seconds.")
    return 1 if total.duplicates or total.lost else 0


def _begin(pool: ProcessPoolExecutor, scenario: Scenario, seed: str, kills: int) -> Iterator[Future[Result]]:
    """One round or more, with the scenario's share of all kills among them."""
    left = round(kills * scenario.share)
    number = 0
    calendars = cycle(scenario.calendars)
    while left > 0 or number < len(scenario.calendars):
        number += 1
        now = min(left, KILLS_IN_A_ROUND)
        left -= now
        yield pool.submit(play_round, scenario, f"{seed}/{scenario.name}/{number}", now, calendar=next(calendars))


def _tell(console: Console, result: Result) -> None:
    console.print(
        f"{result.name}: {result.kills} kills, {result.requests} requests, {result.faults} faults, "
        f"{len(result.duplicates)} duplicates, {len(result.lost)} lost, longest resume {result.longest_resume:.1f} s"
    )
    for name, found in (("twice", result.duplicates), ("lost", result.lost)):
        for each in found[:SHOWN]:
            console.print(f"    {name}: {each}", markup=False, highlight=False)


def _table(results: list[Result]) -> Table:
    table = Table()
    table.add_column("Scenario")
    for name in ("Rounds", "Kills", "Requests", "Faults", "Duplicates", "Lost", "Longest resume"):
        table.add_column(name, justify="right")
    for each in results:
        figures = (each.rounds, each.kills, each.requests, each.faults, len(each.duplicates), len(each.lost))
        table.add_row(each.name, *map(str, figures), f"{each.longest_resume:.1f} s")
    return table


if __name__ == "__main__":
    sys.exit(main())
