"""Everybody who takes part in a round, and the organiser: what they do about what the bot says."""

import random
import re
from collections.abc import Awaitable, Callable, Iterator
from datetime import datetime, timedelta

from bot.rehearsal.agenda import Agenda
from bot.rehearsal.cues import Cue
from bot.rehearsal.stage import Stage
from bot.sandbox import Answer, Person
from tests.faults.human import FAULT, MOST_TRIES, PAUSE, Human
from tests.faults.ledger import Ledger
from tests.faults.parting import plan_parting
from tests.faults.seen_words import GREETED, descriptions_of

COUNTRIES = ("Portugal", "Kenya", "Fiji", "Japan", "Poland", "Peru", "Ghana", "Nepal", "Malta", "Norway")
UNTIL_MENDED = timedelta(hours=20)

NAMED = re.compile(r"<@(\d+)>")


class Crowd:
    """Everybody, the organiser too; `hear` is told of all that the bot says."""

    def __init__(self, stage: Stage, agenda: Agenda, ledger: Ledger, seed: str, most: int) -> None:
        self.stage, self.agenda, self.ledger = stage, agenda, ledger
        self._seed = seed
        self._most = most
        self.people: dict[int, Human] = {}
        self._organiser = self._human(stage.organiser, "")
        self._prompts: set[int] = set()
        self._members: dict[int, frozenset[int]] = {}
        self._is_invited = False
        self._words = _texts(seed)

    async def arrive(self) -> None:
        for number, country in enumerate(COUNTRIES[: self._most]):
            person = await self.stage.sandbox.join(None, f"Reader {number + 1}", locale="en-US")
            self.people[person.id] = self._human(person, country)

    def _human(self, person: Person, country: str) -> Human:
        dice = random.Random(f"{self._seed}/{person.name}")
        return Human(
            person=person, country=country, dice=dice, stage=self.stage, agenda=self.agenda, ledger=self.ledger
        )

    async def begin(self, slug: str, starts_on: str) -> None:
        """The organiser adds the program and makes the round, however often it takes."""
        stage, organiser = self.stage, self.stage.organiser
        places = {"channel": stage.channel, "desk": stage.desk}
        await self._command(lambda: organiser.command("program add", stage.desk, program=slug, **places))
        await self._command(lambda: organiser.command("round create", stage.desk, start=starts_on))

    async def _command(self, act: Callable[[], Awaitable[Answer]]) -> None:
        """The organiser reads an answer that is no fault; that it was done before is one, too."""
        for _ in range(MOST_TRIES):
            answer = await self._organiser.ask(act)
            if answer is not None and answer.text and FAULT not in answer.text:
                return
        raise AssertionError("the organiser could not begin")

    def plan_next_round(self, at: datetime, starts_on: str) -> None:
        """At this instant the organiser makes the next round, where its channel still stands."""

        async def make(tries: int = MOST_TRIES) -> None:
            if self.stage.channel.deleted_at is not None:
                return
            organiser = self._organiser
            command = organiser.person.command
            answer = await organiser.ask(lambda: command("round create", self.stage.desk, start=starts_on))
            if answer is not None and answer.text and FAULT not in answer.text:
                self.ledger.next_round_at = self.stage.now
            elif tries > 1:
                organiser.later(PAUSE, 3 * PAUSE, lambda: make(tries - 1))

        self.agenda.enter(at, make)

    def hear(self, cue: Cue) -> None:
        if cue.is_private_thread and cue.message.content.endswith(GREETED):
            self._members[cue.channel.id] = frozenset(cue.message.pinged_ids)
        if cue.asks("pairing_approve"):
            self._decide(cue, "pairing_approve")
        elif cue.asks("summary_approve"):
            self._decide(cue, "summary_approve")
        elif cue.asks("step_again"):
            # The organiser reads what is lacking, and tries again once that is mended.
            self._decide(cue, "step_again", UNTIL_MENDED)
        elif cue.asks("join") and cue.channel is self.stage.channel and not self._is_invited:
            self._is_invited = True
            for human in self.people.values():
                human.later(
                    timedelta(minutes=5),
                    timedelta(days=3),
                    lambda human=human: human.insist("join", cue.message, lambda: human.join(cue.message)),
                )
        elif cue.asks("reply") and cue.number("reply", 1) not in self._prompts:
            self._prompts.add(cue.number("reply", 1))
            self._on_prompt(cue)
        elif cue.asks("pair_reply"):
            self._on_pair_prompt(cue)
        elif cue.asks("checkin"):
            for who in [cue.channel.recipient_id] if cue.is_direct else cue.message.pinged_ids:
                if who in self.people:
                    human = self.people[who]
                    human.later(timedelta(hours=1), timedelta(hours=40), lambda human=human: human.answer_check_in(cue))
        elif cue.asks("confirm"):
            self._on_draft(cue)
        elif cue.asks("survey"):
            for who in [cue.channel.recipient_id] if cue.is_direct else cue.message.pinged_ids:
                if who in self.people:
                    plan_parting(self.people[who], cue.message)

    def _decide(self, cue: Cue, verb: str, after: timedelta = timedelta(hours=3)) -> None:
        async def decide() -> None:
            await self._organiser.insist(verb, cue.message, lambda: self._organiser._pressed(cue.message, verb))

        self._organiser.later(after, 2 * after, decide)

    def _on_pair_prompt(self, cue: Cue) -> None:
        """Of some pairs one writes for both."""
        members = self._members.get(cue.channel.id, frozenset())
        here = [self.people[each] for each in sorted(members) if each in self.people]
        if here and here[0].dice.random() < 0.5:
            human = here[0].dice.choice(here)
            text = next(self._words)
            human.later(timedelta(hours=3), timedelta(days=6), lambda: human.draft(cue, members, text))

    def _on_draft(self, cue: Cue) -> None:
        """Most partners say yes."""
        drafted = [each for each in self.ledger.drafted if each.text in descriptions_of(cue.message)]
        for who in map(int, NAMED.findall(cue.message.content)):
            if drafted and who in self.people and self.people[who].dice.random() < 0.8:
                human = self.people[who]
                human.later(timedelta(hours=1), timedelta(days=2), lambda human=human: human.confirm(cue, drafted[0]))

    def _on_prompt(self, cue: Cue) -> None:
        number = cue.number("reply", 1)
        soon, late = timedelta(hours=2), timedelta(days=9)
        for human in self.people.values():
            if human.dice.random() < 0.7:
                human.later(soon, late, lambda h=human: h.reply(cue.message, number, next(self._words)))
            if human.dice.random() < 0.5:
                human.later(soon, late, lambda h=human: h.say(cue.message.id, next(self._words)))


def _texts(seed: str) -> Iterator[str]:
    """Different texts without end."""
    dice = random.Random(f"{seed}/words")
    number = 0
    while True:
        number += 1
        things = dice.sample(("the sea", "my aunt", "a train", "winter", "a cat", "rain", "maps", "bread"), 3)
        yield f"Number {number}: I remember {things[0]}, {things[1]} and {things[2]}."
