"""What the parts of the page share."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import TYPE_CHECKING

from bot.sandbox.page.timekeeping import TimeDesk
from bot.sandbox.people.answers import Answer
from bot.sandbox.people.person import Person
from bot.sandbox.shapes import Json, id_in
from bot.sandbox.world.access import can_see
from bot.sandbox.world.records import Channel, Message
from bot.sandbox.world.state import World

if TYPE_CHECKING:
    from bot.sandbox.sandbox import Sandbox

DIRECT = "dm"
"""Names the DM channel of whoever asks, which is opened by looking at it."""
MOST_FORMS = 200


class PageDesk:
    """The sandbox behind the page; `secret` stands in the page's address and lets in."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.sandbox = sandbox
        self.secret = secrets.token_urlsafe(16)
        self.time = TimeDesk(sandbox.time, self._tell_time)
        self.opens_as: int | None = None
        """Who the page is to begin with; None for the first member."""
        self.on_time: list[Callable[[], None]] = []
        self._read: dict[tuple[int, int], int] = {}
        self._forms: dict[int, Answer] = {}

    @property
    def world(self) -> World:
        """The world."""
        return self.sandbox.world

    def person(self, told: object) -> Person:
        """Return the person with this id, who is somebody and not the bot.

        Raises:
            LookupError: there is none.
        """
        user_id = id_in(told)
        if user_id is None or user_id not in self.world.users or self.world.users[user_id].is_bot:
            raise LookupError("such person")
        return self.sandbox.person(user_id)

    def channel(self, person: Person, told: object) -> Channel:
        """Return the channel, thread or DM, when the person sees it.

        Raises:
            LookupError: they see none.
        """
        if told == DIRECT:
            return person.dm
        channel = self.world.channels.get(id_in(told) or 0)
        if channel is None or channel.deleted_at or not can_see(self.world, person.id, channel):
            raise LookupError("such channel here")
        return channel

    def message(self, person: Person, channel: Channel, told: object) -> Message:
        """Return the message in the channel, when it stands on the person's screen.

        Raises:
            LookupError: it does not.
        """
        message = channel.messages.get(id_in(told) or 0)
        if message is None or message.deleted_at is not None or message.only_for not in (None, person.id):
            raise LookupError("such message here any more")
        return message

    def mark_read(self, person_id: int, channel: Channel) -> None:
        """Remember that the person has seen all that stands in the channel."""
        newest = next(reversed(channel.messages), 0)
        self._read[person_id, channel.id] = max(channel.last_message_id or 0, newest)

    def read_until(self, person_id: int, channel: Channel) -> int:
        """Return the id of the last message that the person has seen there."""
        return self._read.get((person_id, channel.id), 0)

    def keep(self, answer: Answer) -> Json:
        """Return the answer as JSON; if it opened a form, that can be sent later."""
        form = answer.form
        if form is None:
            return {"kind": answer.kind}
        self._forms[answer.interaction.id] = answer
        for oldest in list(self._forms)[:-MOST_FORMS]:
            del self._forms[oldest]
        told = {"interaction": str(answer.interaction.id), "title": form.title, "parts": list(form.roots)}
        return {"kind": answer.kind, "form": told}

    def opened(self, told: object) -> Answer:
        """Return the answer that opened a form.

        Raises:
            LookupError: there is none.
        """
        found = self._forms.get(id_in(told) or 0)
        if found is None:
            raise LookupError("such form open any more")
        return found

    def _tell_time(self) -> None:
        for listener in self.on_time:
            listener()
