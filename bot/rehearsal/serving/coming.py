"""What is due, read from the bot's database while it runs."""

from datetime import datetime
from pathlib import Path

from bot.domain.steps import StepKind
from bot.rehearsal.agenda import Agenda
from bot.sandbox.page.timekeeping import DueStep
from bot.store import Store, steps

MOST_SHOWN = 60


class Coming:
    """Reads what the bot and the cast do next. The database is opened when it is first asked for."""

    def __init__(self, database: Path, agenda: Agenda) -> None:
        self._database = database
        self._agenda = agenda
        self._store: Store | None = None

    async def steps(self) -> list[DueStep]:
        """Return what is due, the earliest first; of the cast only the next act."""
        found = [DueStep(at=at, words=_words(kind), count=count) for at, kind, count in await self._of_bot()]
        if self._agenda.next_at is not None:
            found.append(DueStep(at=self._agenda.next_at, words="Somebody does something"))
        return sorted(found, key=lambda step: step.at)

    async def close(self) -> None:
        """The database is closed."""
        if self._store is not None:
            await self._store.close()

    async def _of_bot(self) -> list[tuple[datetime, StepKind, int]]:
        if self._store is None:
            self._store = await Store.open(str(self._database))
        async with self._store.read() as tx:
            return await steps.coming(tx, MOST_SHOWN)


def _words(kind: StepKind) -> str:
    return kind.value.replace("_", " ").capitalize()
