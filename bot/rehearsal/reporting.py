"""The last lines of a rehearsal: its figures, and where the files are."""

from pathlib import Path

from rich.console import Console

from bot.domain.consent import Consent
from bot.rehearsal.figures import Figures
from bot.rehearsal.playing import Played
from bot.rehearsal.verdict import Verdict

FAULTS_SHOWN = 20
"""Faults told in the terminal."""


def tell_figures(console: Console, played: Played, kept: Path | None) -> int:
    """Five lines of figures and the files are told; returns 0, or 1 where a figure is not what it must be."""
    console.print()
    for name, line in lines_of(played):
        console.print(f"[bold]{name:<13}[/bold] {line}", highlight=False)
    if played.verdict is not None:
        _tell_verdict(console, played, played.verdict)
    console.print()
    console.print(f"  Roundtable wrote {played.messages} messages in {played.seconds:.0f} seconds.", highlight=False)
    console.print("  Open these in a browser:", highlight=False)
    for file in played.files:
        console.print(f"    {file}", highlight=False, soft_wrap=True)
    if kept:
        console.print(f"  The database is kept: {kept}", highlight=False, soft_wrap=True)
    faults = () if played.verdict is None else played.verdict.faults
    return 0 if is_sound(played.figures) and not faults else 1


def _tell_verdict(console: Console, played: Played, verdict: Verdict) -> None:
    """Where everybody stands at the end by what the sandbox saw, and all that is not as it must be."""
    stands = ", ".join(f"{times} {standing.replace('_', ' ')}" for standing, times in sorted(verdict.count().items()))
    memory = "" if played.memory is None else f", {played.memory:.0f} MiB at most"
    for name, line in (
        ("Places", f"{verdict.places} taken at the start, {verdict.wait_listed} on the wait-list"),
        ("At the end", stands),
        ("Asked", f"{played.requests} requests to Discord{memory}"),
        ("Verdict", "everybody knows where they stand" if not verdict.faults else f"{len(verdict.faults)} faults"),
    ):
        console.print(f"[bold]{name:<13}[/bold] {line}", highlight=False)
    for fault in verdict.faults[:FAULTS_SHOWN]:
        console.print(f"  {fault}", highlight=False, markup=False)
    if len(verdict.faults) > FAULTS_SHOWN:
        console.print(f"  and {len(verdict.faults) - FAULTS_SHOWN} more")


def is_sound(figures: Figures) -> bool:
    """Whether nothing failed, no quote is untrue and every round that closed is published."""
    return not figures.failed and not figures.untrue and figures.published > 0


def lines_of(played: Played) -> list[tuple[str, str]]:
    """The five lines, each with its name, and one of the end where somebody was asked about it."""
    figures = played.figures
    consents = figures.by_consent
    return [
        ("Participants", f"{figures.joined} from {figures.countries} countries, {figures.left} left"),
        (
            "Partners",
            f"{figures.pairs} pairs, {figures.trios} {'trio' if figures.trios == 1 else 'trios'}, "
            f"{figures.waiting} waiting, {figures.rematched} found a new partner, {figures.met} people met",
        ),
        (
            "Prompts",
            f"{figures.prompts} posted, {figures.pair_prompts} brought to pairs; "
            f"{figures.check_ins} check-ins, {figures.answers} answered",
        ),
        (
            "Replies",
            f"{figures.replies} kept: {consents[Consent.QUOTE_WITH_NAME]} quotable with name, "
            f"{consents[Consent.QUOTE]} without, {consents[Consent.COUNT_ONLY]} only counted",
        ),
        (
            "Summaries",
            f"{figures.summaries} published: {figures.themes} themes, {figures.quotes} quotes, {figures.untrue} untrue",
        ),
        *_say_ending(figures),
    ]


def _say_ending(figures: Figures) -> list[tuple[str, str]]:
    if not figures.surveyed:
        return []
    said = f"{figures.surveyed} said what it gave them, {figures.sentences} with a sentence"
    return [("Ending", f"{said}; {figures.to_invite} want to hear of the next round")]
