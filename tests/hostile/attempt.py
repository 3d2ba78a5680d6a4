"""One thing that somebody may try against the bot: a row of the table in docs/hostile-input.md."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Attempt:
    """What is tried and by whom. `got` says in plain words what comes of it; each kind has more to try it with."""

    what: str
    by: str
    got: str


def reads(sentence: str) -> str:
    """What they get is this sentence, and nothing else happens."""
    return f"Reads: “{sentence}”"
