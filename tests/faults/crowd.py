"""People who do not give up: they try again what failed, as people do, and remember what they were told was done."""

import random
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.rehearsal.agenda import Agenda
from bot.rehearsal.cues import Cue, label_of
from bot.rehearsal.stage import Stage
from bot.sandbox import Answer, AnswerKind, Message, Person, RefusedActError, UnsettledError
from bot.sandbox.world.access import can_send

COUNTRIES = ("Portugal", "Kenya", "Fiji", "Japan", "Poland", "Peru", "Ghana", "Nepal", "Malta", "Norway")
MOST_TRIES = 25
FAULT = "Something went wrong"
UNTIL_MENDED = timedelta(hours=20)
PAUSE = timedelta(minutes=7)
"""Virtual time until somebody tries again."""
KEPT, CHANGED, JOINED = "Your reply is kept", "Your reply is changed", ("You joined", "are changed", "You are in")


@dataclass(slots=True)
class Handed:
    """One reply by form. Of texts that were handed in and never acknowledged the last ones may stand or not."""

    member_id: int
    prompt: int
    text: str
    acknowledged: bool = False
    perhaps: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Ledger:
    """What people know, and nothing that the bot knows."""

    joined: dict[int, datetime] = field(default_factory=dict)
    left: dict[int, datetime] = field(default_factory=dict)
    handed: list[Handed] = field(default_factory=list)
    given_up: list[str] = field(default_factory=list)
    """Who got no answer however often they tried."""
    taps: int = 0


