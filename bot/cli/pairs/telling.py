"""A pairing as JSON, as a table, or as every couple that could have been."""

import csv
import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from bot.cli.speaking import say
from bot.pairing import Reason
from bot.pairing.explaining import Explained
from bot.pairing.solving import Solution


def write_json(solution: Solution, names: Mapping[int, str], seconds: float) -> str:
    """Return a pairing as JSON on one line; weights are whole numbers of any length."""
    pairing = solution.pairing
    return json.dumps(
        {
            "groups": sorted(sorted(names[id_] for id_ in group.members) for group in pairing.groups),
            "waiting": [{"id": names[each.id], "reason": each.binding.value} for each in pairing.waiting],
            "weight": solution.weight,
            "quality": solution.quality,
            "quality_bound": solution.quality_bound,
            "seconds": round(seconds, 3),
        },
        ensure_ascii=False,
    )


def print_pairing(solution: Solution, names: Mapping[int, str], seconds: float) -> None:
    """Show the groups with their reasons, who waits, and how near the best it is."""
    console = Console()
    if solution.pairing.groups:
        table = Table(say("cli.pair_group"), say("cli.pair_reason"))
        for group in solution.pairing.groups:
            members = ", ".join(sorted(names[id_] for id_ in group.members))
            table.add_row(escape(members), escape(write_reason(group.reason)))
        console.print(table)
    for waiting in solution.pairing.waiting:
        console.print(escape(say("cli.pair_waits", id=names[waiting.id], reason=waiting.binding.value)))
    console.print(
        say(
            "cli.pair_done",
            groups=len(solution.pairing.groups),
            waiting=len(solution.pairing.waiting),
            quality=solution.quality,
            bound=solution.quality_bound,
            seconds=f"{seconds:.1f}",
        )
    )


def write_couples(path: Path, couples: Iterable[Explained], names: Mapping[int, str]) -> None:
    """Write every legal couple into a CSV file with the columns a, b, weight, quality and reason."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("a", "b", "weight", "quality", "reason"))
        for couple in couples:
            reason = write_reason(couple.reason)
            writer.writerow((names[couple.one], names[couple.other], couple.weight, couple.quality, reason))


def write_reason(reason: Reason) -> str:
    """Return a reason as keys and values, the same in every language."""
    return " ".join(
        (
            f"languages={'+'.join(reason.languages)}",
            f"interests={'+'.join(reason.interests)}",
            f"hours={reason.hours}",
            f"country={'different' if reason.countries_differ else 'same'}",
            f"region={'different' if reason.regions_differ else 'same'}",
            f"met={'never' if reason.met_rounds_ago is None else reason.met_rounds_ago}",
        )
    )
