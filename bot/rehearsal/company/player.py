"""People on the stage, each with their own dice."""

import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.rehearsal.agenda import Act, Agenda
from bot.rehearsal.cast import Guest, Role
from bot.rehearsal.stage import Stage
from bot.sandbox import Answer, AnswerKind, Form, Message, Person, RefusedActError

Teller = Callable[[str, str], None]
"""Takes who does something, and what."""


class Stumbled(Exception):
    """The bot did not answer as it should have; a rehearsal in which somebody stumbles has failed."""


@dataclass(slots=True, kw_only=True)
class Actor:
    """One person: acts only through what Discord's client lets them do."""

    person: Person
    stage: Stage
    agenda: Agenda
    dice: random.Random
    tell: Teller
    left_at: datetime | None = None

    @property
    def left(self) -> bool:
        """Whether they no longer take part."""
        return self.left_at is not None

    def after(self, least: timedelta, most: timedelta, act: Act) -> None:
        """The act is on the agenda, some time between these from now."""
        seconds = self.dice.uniform(least.total_seconds(), most.total_seconds())
        self.agenda.enter(self.stage.now + timedelta(seconds=round(seconds)), self._unless_left(act))

    def at(self, instant: datetime, act: Act) -> None:
        """The act is on the agenda at this instant."""
        self.agenda.enter(instant, self._unless_left(act))

    def _unless_left(self, act: Act) -> Act:
        async def done() -> None:
            if not self.left:
                await act()

        return done

    async def press(self, message: Message, verb: str) -> Answer:
        """The button was pressed, and the bot answered in time.

        Raises:
            Stumbled: it did not.
        """
        return await self._ask(lambda: self.person.press(message, verb), verb)

    async def open_form(self, message: Message, verb: str) -> Form:
        """The button was pressed, and a form opened.

        Raises:
            Stumbled: none did.
        """
        return form_in(self, await self.press(message, verb))

    async def submit(self, form: Form, values: list[object]) -> Answer:
        """The form was sent with these values for its parts in order, and the bot answered in time.

        Raises:
            Stumbled: it did not.
        """
        filled = {part.label: value for part, value in zip(form.parts, values, strict=False) if value is not None}
        return await self._ask(lambda: self.person.submit(form, filled), form.title)

    async def choose(self, message: Message, select: str, choice: object) -> Answer:
        """Something was chosen in the select, and the bot answered in time."""
        return await self._ask(lambda: self.person.choose(message, select, choice), select)

    async def _ask(self, act: Callable[[], Awaitable[Answer]], doing: str) -> Answer:
        """The bot's answer. Who reads that it failed tries once more, where the bot had just died."""
        strikes = self.stage.bot.strikes
        try:
            answer = await act()
        except RefusedActError as refused:
            raise Stumbled(f"{self.person.name} could not do {doing!r}: {refused}") from refused
        if answer.kind is AnswerKind.NOTHING and self.stage.bot.strikes > strikes:
            await self.stage.bot.quiet()
            answer = await act()
        if answer.kind is AnswerKind.NOTHING:
            raise Stumbled(f"{self.person.name} did {doing!r} and read: This interaction failed.")
        return await answer.settled()


@dataclass(slots=True, kw_only=True)
class Player(Actor):
    """Somebody who takes part, as their role says."""

    role: Role
    joined_at: datetime | None = None
    """When they first read that they had joined, or were on the wait-list."""
    came_as: int = 0
    """The snowflake of their joining: who came first has the lower one."""
    read_on_joining: str = ""
    away_until: datetime | None = None
    answers: list[tuple[int, str, datetime]] = field(default_factory=list[tuple[int, str, datetime]])
    """What they said to check-ins: about which pair, by its number in the button, what, and when."""
    confirmed: list[tuple[int, datetime]] = field(default_factory=list[tuple[int, datetime]])
    """In which threads they said yes to a reply of their partner, and when."""
    asked_apart_at: datetime | None = None
    """When they asked never to be paired again with who was their partner then."""
    kept_apart_from: frozenset[int] = frozenset()


@dataclass(slots=True, kw_only=True)
class Visitor(Actor):
    """Somebody who replies without taking part."""

    guest: Guest


def form_in(actor: Actor, answer: Answer) -> Form:
    """The form that opened.

    Raises:
        Stumbled: none did.
    """
    if answer.form is None:
        raise Stumbled(f"{actor.person.name} pressed a button and read: {answer.text}")
    return answer.form
