"""What organisers and moderators do: add the program, make a round, approve the pairing and the summaries."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from bot.rehearsal.agenda import Agenda
from bot.rehearsal.company.editing import change_draft
from bot.rehearsal.company.player import Stumbled, Teller
from bot.rehearsal.company.sheets import Look, keep_some_apart, look_who_met
from bot.rehearsal.cues import Cue
from bot.rehearsal.stage import Stage
from bot.sandbox import AnswerKind, Person

LOOKING_OVER = timedelta(hours=5)
"""How long an organiser takes to get round to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """The organiser and the moderator, who work in their own channel."""

    stage: Stage
    agenda: Agenda
    tell: Teller
    keeps_apart: int = 0
    """How many drafted pairs the organiser keeps apart before the pairing is approved."""
    kept_apart: list[frozenset[int]] = field(default_factory=list[frozenset[int]])
    """Those whom they did keep apart."""
    looks: list[Look] = field(default_factory=list[Look])
    """What the organiser read of who met."""

    async def add_program(self, slug: str) -> None:
        """The program is hosted in its channel.

        Raises:
            Stumbled: the bot said no.
        """
        stage = self.stage
        await self._command("program add", program=slug, channel=stage.channel, desk=stage.desk)
        self.tell(stage.organiser.name, f"adds the program {slug}")

    async def create_round(self, starts_on: date) -> None:
        """A round is planned.

        Raises:
            Stumbled: the bot said no.
        """
        await self._command("round create", start=starts_on.isoformat())
        self.tell(self.stage.organiser.name, f"plans a round that starts on {starts_on.isoformat()}")

    async def _command(self, name: str, **options: object) -> None:
        answer = await self.stage.organiser.command(name, self.stage.desk, **options)
        if answer.kind is AnswerKind.NOTHING or not (await answer.settled()).text:
            raise Stumbled(f"/{name} got no answer")

    def plan_looks(self, *instants: datetime) -> None:
        """The organiser looks at these instants where everybody stands."""

        async def look() -> None:
            self.looks.append(await look_who_met(self.stage.organiser, self.stage.desk, self.stage.now))
            self.tell(self.stage.organiser.name, "looks who met")

        for at in instants:
            self.agenda.enter(at, look)

    def hear(self, cue: Cue) -> None:
        """Whatever in the desk's channel asks for a decision gets one, some hours later."""
        if cue.asks("pairing_approve"):
            self._later(cue, self.stage.organiser, "pairing", "approves the pairing")
        elif cue.asks("summary_approve"):
            self._later(cue, self.stage.moderator, "summary", "approves a summary")
        elif cue.asks("case_close"):
            self.agenda.enter(self.stage.now + LOOKING_OVER, lambda: self._answer(cue))

    async def _answer(self, cue: Cue) -> None:
        """The moderator answers whoever asked, and closes the case."""
        who = self.stage.moderator
        opened = await who.press(cue.message, "case_close")
        if opened.form is None:
            raise Stumbled(f"{who.name} could not answer a request for help")
        told = await who.submit(opened.form, {opened.form.parts[0].label: "Press My profile in the pinned message."})
        await told.settled()
        self.tell(who.name, "answers a request for help")

    def _later(self, cue: Cue, who: Person, what: str, doing: str) -> None:
        async def decide() -> None:
            shown = await who.press(cue.message, f"{what}_show")
            await shown.settled()
            if what == "pairing" and self.keeps_apart > len(self.kept_apart):
                self.kept_apart.extend(await keep_some_apart(who, self.stage.desk, self.keeps_apart))
                self.tell(who.name, f"keeps {self.keeps_apart} pairs apart")
            looked_over = cue.message
            if what == "summary" and shown.message is not None:
                looked_over = await change_draft(who, shown.message)
                self.tell(who.name, "names a theme and adds a sentence")
            answer = await who.press(looked_over, f"{what}_approve")
            if answer.kind is AnswerKind.NOTHING:
                raise Stumbled(f"{who.name} could not approve the {what}")
            await answer.settled()
            self.tell(who.name, doing)

        self.agenda.enter(self.stage.now + LOOKING_OVER, decide)
