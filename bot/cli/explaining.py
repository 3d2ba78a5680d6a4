"""Mistakes of the caller become sentences and exit code 2; everything else stays a fault with its traceback."""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import ParamSpec

import typer

from bot.cli.speaking import say

P = ParamSpec("P")
CALLER_MISTOOK = 2


def explained(command: Callable[P, None]) -> Callable[P, None]:
    """Return the command, which tells its caller on stderr what they can mend, and then exits with 2."""

    @wraps(command)
    def explaining(*args: P.args, **options: P.kwargs) -> None:
        try:
            command(*args, **options)
        except Exception as raised:
            sentences = _explain(raised)
            if not sentences:
                raise
            for sentence in sentences:
                typer.echo(sentence, err=True)
            raise typer.Exit(CALLER_MISTOOK) from None

    return explaining


def _explain(raised: Exception) -> Sequence[str]:
    """Return sentences for a mistake of the caller, none for a fault of ours."""
    # Imported here: these are slow to import, and rarely needed.
    from bot.cli.pairs.tables import TableMistakes
    from bot.domain.errors import RuleError
    from bot.programs import ProgramMistakes
    from bot.settings import SettingsMistakes

    match raised:
        case RuleError():
            return [say(f"error.{raised.key}", **raised.fields)]
        case TableMistakes():
            return [say(f"error.{mistake.key}", **mistake.fields) for mistake in raised.mistakes]
        case SettingsMistakes():
            return [say("cli.settings_mistaken", count=len(raised.mistakes)), *str(raised).splitlines()]
        case ProgramMistakes():
            return [say("cli.programs_mistaken", count=len(raised.mistakes)), *str(raised).splitlines()]
        case OSError() if raised.errno is not None:
            # A file that may not be written, a port that is taken, an address where nobody answers. Time-outs of ours
            # have no number, and are faults.
            return [say("cli.system_refused", reason=str(raised))]
        case _:
            return []
