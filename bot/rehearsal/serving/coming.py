"""What is due, read from the bot's database while it runs."""

from datetime import datetime
from pathlib import Path

from bot.domain.steps import StepKind
from bot.rehearsal.agenda import Agenda
from bot.sandbox.page.timekeeping import DueStep
from bot.store import Store, steps

MOST_SHOWN = 60
WORDS = {
    StepKind.OPEN_ENROLMENT: "People can join the round",
    StepKind.CLOSE_ENROLMENT: "Joining ends",
    StepKind.DRAFT_PAIRING: "Organisers get a draft: who talks with whom",
    StepKind.START_ROUND: "Partners are introduced to each other",
    StepKind.OPEN_PROMPT: "A prompt is posted in the channel",
    StepKind.ASK_CHECK_INS: "Partners are asked whether they have talked",
    StepKind.LOOK_FOR_SILENCE: "Who has been silent is asked how it goes",
    StepKind.DRAFT_SUMMARY: "A summary is drafted for the organisers",
    StepKind.CLOSE_ROUND: "The round ends, and members get last questions",
    StepKind.FIND_PARTNER: "Who waits may get a new partner",
    StepKind.SETTLE_PLACES: "Who waits may get a free place",
    StepKind.END_SURVEY: "The last questions close",
    StepKind.FORGET_REPLIES: "The words of old replies are deleted",
    StepKind.GREET_GUILD: "The bot greets the server",
    StepKind.UPDATE_GREETING: "The greeting of the server changes",
    StepKind.POST_MENU: "The menu is posted in the channel",
    StepKind.PIN_MENU: "The menu is pinned in the channel",
    StepKind.UPDATE_MENU: "The menu in the channel changes",
    StepKind.POST_PANEL: "Organisers get their panel",
    StepKind.PIN_PANEL: "The organisers' panel is pinned",
    StepKind.UPDATE_PANEL: "The organisers' panel changes",
    StepKind.POST_ENROLMENT: "The channel reads that people can join",
    StepKind.END_ENROLMENT: "The channel reads that joining has ended",
    StepKind.WELCOME: "A new member is welcomed by direct message",
    StepKind.TELL_PLACE: "A member hears of their place",
    StepKind.INVITE_FIRST: "A member is invited before others",
    StepKind.OPEN_PAIR_THREAD: "Partners get a thread of their own",
    StepKind.GREET_PAIR: "Partners are greeted in their thread",
    StepKind.INTRODUCE: "A member reads who the partner is",
    StepKind.TELL_WAITING: "A member reads that no partner fits now",
    StepKind.TELL_PARTNER_LEFT: "A member reads that the partner has left",
    StepKind.POST_PROMPT: "A prompt is posted in the channel",
    StepKind.OPEN_PROMPT_THREAD: "A prompt gets its thread",
    StepKind.POST_PAIR_PROMPT: "Partners get the prompt in their thread",
    StepKind.CHECK_IN: "A member is asked whether they have talked",
    StepKind.COPY_TO_THREAD: "What no direct message could tell stands in a thread",
    StepKind.NUDGE: "A silent member gets a reminder",
    StepKind.OFFER_PARTNER: "A member is offered a new partner",
    StepKind.POST_AGREEMENT: "Partners read what they agreed",
    StepKind.UPDATE_AGREEMENT: "What partners agreed changes",
    StepKind.TELL_INACTIVE: "A member hears that they seem away",
    StepKind.TELL_BACK: "Who was away is welcomed back",
    StepKind.ECHO_REPLY: "A reply is shown in the prompt's thread",
    StepKind.TELL_KEPT: "A writer reads that the reply is kept",
    StepKind.ASK_PROMPT: "A writer is asked which prompt is meant",
    StepKind.ASK_TO_CONFIRM: "A partner is asked: are these your words too?",
    StepKind.UPDATE_QUESTION: "That question says what came of it",
    StepKind.UPDATE_REPLY: "A reply in the thread changes",
    StepKind.TELL_DESK: "Organisers get a note",
    StepKind.POST_CASE: "Moderators get a request for help",
    StepKind.OPEN_CASE_THREAD: "A request for help gets its thread",
    StepKind.UPDATE_CASE: "A request for help changes",
    StepKind.OPEN_HELP_ROOM: "A member gets a thread with the moderators",
    StepKind.TELL_ANSWER: "A member gets an answer from the moderators",
    StepKind.TELL_REMOVED: "A member reads that they were removed",
    StepKind.POST_SUMMARY: "A summary is posted in the channel",
    StepKind.UPDATE_SUMMARY: "A posted summary changes",
    StepKind.HEAR_BACK: "A writer hears what came of the reply",
    StepKind.SAY_GOODBYE: "A member gets last words of the round",
    StepKind.TELL_WISHES: "Partners who want to go on hear of it",
    StepKind.INVITE_AGAIN: "A member is invited to the next round",
}
"""What whoever is there sees of each step."""


class Coming:
    """Reads what the bot and the cast do next. The database is opened when it is first asked for."""

    def __init__(self, database: Path, agenda: Agenda) -> None:
        self._database = database
        self._agenda = agenda
        self._store: Store | None = None

    async def steps(self) -> list[DueStep]:
        """Return what is due, the earliest first; of the cast only the next act."""
        found = [DueStep(at=at, words=WORDS[kind], count=count) for at, kind, count in await self._of_bot()]
        if self._agenda.next_at is not None:
            found.append(DueStep(at=self._agenda.next_at, words="Somebody writes, presses a button or joins"))
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
