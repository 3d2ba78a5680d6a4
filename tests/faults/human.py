"""Somebody who does not give up: they try again what failed, as people do, and remember what they were told."""

import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta

from bot.rehearsal.agenda import Agenda
from bot.rehearsal.cues import Cue, label_of
from bot.rehearsal.stage import Stage
from bot.sandbox import Answer, AnswerKind, Message, Person, RefusedActError, UnsettledError
from bot.sandbox.people.forms import Form
from bot.sandbox.world.access import can_send
from tests.faults.ledger import Drafted, Handed, Ledger

MOST_TRIES = 25
FAULT = "Something went wrong"
PAUSE = timedelta(minutes=7)
"""Virtual time until somebody tries again."""
KEPT, CHANGED, COUNTS = "Your reply is kept", "Your reply is changed", "The reply counts"
JOINED = ("You joined", "are changed", "You are in")


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

    async def insist(
        self, doing: str, about: Message, act: Callable[[], Awaitable[bool]], tries: int = MOST_TRIES
    ) -> None:
        """The act is tried now, and again some minutes later, until it says that it succeeded.

        Where the place of the message that it is about is gone, they let it be.
        """
        if self._is_gone_with_its_place(about) or await act():
            return
        if tries <= 1:
            self.ledger.given_up.append(f"{self.person.name}: {doing}")
            return
        self.later(PAUSE, 3 * PAUSE, lambda: self.insist(doing, about, act, tries - 1))

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
        consent = self.dice.choice(("quote", "quote_with_name", "count_only"))
        handed = Handed(member_id=self.person.id, prompt=prompt, first=text, text=text, consent=consent)
        self.ledger.handed.append(handed)

        async def write() -> bool:
            form = await self._form(message, "reply")
            if form is None:
                return False
            answer = await self.ask(lambda: self.person.submit(form, _filled(form, text, consent)))
            if answer is None or KEPT not in answer.text or answer.message is None:
                return False
            handed.acknowledged_at = self.stage.now
            if self.dice.random() < 0.5:
                kept = answer.message
                self.later(timedelta(hours=1), timedelta(days=2), lambda: self.change(kept, handed))
            return True

        await self.insist("reply", message, write)

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

        await self.insist("change", kept, write)

    async def draft(self, cue: Cue, members: frozenset[int], text: str) -> None:
        """Writes for the pair. Who reads a reason why not, such as that the partner left, lets it be."""
        about = {"member_id": self.person.id, "members": members, "thread": cue.channel.id}
        drafted = Drafted(**about, prompt=cue.number("pair_reply", 1), text=text)
        self.ledger.drafted.append(drafted)

        async def write() -> bool:
            answer = await self.ask(lambda: self.person.press(cue.message, "pair_reply"))
            form = answer.form if answer else None
            if answer is not None and form is not None:
                # Who of them left before it was handed in is no writer of it.
                drafted.members = members - self.ledger.left.keys()
                answer = await self.ask(lambda: self.person.submit(form, _filled(form, text, "quote")))
            drafted.acknowledged = answer is not None and KEPT in answer.text
            return answer is not None and bool(answer.text) and FAULT not in answer.text

        await self.insist("draft", cue.message, write)

    async def confirm(self, cue: Cue, drafted: Drafted) -> None:
        drafted.pressed.add(self.person.id)

        async def press() -> bool:
            answer = await self.ask(lambda: self.person.press(cue.message, "confirm"))
            if answer is not None and COUNTS in answer.text:
                drafted.said_yes.add(self.person.id)
            return answer is not None and bool(answer.text) and FAULT not in answer.text

        await self.insist("confirm", cue.message, press)

    async def say(self, thread_id: int, text: str) -> None:
        """Writes in a prompt's thread; some edit it later, some delete it."""
        world = self.stage.sandbox.world
        thread = world.channels.get(thread_id)
        if thread is None or thread.deleted_at is not None or not can_send(world, self.person.id, thread):
            return
        if thread.thread is None or thread.thread.is_locked:
            return
        said = await self.person.say(thread, text)
        fate = self.dice.random()
        if fate < 0.4:
            self.later(timedelta(hours=1), timedelta(days=2), lambda: self._edit(said))
        elif fate < 0.6:
            self.later(timedelta(hours=1), timedelta(days=2), lambda: self._delete(said))

    async def answer_check_in(self, cue: Cue) -> None:
        label = label_of(cue.message, "checkin", self.dice.choice(("yes", "not_yet")))
        await self.insist("check-in", cue.message, lambda: self._pressed(cue.message, label))

    async def leave_server(self) -> None:
        self.ledger.left[self.person.id] = self.stage.now
        await self.person.leave()

    def _is_gone_with_its_place(self, message: Message) -> bool:
        place = self.stage.sandbox.world.channels[message.channel_id]
        return message.deleted_at is not None or place.deleted_at is not None

    async def _pressed(self, message: Message, button: str) -> bool:
        answer = await self.ask(lambda: self.person.press(message, button))
        return answer is not None and FAULT not in answer.text

    async def _form(self, message: Message, verb: str):
        answer = await self.ask(lambda: self.person.press(message, verb))
        return None if answer is None else answer.form

    async def _edit(self, said: Message) -> None:
        if not self._is_gone_with_its_place(said):
            self.ledger.note_change(said, self.stage.now)
            await self.person.edit(said, f"{said.content} I changed a word.")

    async def _delete(self, said: Message) -> None:
        if not self._is_gone_with_its_place(said):
            self.ledger.note_change(said, self.stage.now)
            await self.person.delete(said)


def _filled(form: Form, text: str, consent: str) -> dict[str, str]:
    return {part.label: value for part, value in zip(form.parts, (text, consent), strict=False)}
