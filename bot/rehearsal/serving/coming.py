"""What is due, read from the bot's database while it runs."""

from datetime import datetime
from pathlib import Path

from bot.domain.steps import StepKind
from bot.rehearsal.agenda import Agenda
from bot.sandbox.page.timekeeping import DueStep
from bot.store import Store, steps

MOST_SHOWN = 60
WORDS = {
    StepKind.OPEN_ENROLMENT: "Enrolment opens",
    StepKind.CLOSE_ENROLMENT: "Enrolment closes",
    StepKind.DRAFT_PAIRING: "The pairing is drafted",
    StepKind.START_ROUND: "Partners are introduced",
    StepKind.OPEN_PROMPT: "A prompt is posted",
    StepKind.ASK_CHECK_INS: "Partners are asked whether they have talked",
    StepKind.LOOK_FOR_SILENCE: "Silent members are looked for",
    StepKind.DRAFT_SUMMARY: "A summary is drafted",
    StepKind.CLOSE_ROUND: "The round closes",
    StepKind.FIND_PARTNER: "A new partner is looked for",
    StepKind.SETTLE_PLACES: "Places are given",
    StepKind.END_SURVEY: "The last questions close",
    StepKind.FORGET_REPLIES: "Replies are forgotten",
}
"""The steps that tell where a round is; any other is told by its name."""


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
    return WORDS.get(kind) or kind.value.replace("_", " ").capitalize()