@dataclass(slots=True, kw_only=True)
class Human:
    """Somebody who takes part."""

    person: Person
    country: str
    dice: random.Random
    stage: Stage
    agenda: Agenda
    ledger: Ledger

    @property
    def is_gone(self) -> bool:
        return self.person.id in self.ledger.left

    def later(self, least: timedelta, most: timedelta, act: Callable[[], Awaitable[None]]) -> None:
        """The act is on the agenda between these from now, unless they have left by then."""

        async def done() -> None:
            if not self.is_gone:
                await act()

        seconds = round(self.dice.uniform(least.total_seconds(), most.total_seconds()))
        self.agenda.enter(self.stage.now + timedelta(seconds=seconds), done)

    async def insist(self, doing: str, act: Callable[[], Awaitable[bool]], tries: int = MOST_TRIES) -> None:
        """The act is tried now, and again some minutes later, until it says that it succeeded."""
        if await act():
            return
        if tries <= 1:
            self.ledger.given_up.append(f"{self.person.name}: {doing}")
            return
        self.later(PAUSE, 3 * PAUSE, lambda: self.insist(doing, act, tries - 1))

    async def ask(self, act: Callable[[], Awaitable[Answer]]) -> Answer | None:
        """The bot's answer; None where there was none that one can do something with."""
        await self.stage.bot.quiet()
        self.ledger.taps += 1
        try:
            answer = await act()
            if answer.kind is AnswerKind.NOTHING:
                return None
            return await answer.settled(3.0)
        except (RefusedActError, UnsettledError):
            return None

    async def join(self, message: Message) -> bool:
        form = await self._form(message, "join")
        if form is None:
            return False
        values = [self.country, "English", [self.dice.choice(("novels", "poetry", "travel"))], "quote"]
        filled = {part.label: value for part, value in zip(form.parts, values, strict=False)}
        answer = await self.ask(lambda: self.person.submit(form, filled))
        if answer is None or not any(said in answer.text for said in JOINED):
            return False
        self.ledger.joined.setdefault(self.person.id, self.stage.now)
        return True

    async def reply(self, message: Message, prompt: int, text: str) -> None:
        """Hands in a reply; each further try is the same form sent again."""
        handed = Handed(self.person.id, prompt, text)
        self.ledger.handed.append(handed)
        consent = self.dice.choice(("quote", "quote_with_name", "count_only"))

        async def write() -> bool:
            form = await self._form(message, "reply")
            if form is None:
                return False
            filled = {form.parts[0].label: text}
            if len(form.parts) > 1:
                filled[form.parts[1].label] = consent
            answer = await self.ask(lambda: self.person.submit(form, filled))
            if answer is None or KEPT not in answer.text or answer.message is None:
                return False
            handed.acknowledged = True
            if self.dice.random() < 0.5:
                kept = answer.message
                self.later(timedelta(hours=1), timedelta(days=2), lambda: self.change(kept, handed))
            return True

        await self.insist("reply", write)

    async def change(self, kept: Message, handed: Handed) -> None:
        new = f"{handed.text} And more."

        async def write() -> bool:
            form = await self._form(kept, "reply_edit")
            if form is None:
                return False
            handed.perhaps.append(new)
            answer = await self.ask(lambda: self.person.submit(form, {form.parts[0].label: new}))
            if answer is None or CHANGED not in answer.text:
                return False
            handed.text = new
            handed.perhaps.clear()
            return True

        await self.insist("change", write)

    async def say(self, thread_id: int, text: str) -> None:
        """Writes in a prompt's thread; some edit it later, some delete it."""
        thread = self.stage.sandbox.world.channels.get(thread_id)
        if thread is None or not can_send(self.stage.sandbox.world, self.person.id, thread) or thread.thread.is_locked:
            return
        said = await self.person.say(thread, text)
        fate = self.dice.random()
        if fate < 0.4:
            self.later(timedelta(hours=1), timedelta(days=2), lambda: self._edit(said))
        elif fate < 0.6:
            self.later(timedelta(hours=1), timedelta(days=2), lambda: self._delete(said))

    async def answer_check_in(self, cue: Cue) -> None:
        label = label_of(cue.message, "checkin", self.dice.choice(("yes", "not_yet", "elsewhere")))
        await self.insist("check-in", lambda: self._pressed(cue.message, label))

    async def leave_server(self) -> None:
        self.ledger.left[self.person.id] = self.stage.now
        await self.person.leave()

    async def _pressed(self, message: Message, button: str) -> bool:
        answer = await self.ask(lambda: self.person.press(message, button))
        return answer is not None and FAULT not in answer.text

    async def _form(self, message: Message, verb: str):
        answer = await self.ask(lambda: self.person.press(message, verb))
        return None if answer is None else answer.form

    async def _edit(self, said: Message) -> None:
        if said.deleted_at is None:
            await self.person.edit(said, f"{said.content} I changed a word.")

    async def _delete(self, said: Message) -> None:
        if said.deleted_at is None:
            await self.person.delete(said)


class Crowd:
    """Everybody, the organiser too; `hear` is told of all that the bot says."""

    def __init__(self, stage: Stage, agenda: Agenda, ledger: Ledger, seed: str, most: int) -> None:
        self.stage, self.agenda, self.ledger = stage, agenda, ledger
        self._seed = seed
        self._most = most
        self.people: dict[int, Human] = {}
        self._organiser = self._human(stage.organiser, "")
        self._prompts: set[int] = set()
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

    def hear(self, cue: Cue) -> None:
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
                    lambda human=human: human.insist("join", lambda: human.join(cue.message)),
                )
        elif cue.asks("reply") and cue.number("reply", 1) not in self._prompts:
            self._prompts.add(cue.number("reply", 1))
            self._on_prompt(cue)
        elif cue.asks("checkin"):
            for who in [cue.channel.recipient_id] if cue.is_direct else cue.message.pinged_ids:
                if who in self.people:
                    human = self.people[who]
                    human.later(timedelta(hours=1), timedelta(hours=40), lambda human=human: human.answer_check_in(cue))

    def _decide(self, cue: Cue, verb: str, after: timedelta = timedelta(hours=3)) -> None:
        async def decide() -> None:
            await self._organiser.insist(verb, lambda: self._organiser._pressed(cue.message, verb))

        self._organiser.later(after, 2 * after, decide)

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
